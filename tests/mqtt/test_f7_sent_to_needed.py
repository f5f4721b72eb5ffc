"""F7: events sent for each that is needed, when nobody dies: at most 1.05, also where answers are late."""

import pytest

from appliance.model.journal import Cursor
from appliance.mqtt.agent import ANSWER, Agent
from appliance.mqtt.link import MqttLink
from appliance.post.batch import decode
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from tests.mqtt.fake_link import FakeLink, FakeStop
from tests.post.memory_province import MemoryProvince
from tests.province.collecting import CollectorProcess, eventually, lines_at

SIGNER = SeedSigner(b"\x01" * 32)
ACK = "desa/1/1801042001/ack"
MOST = 1.05


class FarProvince:
    """Two collectors on a slow line: each answers `late` seconds after it was asked."""

    def __init__(self, late, collectors=2):
        self.province = MemoryProvince()
        self.link = FakeLink(self._hear)
        self._late, self._collectors = late, collectors

    def _hear(self, message):
        if message.topic.endswith("/events"):
            self.province.take(message.payload)
        for nth in range(self._collectors):
            self._later(Message(ACK, self.province.answer()), self._late + nth / 100)
        return []

    def _later(self, answer, seconds):
        when = self.link.now + seconds
        while when in self.link.at:
            when += 1e-6
        self.link.at[when] = lambda: self.link.deliver(answer)


def known_journal(count):
    """A journal that has met this province before."""
    journal = MemoryJournal()
    journal.fill(count)
    journal.move_cursor(Cursor(generation=1))
    return journal


def sent(link):
    return sum(batch.last - batch.first + 1 for batch in (decode(m.payload) for _, m in link.sent_on("events")))


def agent_of(journal, link):
    return Agent(journal, link, village=journal.village, signer=SIGNER, version="0", clock=link.clock)


@pytest.mark.parametrize("late", [0.0, 0.5, 2.5, 5.0, 10.0, 16.0, 30.0])
def test_a_drain_of_thousands_sends_each_event_once(late):
    far, journal = FarProvince(late), known_journal(4000)
    agent_of(journal, far.link).run(FakeStop(far.link, 100 + 20 * 2 * late))
    assert far.province.lines() == journal.lines(0, 9999)
    assert sent(far.link) <= MOST * 4000


@pytest.mark.parametrize("late", [0.0, 0.5, 5.0, 16.0, 30.0])
def test_a_slow_trickle_sends_each_event_once(late):
    far, journal = FarProvince(late), known_journal(1)
    for number in range(1, 250):
        far.link.at[number * 7.0] = lambda: journal.fill(1)
    agent_of(journal, far.link).run(FakeStop(far.link, 250 * 7.0 + 200))
    assert far.province.lines() == journal.lines(0, 9999)
    assert sent(far.link) <= MOST * 250


@pytest.mark.parametrize("late", [0.0, 0.5, 2.5, 5.0, 10.0, ANSWER - 4])
def test_once_sends_each_event_once(late):
    far, journal = FarProvince(late), known_journal(3000)
    agent_of(journal, far.link).once()
    assert far.province.lines() == journal.lines(0, 9999)
    assert sent(far.link) <= MOST * 3000


@pytest.mark.parametrize("first_there", [0.0, 100.0, 1000.0])
def test_a_broker_that_drops_large_batches_is_passed_although_answers_are_late(first_there):
    """A slow line must not hide that a batch was lost, and a collector that comes late must not look like one."""
    far, journal = FarProvince(5.0), known_journal(300)
    take = far.link._answer
    far.link._answer = lambda message: (
        take(message) if far.link.now >= first_there and len(message.payload) <= 1000 else []
    )
    agent_of(journal, far.link).run(FakeStop(far.link, first_there + 6 * 3600))
    assert far.province.lines() == journal.lines(0, 999)


def test_a_broker_carries_each_event_once(broker, new_agent, running, tmp_path):
    """A drain of thousands, then one by one, on a real broker; a watcher counts what goes by."""
    journal = MemoryJournal()
    journal.fill(3000)
    broker.start()
    watcher = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
    watcher.open("watcher")
    watcher.subscribe("desa/1/+/events")
    with CollectorProcess(tmp_path / "province", broker.port):
        running(new_agent(journal))
        seen = []
        for _ in range(40):
            journal.fill(1)
            while message := watcher.wait(0.05):
                seen.append(decode(message.payload))
        eventually(lambda: journal.cursor().have == 3040)
        while message := watcher.wait(0.5):
            seen.append(decode(message.payload))
    watcher.close()
    assert lines_at(tmp_path / "province") == journal.lines(0, 9999)
    assert 3040 <= sum(batch.last - batch.first + 1 for batch in seen) <= MOST * 3040
