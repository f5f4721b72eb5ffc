"""F10: a broker that takes only small messages closes the connection; nothing is lost and nothing stays blocked."""

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, lines_at
from tests.support.mosquitto import Mosquitto


def test_a_batch_too_big_for_the_broker_waits(tmp_path):
    journal = MemoryJournal()
    journal.fill(200)
    broker = Mosquitto(tmp_path, persistence=False, options=["max_packet_size 600"])
    agent = Agent(
        journal,
        MqttLink(Broker("127.0.0.1", broker.port, tls=False)),
        village=journal.village,
        signer=SIGNER,
        version="0",
    )
    with broker, pytest.raises(ApplianceError, match="E-NET-"):
        agent.once()
    assert journal.cursor().have == 0
    broker._lines.remove("max_packet_size 600")
    with broker, CollectorProcess(tmp_path / "province", broker.port):
        agent.once()
    assert lines_at(tmp_path / "province") == journal.lines(0, 999)
