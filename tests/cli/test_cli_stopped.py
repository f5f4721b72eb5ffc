"""A command that is stopped says so with a code; what was saved stays whole, and the same command completes it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from appliance.registry.sampling import sample

BIN = str(Path(sys.executable).with_name("appliance"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_import_that_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    state, extract = str(tmp_path / "state"), tmp_path / "extract.csv"
    extract.write_bytes(b"".join(sample(12_000, 5)))
    subprocess.run([BIN, "--state", state, "init", "--village", "18.01.04.2001", "--name", "Hajimena"], check=True)
    command = [BIN, "--state", state, "residents", "import", str(extract), "--json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    running = subprocess.Popen(command, text=True, preexec_fn=_listen, **pipes)
    end = time.monotonic() + 60
    while not _begun(state) and time.monotonic() < end:
        time.sleep(0.005)
    running.send_signal(how)
    _out, words = running.communicate(timeout=60)
    assert running.returncode == 1
    assert words.splitlines()[-1].startswith(("E-IMP-11 ", "E-CMD-11 "))
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    report = json.loads(done.stdout)
    assert report["accepted"] + report["unchanged"] == 12_000
    check = subprocess.run([BIN, "--state", state, "store", "check", "--json"], capture_output=True, check=True)
    assert json.loads(check.stdout)["residents"] == 12_000


def _listen() -> None:
    """A suite that was started in the background hands an ignored SIGINT on to every process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _begun(state: str) -> bool:
    """Whether the first batch is in the store. Only looked at from outside, so that the look costs no time."""
    log = Path(state) / "store.sqlite-wal"
    return log.exists() and log.stat().st_size > 300_000


def test_a_seal_is_verified_without_a_village(tmp_path: Path) -> None:
    words = [
        BIN,
        "--state",
        str(tmp_path / "none"),
        "letter",
        "verify",
        "--json",
        "--seal",
        "2KCE",
        "--key",
        "00" * 32,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["valid"] is False
