"""F7: the broker is away for months while thousands of events are made, and comes back knowing nothing."""

from datetime import datetime, timedelta

import pytest

from appliance.cli.agent_run import build_agent
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.event import read_line
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.batch import decode
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal
from tests.mqtt.conftest import SIGNER
from tests.mqtt.fake_link import FakeLink, FakeStop
from tests.province.collecting import CollectorProcess, fleet_at, lines_at
from tests.support.hall import _founded, hall, state  # noqa: F401 - fixtures

DAYS, A_DAY = 120, 20


def test_f7_months_of_events_wait_in_the_store_and_all_arrive(broker, hall, tmp_path):  # noqa: F811
    """The clock is set back to 1970 at the end, as after a power cut: neither cursor nor order hangs on it."""
    hall.set("broker.host", "127.0.0.1")
    hall.set("broker.port", str(broker.port))
    hall.set("broker.tls", "false")
    for day in range(DAYS):
        hall.clock.on(days=1)
        with hall.books.transaction():
            for number in range(A_DAY):
                hall.set("village.rule", f"Keputusan Kepala Desa Nomor {day * A_DAY + number} Tahun 2026")
    hall.clock.at = datetime(1970, 1, 1, 7, 0, tzinfo=WIB)
    hall.set("village.rule", "Keputusan Kepala Desa Nomor 1 Tahun 1970")
    agent = build_agent(hall.terminal)
    with pytest.raises(ApplianceError, match="E-NET-01"):
        agent.once()
    broker.start()
    with CollectorProcess(tmp_path / "province", broker.port):
        agent.once()
    lines = hall.books.journal.lines()
    assert lines_at(tmp_path / "province") == lines and len(lines) > DAYS * A_DAY
    assert fleet_at(tmp_path / "province")[0]["have"] == hall.books.journal.cursor().have == len(lines)
    times = [datetime.fromisoformat(read_line(line).time) for line in lines]
    assert times == sorted(times) and times[-1] - times[0] > timedelta(days=DAYS - 1)


def test_f7_days_without_a_broker_are_a_few_tries_an_hour():
    link = FakeLink()
    link.reachable = False
    journal = MemoryJournal()
    agent = Agent(journal, link, village=journal.village, signer=SIGNER, version="0", clock=link.clock)
    agent.run(FakeStop(link, 3 * 86_400))
    assert 3 * 24 * 12 <= len(link.opened) <= 3 * 24 * 40


def test_f7_a_broker_that_forgot_what_it_kept_gets_only_what_is_new(broker, new_agent, journal, tmp_path):
    broker.start()
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port):
        new_agent(journal).once()
    broker.kill()
    broker.start()
    watcher = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
    watcher.open("watcher")
    watcher.subscribe("desa/1/+/events", "desa/1/+/ack")
    assert watcher.wait(0.3) is None
    journal.fill(2)
    with pytest.raises(ApplianceError, match="E-NET-05"):
        new_agent(journal).once(patience=1.0, first_answer=0.2)
    batch = decode(watcher.wait(5).payload)
    assert (batch.first, batch.last) == (4, 5)
    with CollectorProcess(there, broker.port):
        new_agent(journal).once()
    watcher.close()
    assert lines_at(there) == journal.lines(0, 9)
