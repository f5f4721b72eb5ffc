"""F7 at the province: two collectors that both take everything, some of them killed, and a backup of yesterday."""

import json
import random
import threading
from contextlib import contextmanager

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.ports import Message
from province.check import check
from province.register import quarantine
from province.store import Store
from tests.province.collecting import CollectorProcess, eventually, lines_at, province
from tests.province.villages import KODE, SIGNER, issue, numbers, village
from tests.support.mosquitto import Mosquitto

KODES = [f"180104{2001 + nth}" for nth in range(3)]
LETTERS = 299


@pytest.fixture
def broker(tmp_path):
    mosquitto = Mosquitto(tmp_path, persistence=False)
    mosquitto.start()
    yield mosquitto
    mosquitto.kill()


def link_to(broker):
    return MqttLink(Broker("127.0.0.1", broker.port, tls=False))


def send(broker, journal):
    agent = Agent(journal, link_to(broker), village=journal.village, signer=SIGNER, version="0")
    agent.once(patience=60.0, first_answer=1.0)


def storm(broker, journals, dice):
    """Every batch of ten of every village, in an order of its own, some of them doubled."""
    packed = [
        Message(f"desa/1/{journal.village}/events", encode(journal.lines(since, 10), SIGNER))
        for journal in journals
        for since in range(0, LETTERS + 1, 10)
    ]
    packed += dice.sample(packed, len(packed) // 3)
    dice.shuffle(packed)
    link = link_to(broker)
    link.open("storm", None)
    for message in packed:
        link.publish(message)
        link.wait(0.01)
    link.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_f7_two_collectors_some_killed_and_every_line_is_there_once(broker, tmp_path, seed):
    dice = random.Random(seed)
    state = tmp_path / "province"
    journals = [village(kode, letters=LETTERS) for kode in KODES]
    collectors = [CollectorProcess(state, broker.port) for _ in range(2)]
    sender = threading.Thread(target=storm, args=(broker, journals, dice))
    sender.start()
    for _ in range(3):
        sender.join(dice.uniform(0.2, 0.6))
        victim = collectors.pop(dice.randrange(2))
        victim.process.kill()
        victim.__exit__()
        collectors.append(CollectorProcess(state, broker.port))
    sender.join(60)
    assert not sender.is_alive()
    for journal in journals:
        send(broker, journal)
    store = Store(state)
    for journal in journals:
        assert list(store.events(journal.village)) == journal.lines(0, 9999)
        assert store.ack(journal.village).series == {"umum/2026": LETTERS}
    rows = store.fleet()
    assert [(row.gap, row.fork, row.have) for row in rows] == [(None, None, LETTERS + 1)] * 3
    report = check(store.db)
    assert report.ok, report.problems
    assert (report.rows["letter"], quarantine(store.db)) == (3 * LETTERS, [])
    store.close()
    for collector in collectors:
        collector.__exit__()
        assert not any("Traceback" in line for line in collector.words)


@contextmanager
def running(broker, journal):
    """The village's agent, connected all the time."""
    agent = Agent(journal, link_to(broker), village=journal.village, signer=SIGNER, version="0")
    stop = threading.Event()
    thread = threading.Thread(target=agent.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()


def test_f7_yesterdays_backup_comes_back_and_a_quiet_village_fills_it(broker, tmp_path):
    """The village writes nothing more and asks nothing: the province tells it that it was put back."""
    state, copy = tmp_path / "province", tmp_path / "yesterday.sqlite"
    journal = village(letters=5)
    with CollectorProcess(state, broker.port):
        send(broker, journal)
        assert province(state, "backup", str(copy)).returncode == 0
        issue(journal, range(6, 40))
        send(broker, journal)
        assert journal.cursor().have == 40
        refused = province(state, "restore", str(copy))
        assert (refused.returncode, refused.stderr[:8]) == (1, "E-PRV-08")
    before = journal.cursor().generation
    done = json.loads(province(state, "restore", str(copy), "--json").stdout)
    assert done["carried"] and done["former"]
    assert numbers(lines_at(state)) == [1, 2, 3, 4, 5]
    with running(broker, journal), CollectorProcess(state, broker.port):
        eventually(lambda: journal.cursor().generation != before and journal.cursor().have == 40)
        assert lines_at(state) == journal.lines(0, 99)
    assert province(state, "check").returncode == 0


def test_f8_a_village_in_trouble_is_not_forgotten_by_a_restore(broker, tmp_path):
    """Also where the backup is from before the trouble, and all that the village says comes after the restore."""
    state, copy = tmp_path / "province", tmp_path / "yesterday.sqlite"
    journal = village(letters=5)
    with CollectorProcess(state, broker.port) as collector:
        send(broker, journal)
        clone = journal.copy()
        issue(journal, [6, 7])
        send(broker, journal)
        assert province(state, "backup", str(copy)).returncode == 0
        issue(clone, [6], kind="DOMISILI")
        with pytest.raises(ApplianceError, match="E-NET-07"):
            send(broker, clone)
        collector.wait_for("berbeda mulai peristiwa 7")
    assert province(state, "restore", str(copy)).returncode == 0
    assert json.loads(province(state, "fleet", "--json").stdout)[0]["fork"] == 7
    with CollectorProcess(state, broker.port):
        with pytest.raises(ApplianceError, match="E-NET-07"):
            send(broker, clone)
        with running(broker, clone):
            assert province(state, "settle", "--village", KODE).returncode == 0
            eventually(lambda: clone.cursor().have == clone.head().number)
        assert lines_at(state) == clone.lines(0, 99)
