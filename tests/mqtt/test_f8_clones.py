"""F8: an old backup comes back, or two cards run as one village; the province keeps one chain and says so."""

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.link import MqttLink
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.ports import Message
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, fleet_at, lines_at


def test_two_cards_of_one_village(broker, new_agent, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port) as collector:
        new_agent(journal).once()
        clone = journal.copy()
        journal.fill(2)
        clone.fill(3, purpose="Lain")
        clone_agent = new_agent(clone)
        clone_agent.once()
        with pytest.raises(ApplianceError, match=r"E-NET-0[67]"):
            new_agent(journal).once()
        journal.fill(4)
        with pytest.raises(ApplianceError, match="E-NET-06"):
            new_agent(journal).once()
        assert lines_at(state) == clone.lines(0, 99)
        clone.fill(1)
        clone_agent.once()
        assert lines_at(state) == clone.lines(0, 99)
    assert not any("Traceback" in line for line in collector.words)


def test_a_fork_that_reaches_the_province_is_told_and_kept_aside(broker, new_agent, journal, tmp_path):
    """The clone never hears an answer before it sends: its first batch overlaps what is held."""
    broker.start()
    state = tmp_path / "province"
    clone = journal.copy()
    clone.fill(2, purpose="Lain")
    with CollectorProcess(state, broker.port) as collector:
        journal.fill(2)
        new_agent(journal).once()
        link = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
        link.open("clone")
        link.publish(Message(f"desa/1/{clone.village}/events", encode(clone.lines(2, 9), SIGNER)))
        collector.wait_for("CABANG pada peristiwa 4")
        link.close()
        new_agent(journal).once()
    assert fleet_at(state)[0]["fork"] == 4
    assert lines_at(state) == journal.lines(0, 99)


def test_an_old_backup_is_refused_until_it_is_restored_properly(broker, new_agent, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    journal.fill(5)
    old = journal.copy(upto=4)
    with CollectorProcess(state, broker.port) as collector:
        new_agent(journal).once()
        with pytest.raises(ApplianceError, match="E-NET-07"):
            new_agent(old).once()
        old.restored()
        new_agent(old).once()
        assert lines_at(state) == old.lines(0, 99)
        collector.wait_for("memulihkan cadangan lama")
        old.fill(3)
        new_agent(old).once()
    assert lines_at(state) == old.lines(0, 99)
    assert fleet_at(state)[0]["epoch"] == 2
