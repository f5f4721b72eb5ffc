"""F7, F10: what goes to the broker and comes from it is dropped after its PUBACK, doubled, turned round, cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.mqtt import agent as agent_module
from appliance.mqtt import asking
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post import sender
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal
from appliance.post.ports import Message
from tests.mqtt.conftest import SIGNER
from tests.mqtt.fake_link import FakeLink, FakeStop
from tests.mqtt.rough_road import FAULTS, RoughRoad
from tests.post.memory_province import MemoryProvince
from tests.province.collecting import CollectorProcess, eventually, fleet_at, lines_at

ACK = "desa/1/1801042001/ack"


def test_all_arrives_once_on_a_real_rough_road(broker, running, tmp_path, monkeypatch):
    """Batches are made small and waits short, so that there is much to spoil in little time."""
    monkeypatch.setattr(sender, "LINES", 10)
    monkeypatch.setattr(agent_module, "ANSWER", 0.3)
    monkeypatch.setattr(agent_module, "STILL", 0.8)
    monkeypatch.setattr(agent_module, "FIRST_ANSWER", 0.2)
    monkeypatch.setattr(asking, "PAUSE", 0.1)
    journal = MemoryJournal()
    journal.fill(300)
    broker.start()
    with (
        CollectorProcess(tmp_path / "province", broker.port) as collector,
        RoughRoad(broker.port, seed=5, faults=18) as road,
    ):
        link = MqttLink(Broker("127.0.0.1", road.port, tls=False))
        agent = Agent(journal, link, village=journal.village, signer=SIGNER, version="0", longest_wait=0.3)
        running(agent)
        eventually(lambda: journal.cursor().have == 300)
        journal.fill(1)
        eventually(lambda: journal.cursor().have == 301)
        assert sum(road.done.values()) == 18 and set(road.done) == set(FAULTS)
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)
    row = fleet_at(tmp_path / "province")[0]
    assert (row["have"], row["gap"], row["fork"]) == (301, None, None)
    assert not any("CABANG" in line or "tidak sah" in line for line in collector.words)


class RoughLink(FakeLink):
    """A mailman in memory that does to each message what `plan` says next; after the plan all goes well."""

    def __init__(self, province, plan):
        super().__init__(self._carry)
        self._province, self._plan, self._late = province, list(plan), []

    def _carry(self, message):
        answers = []
        for arrived in self._through([message]):
            if arrived.topic.endswith("/events"):
                self._province.take(arrived.payload)
            answers.append(Message(ACK, self._province.answer()))
        return self._through(answers)

    def _through(self, messages):
        found = []
        for message in messages:
            fault = self._plan.pop(0) if self._plan else None
            if fault == "late":
                self._late.append(message)
                continue
            if fault == "cut":
                self.lose()
            if fault not in ("drop", "cut"):
                found += [message] * (2 if fault == "double" else 1)
        if found:
            late, self._late = self._late, []
            found += [
                message for message in late if message.topic.endswith("/events") == ("events" in found[0].topic)
            ]
        return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*FAULTS, None]), max_size=30), st.integers(1, 400))
def test_whatever_is_done_to_messages_all_arrives_once(plan, events):
    province, journal = MemoryProvince(), MemoryJournal()
    journal.fill(events)
    link = RoughLink(province, plan)
    agent = Agent(journal, link, village=journal.village, signer=SIGNER, version="0", clock=link.clock)
    link.at[1800.0] = lambda: journal.fill(3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agent_module, "LOOK", 5.0)
        agent.run(FakeStop(link, 30_000))
    assert province.lines() == journal.lines(0, 999)
    assert journal.cursor().have == events + 3
    assert province.fork is None
