"""The province's command line as the contract says it: exit codes, codes on standard error, never a traceback."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from appliance.post.batch import decode, encode
from appliance.post.memory import MemoryJournal, SeedSigner
from province.cli.main import main
from province.store import Store
from tests.province.collecting import CollectorProcess, province
from tests.support.mosquitto import Mosquitto
from tests.support.ports import free_port

CODE = re.compile(r"^E-[A-Z]{2,5}-\d{2,3} \S", re.M)


@pytest.fixture
def state(tmp_path):
    folder = tmp_path / "province"
    assert province(folder, "init").returncode == 0
    return folder


def keep(state, count):
    journal = MemoryJournal()
    journal.fill(count)
    store = Store(state)
    store.take([decode(encode(journal.lines(0, count), SeedSigner(b"\x01" * 32)))])
    store.close()
    return journal


def refused(done):
    assert done.returncode == 1 and done.stdout == ""
    assert CODE.match(done.stderr) and done.stderr.count("\n") == 1
    return CODE.match(done.stderr)[0].split()[0]


def test_init_refuses_a_folder_in_use(state):
    assert refused(province(state, "init")) == "E-PRV-02"


@pytest.mark.parametrize("kode", ["18.01.04.2001", "1801042001"])
def test_events_are_the_lines_of_the_journal(state, kode):
    journal = keep(state, 120)
    done = province(state, "events", "--village", kode)
    assert done.stdout.encode() == b"".join(line + b"\n" for line in journal.lines(0, 999))
    assert province(state, "events", "--village", kode, "--since", "119").stdout.count("\n") == 1


def test_an_unknown_village_has_no_events(state):
    done = province(state, "events", "--village", "18.01.04.2002")
    assert (done.returncode, done.stdout) == (0, "") and "belum ada" in done.stderr


def test_fleet(state):
    assert province(state, "fleet", "--json").stdout == "[]\n"
    keep(state, 3)
    (row,) = json.loads(province(state, "--json", "fleet").stdout)
    assert list(row)[:7] == ["village", "stage", "have", "gap", "fork", "epoch", "last_seen"]
    assert row.pop("last_seen").endswith("+07:00")
    assert row == {
        "village": "18.01.04.2001",
        "stage": "not enrolled",
        "have": 3,
        "gap": None,
        "fork": None,
        "epoch": 1,
        "quarantine": 0,
        "refused": None,
    }
    assert "18.01.04.2001" in province(state, "fleet").stdout


def test_the_state_may_stand_anywhere(state, monkeypatch, capsys):
    assert main(["--state", str(state), "fleet", "--json"]) == 0
    assert main(["fleet", "--json", "--state", str(state)]) == 0
    monkeypatch.setenv("PROVINCE_STATE", str(state))
    assert main(["fleet", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n" * 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["events", "--village", "18.01.04"], "E-PRV-05"),
        (["events", "--village", "180.1042.001"], "E-PRV-05"),
        (["events", "--village", "18010420١1"], "E-PRV-05"),
        (["events", "--village", "1801042001", "--since", "x"], "E-PRV-10"),
        (["events", "--village", "1801042001", "--since", "-1"], "E-PRV-10"),
        (["collect", "--broker", "host:port"], "E-PRV-06"),
        (["collect", "--broker", ""], "E-PRV-06"),
        (["collect", "--once", "--no-tls", "--broker", "nobody.invalid"], "E-NET-02"),
        (["collect", "--once", "--ca-file", "/no/such"], "E-NET-09"),
    ],
)
def test_a_wrong_value_is_refused_by_a_code(state, words, code):
    assert refused(province(state, *words)) == code


@pytest.mark.parametrize("words", [[], ["what"], ["events"], ["collect", "--port", "1"], ["fleet", "more"]])
def test_a_line_that_is_not_understood_exits_2(state, words):
    assert province(state, *words).returncode == 2


@pytest.mark.parametrize("words", [["--help"], ["collect", "--help"], ["events", "-h"]])
def test_help_on_each_level(state, words):
    done = province(state, *words)
    assert done.returncode == 0 and "usage: province" in done.stdout


@pytest.mark.parametrize("words", [["fleet"], ["collect"], ["events", "--village", "1801042001"]])
def test_nothing_prepared(tmp_path, words):
    assert refused(province(tmp_path / "none", *words)) == "E-PRV-01"


def test_a_reader_that_goes_away_leaves_no_traceback(state):
    keep(state, 900)
    line = f"{sys.executable} -m province.cli.main --state {state} events --village 1801042001 | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, timeout=60)
    assert done.stdout.count("\n") == 1 and done.stderr == ""


FULL = ["fleet", "fleet --json", "events --village 1801042001", "check", "--help"]


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", FULL)
def test_an_answer_that_cannot_be_written_is_told_by_its_code(state, words, unbuffered):
    keep(state, 900)
    line = f"{sys.executable} -m province.cli.main --state {state} {words} > /dev/full"
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, timeout=60, env=env)
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr and "E-PRV-99" not in done.stderr
    if words != "--help":
        assert done.returncode == 1 and done.stderr.startswith("E-CMD-09 ")


@pytest.mark.parametrize(("closed", "listed"), [("<&-", 3), (">&-", 0), ("2>&-", 3), ("<&- >&- 2>&-", 0)])
def test_a_closed_stream_is_no_fault(state, closed, listed):
    keep(state, 3)
    line = f"{sys.executable} -m province.cli.main --state {state} events --village 1801042001 {closed}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == listed


def test_a_fault_of_our_own_is_told_by_its_code(state, monkeypatch, capsys):
    def broken(_options):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("province.cli.commands.fleet", broken)
    assert main(["--state", str(state), "fleet"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("E-PRV-99") and "secret" not in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_collect_waits_for_a_broker_and_ends_when_asked(tmp_path, number):
    broker = Mosquitto(tmp_path, persistence=False)
    with CollectorProcess(tmp_path / "province", broker.port, wait=False) as collector:
        collector.wait_for("E-NET-01")
        with broker:
            collector.wait_for("Siap")
        collector.wait_for("E-NET-10")
        os.kill(collector.process.pid, number)
        assert collector.process.wait(60) == 0
    assert "Berhenti." in collector.words
    assert not any("Traceback" in line for line in collector.words)


def test_collect_once(tmp_path, state):
    port = free_port()
    once = ["collect", "--once", "--no-tls", "--broker", f"127.0.0.1:{port}"]
    assert refused(province(state, *once)) == "E-NET-01"
    with Mosquitto(tmp_path, persistence=False) as broker:
        once[-1] = f"127.0.0.1:{broker.port}"
        done = province(state, *once)
        assert done.returncode == 0 and "Siap" in done.stderr


def test_a_line_that_is_not_understood_tells_no_number_back(capsys):
    with pytest.raises(SystemExit) as end:
        main(["fleet", "--nik", "1801042505830001\x1b[2J"])
    told = capsys.readouterr().err
    assert end.value.code == 2 and "1801042505830001" not in told and "\x1b" not in told
