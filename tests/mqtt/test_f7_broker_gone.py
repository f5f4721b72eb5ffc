"""F7: the broker is gone, forgets, doubles and reorders; every event reaches the province once."""

import random

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.link import MqttLink
from appliance.post.batch import encode, pack
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, eventually, fleet_at, lines_at, province


def acknowledged(journal):
    return lambda: journal.cursor().have == journal.head().number


def stranger(broker):
    link = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
    link.open("stranger")
    return link


def test_the_broker_is_down_and_comes_up_later(broker, new_agent, journal, tmp_path):
    agent = new_agent(journal)
    with pytest.raises(ApplianceError, match="E-NET-01"):
        agent.once()
    broker.start()
    with CollectorProcess(tmp_path / "province", broker.port):
        agent.once()
        assert lines_at(tmp_path / "province") == journal.lines(0, 99)
        agent.once()
    assert journal.cursor().have == 3


def test_fifteen_hundred_events_drain_in_one_go(broker, new_agent, tmp_path):
    journal = MemoryJournal()
    journal.fill(1500)
    broker.start()
    with CollectorProcess(tmp_path / "province", broker.port):
        new_agent(journal).once()
    assert lines_at(tmp_path / "province") == journal.lines(0, 9999)
    row = fleet_at(tmp_path / "province")[0]
    assert (row["village"], row["stage"], row["have"]) == ("18.01.04.2001", "not enrolled", 1500)
    assert row["gap"] is None and row["fork"] is None and row["epoch"] == 1


def test_the_broker_is_killed_with_all_it_held(broker, new_agent, running, journal, tmp_path):
    agent = new_agent(journal, longest_wait=1.0)
    running(agent)
    with CollectorProcess(tmp_path / "province", broker.port, wait=False) as collector:
        collector.wait_for("E-NET-01")
        broker.start()
        eventually(acknowledged(journal))
        for _ in range(3):
            broker.kill()
            journal.fill(5)
            broker.start()
            eventually(acknowledged(journal))
    assert lines_at(tmp_path / "province") == journal.lines(0, 99)


def test_the_collector_comes_long_after_the_batch(broker, new_agent, running, journal, tmp_path):
    """F10 as well: the broker answered PUBACK for what nobody took."""
    broker.start()
    watcher = stranger(broker)
    watcher.subscribe("desa/1/+/events")
    running(new_agent(journal))
    assert watcher.wait(60)
    watcher.close()
    assert journal.cursor().have == 0
    with CollectorProcess(tmp_path / "province", broker.port):
        eventually(acknowledged(journal))
    assert lines_at(tmp_path / "province") == journal.lines(0, 99)


def test_a_restored_province_gets_again_what_it_lacks(broker, new_agent, journal, tmp_path):
    broker.start()
    with CollectorProcess(tmp_path / "one", broker.port):
        new_agent(journal).once()
    journal.fill(2)
    with CollectorProcess(tmp_path / "two", broker.port) as collector:
        new_agent(journal).once()
        assert lines_at(tmp_path / "two") == journal.lines(0, 99)
        assert not any("CABANG" in line for line in collector.words)


def test_a_new_province_behind_an_old_retained_answer_gets_all(broker, new_agent, running, journal, tmp_path):
    """The broker still keeps the old province's answer, that all is there; the new one's own word ends that."""
    broker.start()
    with CollectorProcess(tmp_path / "one", broker.port):
        new_agent(journal).once()
    with CollectorProcess(tmp_path / "two", broker.port):
        running(new_agent(journal))
        eventually(lambda: lines_at(tmp_path / "two") == journal.lines(0, 99))


def test_doubled_and_reordered_batches_change_nothing(broker, tmp_path):
    journal = MemoryJournal()
    journal.fill(120)
    batches = [encode(journal.lines(start, 10), SIGNER) for start in range(0, 120, 10)]
    dice = random.Random(3)
    broker.start()
    with CollectorProcess(tmp_path / "province", broker.port):
        link = stranger(broker)
        for _ in range(12):
            for packed in dice.sample(batches, len(batches)) + dice.choices(batches, k=4):
                link.publish(Message(f"desa/1/{journal.village}/events", packed))
                link.wait(0.001)
        eventually(lambda: fleet_at(tmp_path / "province")[0]["have"] == 120)
        link.close()
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)
    assert fleet_at(tmp_path / "province")[0]["gap"] is None


@pytest.mark.slow
def test_collectors_are_killed_in_a_storm_of_villages(broker, new_agent, running, tmp_path):
    """Two take everything; one of them dies without goodbye, again and again."""
    villages = []
    for number in range(6):
        journal = MemoryJournal(f"180104{2001 + number}")
        journal.fill(200)
        villages.append(journal)
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port):
        for number, journal in enumerate(villages):
            running(new_agent(journal, SeedSigner(bytes([number + 1]) * 32), longest_wait=1.0))
        for _ in range(4):
            with CollectorProcess(state, broker.port) as second:
                for journal in villages:
                    journal.fill(50)
                second.process.kill()
        for journal in villages:
            eventually(acknowledged(journal))
    for journal in villages:
        assert lines_at(state, journal.village) == journal.lines(0, 9999)
    assert province(state, "fleet").stdout.count("\n") == 1 + len(villages)


def test_any_bytes_on_any_topic_stop_neither_end(broker, new_agent, running, journal, tmp_path):
    dice = random.Random(4)
    kode = journal.village
    good = pack(journal.lines(0, 99), SIGNER)[0]
    names = [f"desa/1/{kode}/events", f"desa/1/{kode}/ack", f"desa/1/{kode}/status", "desa/1/9999999999/status"]
    names += [
        "desa/1/x/events",
        "desa/1/١٢٣/events",
        f"desa/1/{kode}/orders",
        "desa/1//events",
        "desa/1/a b/status",
    ]
    broker.start()
    with CollectorProcess(tmp_path / "province", broker.port) as collector:
        running(new_agent(journal, longest_wait=1.0))
        link = stranger(broker)
        for round_ in range(150):
            cut = dice.randrange(len(good))
            junk = dice.choice(
                [dice.randbytes(dice.randrange(300)), good[:cut], good[:cut] + b"x" + good[cut + 1 :]]
            )
            junk = dice.choice([junk, b"", b'{"online":true}', b'{"have":1e999}', b"[" * 5000, b"\0" * 62_000])
            link.publish(Message(dice.choice(names), junk, retained=dice.random() < 0.2))
            link.wait(0.001)
            if round_ % 30 == 0:
                journal.fill(1)
        journal.fill(1)
        eventually(acknowledged(journal))
        link.close()
        assert collector.process.poll() is None
    assert not any("Traceback" in line for line in collector.words)
    assert lines_at(tmp_path / "province") == journal.lines(0, 99)
    assert [row["village"] for row in fleet_at(tmp_path / "province")] == ["18.01.04.2001"]
