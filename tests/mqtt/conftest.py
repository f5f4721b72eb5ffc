"""A real broker, a village in memory and an agent for it."""

import threading

import pytest

from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from tests.support.mosquitto import Mosquitto

SIGNER = SeedSigner(b"\x01" * 32)


@pytest.fixture
def broker(tmp_path):
    """A broker that is not started yet and forgets everything when it dies."""
    mosquitto = Mosquitto(tmp_path, persistence=False)
    yield mosquitto
    mosquitto.kill()


@pytest.fixture
def journal():
    made = MemoryJournal()
    made.fill(3)
    return made


@pytest.fixture
def new_agent(broker):
    """Make an agent on the broker; all of them are stopped at the end where they run."""

    def make(journal, signer=SIGNER, **options):
        link = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
        return Agent(journal, link, village=journal.village, signer=signer, version="0", **options)

    return make


@pytest.fixture
def running():
    """Run an agent in a thread until the test ends."""
    stop, threads = threading.Event(), []

    def run(agent):
        thread = threading.Thread(target=agent.run, args=(stop,))
        thread.start()
        threads.append(thread)

    yield run
    stop.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
