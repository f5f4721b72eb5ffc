"""F10: a broker that takes only small messages; nothing is lost and nothing stays blocked."""

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt import agent, asking
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, eventually, lines_at
from tests.support.mosquitto import Mosquitto

HANGS_UP = "max_packet_size 1000"
DROPS = "message_size_limit 600"
"""Mosquitto answers PUBACK for a longer message and delivers it to nobody."""


def village(count, purpose="Beasiswa sekolah"):
    journal = MemoryJournal()
    journal.fill(count, purpose)
    return journal


def agent_at(broker, journal):
    link = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
    return Agent(journal, link, village=journal.village, signer=SIGNER, version="0", longest_wait=1.0)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Each batch that is dropped costs half a second."""
    monkeypatch.setattr(agent, "LOST_AFTER", 0.5)
    monkeypatch.setattr(asking, "PAUSE", 0.4)


@pytest.fixture(params=[HANGS_UP, DROPS])
def small_broker(request, tmp_path):
    with Mosquitto(tmp_path, persistence=False, options=[request.param]) as broker:
        yield broker


def test_once_delivers_all_in_batches_that_pass(small_broker, tmp_path):
    journal = village(100)
    with CollectorProcess(tmp_path / "province", small_broker.port):
        agent_at(small_broker, journal).once()
    assert journal.cursor().have == 100
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)


def test_the_agent_delivers_all_in_batches_that_pass(tmp_path, running):
    journal = village(300)
    with (
        Mosquitto(tmp_path, persistence=False, options=[HANGS_UP]) as broker,
        CollectorProcess(tmp_path / "province", broker.port),
    ):
        running(agent_at(broker, journal))
        eventually(lambda: journal.cursor().have == 300)
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)


@pytest.mark.parametrize(("option", "code"), [(HANGS_UP, "E-NET-10"), (DROPS, "E-NET-05")])
def test_an_event_too_big_for_the_broker_waits(tmp_path, option, code):
    purpose = "".join(chr(0x100 + number * 7919 % 5000) for number in range(600))
    journal = village(3, purpose)
    broker = Mosquitto(tmp_path, persistence=False, options=[option])
    with broker, CollectorProcess(tmp_path / "province", broker.port):
        with pytest.raises(ApplianceError, match=code):
            agent_at(broker, journal).once(patience=5.0)
        assert journal.cursor().have == 0
    broker._lines.remove(option)
    with broker, CollectorProcess(tmp_path / "province", broker.port):
        agent_at(broker, journal).once()
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)
