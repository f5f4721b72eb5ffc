"""S7, S8, S16: whoever stands in the middle can delay; nobody loses an event or speaks for another village."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.ack import Ack, write_ack
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, eventually, fleet_at, lines_at, province
from tests.support.mosquitto import Mosquitto

KODE = "1801042001"
OTHER = SeedSigner(b"\x02" * 32)


def attacker(broker, **more):
    link = MqttLink(Broker("127.0.0.1", broker.port, tls=False, **more))
    link.open("attacker")
    return link


def acknowledged(journal):
    return lambda: journal.cursor().have == journal.head().number


def test_s7_forged_acknowledgements_only_delay(broker, new_agent, journal, tmp_path):
    """The attacker has read everything and claims that all was taken; no new event helps the village to notice."""
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port):
        new_agent(journal).once()
    link = attacker(broker)
    journal.fill(4)
    digest, epoch = journal.hash_of(7)
    forged = Ack(7, digest, epoch, journal.cursor().generation)
    link.publish(Message(f"desa/1/{KODE}/ack", write_ack(forged), retained=True))
    link.close()
    new_agent(journal).once()
    assert journal.cursor().have == 7 and lines_at(state) == journal.lines(0, 3)
    with CollectorProcess(state, broker.port):
        stop_soon = new_agent(journal)
        eventually(lambda: stop_soon.once() or lines_at(state) == journal.lines(0, 99))
    assert acknowledged(journal)()


def test_s7_nonsense_and_threats_on_the_ack_topic_stop_nothing(broker, new_agent, running, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port):
        running(new_agent(journal))
        eventually(acknowledged(journal))
        link = attacker(broker)
        for forged in (
            Ack(10**9, "ab" * 32, 1),
            Ack(2, "cd" * 32, 1),
            Ack(0, generation=7),
            Ack(refused=SIGNER.public[:8].hex()),
            Ack(3, "ef" * 32, 99, 5, gap=1, fork=1),
        ):
            link.publish(Message(f"desa/1/{KODE}/ack", write_ack(forged), retained=True))
            link.wait(0.3)
        link.close()
        broker.kill()
        journal.fill(3)
        broker.start()
        eventually(acknowledged(journal))
    assert lines_at(state) == journal.lines(0, 99)


def test_s8_another_key_for_a_village_is_refused_and_told(broker, new_agent, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port) as collector:
        new_agent(journal).once()
        link = attacker(broker)
        link.subscribe(f"desa/1/{KODE}/ack")
        forged = journal.copy()
        forged.fill(2, purpose="Palsu")
        link.publish(Message(f"desa/1/{KODE}/events", encode(forged.lines(3, 2), OTHER)))
        collector.wait_for("DITOLAK")
        stranger = MemoryJournal("1801042002")
        stranger.fill(1)
        link.publish(Message(f"desa/1/{KODE}/events", encode(stranger.lines(0, 1), OTHER)))
        collector.wait_for("atas nama desa lain")
        link.close()
        journal.fill(1)
        new_agent(journal).once()
    assert lines_at(state) == journal.lines(0, 99)
    assert len(fleet_at(state)) == 1


@pytest.fixture
def guarded(tmp_path):
    """A broker under the rules of docs/wire.md, with a password for each."""
    program = shutil.which("mosquitto_passwd") or pytest.skip("mosquitto_passwd is not installed")
    page = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
    rules = tmp_path / "rules.acl"
    rules.write_text(re.search(r"^```mosquitto.acl\n(.*?)^```$", page, re.M | re.S)[1])
    rules.chmod(0o600)
    known = tmp_path / "known"
    known.touch(mode=0o600)
    for name in (KODE, "1801042002", "provinsi"):
        subprocess.run([program, "-b", str(known), name, f"rahasia-{name}"], check=True, capture_output=True)
        (tmp_path / name).write_text(f"rahasia-{name}\n")
    settings = re.search(r"^```mosquitto.conf\n(.*?)^```$", page, re.M | re.S)[1].splitlines()
    settings = [line for line in settings if not line.startswith("persistence")]
    options = [*settings, f"acl_file {rules}", f"password_file {known}", "allow_anonymous false"]
    broker = Mosquitto(tmp_path, persistence=False, options=options)
    broker._lines.remove("allow_anonymous true")
    with broker:
        yield broker, lambda name: {"username": name, "password_file": tmp_path / name}


def test_s16_a_thief_of_messages_gets_nothing_and_nobody_misses_any(guarded, tmp_path):
    broker, user = guarded
    state = tmp_path / "province"
    assert province(state, "init").returncode == 0
    words = ["collect", "--broker", f"127.0.0.1:{broker.port}", "--no-tls", "--once"]
    words += ["--username", "provinsi", "--password-file", str(tmp_path / "provinsi")]
    thief = attacker(broker, **user("1801042002"))
    thief.subscribe("$share/g/desa/1/+/events", "desa/1/+/events", "desa/1/+/ack", "#")
    thief.publish(Message(f"desa/1/{KODE}/ack", b"{}", retained=True))
    thief.publish(Message(f"desa/1/{KODE}/events", b"x", retained=True))
    journal = MemoryJournal()
    journal.fill(30)
    link = MqttLink(Broker("127.0.0.1", broker.port, tls=False, **user(KODE)))
    agent = Agent(journal, link, village=KODE, signer=SIGNER, version="0")

    def drained():
        collecting = subprocess.Popen(
            [sys.executable, "-m", "province.cli.main", *words, "--state", str(state)],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert "Siap" in collecting.stderr.readline()
        agent.once()
        told = collecting.communicate(timeout=60)[1]
        return collecting.returncode == 0 and "tidak sah" not in told

    assert drained()
    assert lines_at(state) == journal.lines(0, 99)
    assert thief.wait(0.5) is None
    thief.close()


def test_s16_without_any_rules_a_shared_subscription_takes_nothing_away(broker, new_agent, journal, tmp_path):
    broker.start()
    thief = attacker(broker)
    thief.subscribe("$share/g/desa/1/+/events")
    with CollectorProcess(tmp_path / "province", broker.port):
        new_agent(journal).once()
    assert lines_at(tmp_path / "province") == journal.lines(0, 99)
    thief.close()
