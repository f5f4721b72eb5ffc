"""S7, F4: a broker's certificate that does not fit has its own sentence, and nothing is lost by it."""

import json
from datetime import datetime

import pytest

from appliance.desk.change_setting import change_setting
from appliance.model.errors import ApplianceError
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.broker import Broker
from appliance.wiring import found_terminal
from tests.mqtt.authority import DAY, make_authority
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, eventually, lines_at, province
from tests.support.clock_shim import ShimmedClock
from tests.support.command_line import program, spawn
from tests.support.mosquitto import Mosquitto
from tests.support.ports import free_port

CASES = {
    "expired": ({"valid": (-2 * DAY, -DAY)}, "E-NET-14", "tanggal mesin"),
    "not yet valid": ({"valid": (DAY, 2 * DAY)}, "E-NET-13", "tanggal mesin"),
    "another host": ({"host": "127.0.0.2"}, "E-NET-15", "127.0.0.1"),
}


@pytest.fixture
def secured(tmp_path):
    """Start a broker with a plain listener for the collector and one with an authority's TLS; one at a time."""
    port, brokers = free_port(), []

    def start(authority):
        for old in brokers:
            old.kill()
        options = [f"listener {port} 127.0.0.1", *authority.options()]
        brokers.append(Mosquitto(tmp_path, persistence=False, options=options))
        brokers[-1].port = brokers[0].port
        brokers[-1].start()
        return brokers[-1].port, port

    yield start
    for broker in brokers:
        broker.kill()


def secure_agent(journal, port, authority):
    link = MqttLink(Broker("127.0.0.1", port, ca_file=authority.root))
    return Agent(journal, link, village=journal.village, signer=SIGNER, version="0", longest_wait=0.5)


@pytest.mark.parametrize("case", CASES)
def test_s7_each_fault_of_a_certificate_has_its_own_sentence(case, secured, tmp_path, journal):
    wrong, code, words = CASES[case]
    authority = make_authority(tmp_path / "authority", **wrong)
    _plain, port = secured(authority)
    with pytest.raises(ApplianceError) as caught:
        secure_agent(journal, port, authority).once()
    assert caught.value.code == code
    assert words in caught.value.for_clerk()
    assert journal.cursor().have == 0


def broker_check(state):
    """What `doctor` says of the broker."""
    checks = json.loads(program(state, "doctor", "--json").out)["checks"]
    return next(check for check in checks if check["name"] == "broker")


def test_s7_doctor_says_what_the_agent_would(secured, tmp_path):
    foreign, good = make_authority(tmp_path / "foreign"), make_authority(tmp_path / "good")
    plain, port = secured(good)
    state = tmp_path / "village"
    terminal = found_terminal(state, "18.01.04.2001", "Desa Hajimena")

    def check(port, root):
        for key, value in {"host": "127.0.0.1", "port": str(port), "ca_file": str(root)}.items():
            change_setting(terminal.office, f"broker.{key}", value)
        return broker_check(state)["code"]

    assert check(port, good.root) is None and broker_check(state)["ok"] is True
    assert check(port, foreign.root) == "E-NET-03", "another authority's"
    assert check(plain, good.root) in ("E-NET-01", "E-NET-03"), "no TLS is spoken there"
    assert check(port, tmp_path / "none") == "E-NET-09"
    for name, (wrong, code, _words) in CASES.items():
        authority = make_authority(tmp_path / name, **wrong)
        _plain, port = secured(authority)
        assert check(port, authority.root) == code, name
    terminal.books.database.close()


def test_s7_the_collector_says_it_in_the_same_words(secured, tmp_path):
    authority = make_authority(tmp_path / "authority", valid=(-2 * DAY, -DAY))
    _plain, port = secured(authority)
    state = tmp_path / "province"
    assert province(state, "init").returncode == 0
    words = ["--broker", f"127.0.0.1:{port}", "--ca-file", str(authority.root)]
    refused = province(state, "collect", "--once", *words)
    assert refused.returncode == 1 and refused.stderr.splitlines()[-1].startswith("E-NET-14 ")


def test_s7_the_agent_goes_on_once_the_certificate_is_right(secured, running, journal, tmp_path, caplog):
    wrong = make_authority(tmp_path / "wrong", valid=(-2 * DAY, -DAY))
    _plain, port = secured(wrong)
    right = make_authority(tmp_path / "right")
    running(secure_agent(journal, port, right))
    eventually(lambda: any("E-NET-03" in record.getMessage() for record in caplog.records))
    plain, _port = secured(right)
    with CollectorProcess(tmp_path / "province", plain):
        eventually(lambda: journal.cursor().have == 3)
    assert lines_at(tmp_path / "province") == journal.lines(0, 9)


@pytest.mark.parametrize(
    ("says", "code"), [(datetime(1970, 1, 1, 7, 1), "E-NET-13"), (datetime(2099, 5, 6), "E-NET-14")]
)
def test_f4_a_wrong_clock_is_named_and_heals_once_it_is_right(says, code, secured, tmp_path):
    """The terminal began without a network and so with a wrong date; then the date is set, and nobody restarts
    anything."""
    authority = make_authority(tmp_path / "authority")
    plain, port = secured(authority)
    state = tmp_path / "village"
    terminal = found_terminal(state, "18.01.04.2001", "Desa Hajimena")
    settings = {"host": "127.0.0.1", "port": str(port), "ca_file": str(authority.root), "longest_wait": "1"}
    for key, value in settings.items():
        change_setting(terminal.office, f"broker.{key}", value)
    terminal.books.database.close()
    clock = ShimmedClock(tmp_path)
    clock.set(says)
    with CollectorProcess(tmp_path / "province", plain):
        agent = spawn(state, "agent", env=clock.environment)
        first = next(line.decode() for line in agent.stderr if b"E-NET-" in line)
        assert code in first and f"{says:%d/%m/%Y}" in first and "Periksa tanggal mesin dulu" in first
        clock.put_right()
        listed = program(state, "journal", "list").out.encode().splitlines()
        eventually(lambda: lines_at(tmp_path / "province") == listed)
        agent.terminate()
        assert agent.wait(60) == 0
        agent.communicate()
