"""The province as an operator runs it: its own command line, in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

PATIENCE = 60


def province(state: Path, *words: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
    """Run one command of the province."""
    line = [sys.executable, "-m", "province.cli.main", "--state", str(state), *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, **kwargs)


def lines_at(state: Path, kode: str = "1801042001") -> list[bytes]:
    """The events of a village as the province lists them."""
    done = province(state, "events", "--village", kode)
    assert done.returncode == 0, done.stderr
    return [line.encode() for line in done.stdout.splitlines()]


def fleet_at(state: Path) -> list[dict]:
    done = province(state, "fleet", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class CollectorProcess:
    """`province collect` until the end of the with block; `words` is what it has told so far."""

    def __init__(self, state: Path, port: int, *, wait: bool = True) -> None:
        if not (state / "province.sqlite").exists():
            assert province(state, "init").returncode == 0
        line = [sys.executable, "-m", "province.cli.main", "collect", "--state", str(state)]
        line += ["--broker", f"127.0.0.1:{port}", "--no-tls"]
        self.process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
        self.words: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if wait:
            self.wait_for("Siap")

    def __enter__(self) -> CollectorProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self.process.stderr.close()

    def _read(self) -> None:
        for line in self.process.stderr:
            self.words.append(line.rstrip())

    def wait_for(self, word: str) -> None:
        eventually(lambda: any(word in line for line in self.words), f"the collector never said {word!r}")


def eventually(true: object, complaint: str = "it never came true") -> None:
    """Wait until `true()`; a deadline far beyond what it needs, since the machine may be busy."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.02)
