"""A real Mosquitto on a free loopback port, for one test.

with Mosquitto(tmp_path) as broker:
    ... broker.port ...
    broker.kill(); broker.start()
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from tests.support.ports import free_port

_READY_SECONDS = 20


class Mosquitto:
    """The broker as configured by `options` (lines of mosquitto.conf). The port is known before the start and
    stays the same over restarts. With `persistence`, a clean `stop` keeps retained and queued messages; for a
    `kill` to keep them too, add the option ``autosave_interval 1`` and give it that second."""

    def __init__(self, folder: Path, *, persistence: bool = True, options: Sequence[str] = ()) -> None:
        self.folder = folder / "mosquitto"
        self.folder.mkdir(exist_ok=True)
        self.log = self.folder / "broker.log"
        self.port = free_port()
        self._lines = [
            "allow_anonymous true",
            "user root",
            f"persistence {str(persistence).lower()}",
            f"persistence_location {self.folder}/",
            "log_dest stderr",
            *options,
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Mosquitto:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the broker's process lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start and wait until it takes connections."""
        if self.running:
            raise RuntimeError("the broker runs already")
        config = self.folder / "mosquitto.conf"
        config.write_text("\n".join([f"listener {self.port} 127.0.0.1", *self._lines, ""]), encoding="utf-8")
        with self.log.open("wb") as log:
            self._process = subprocess.Popen([_program(), "-c", str(config)], stdout=log, stderr=log)
        deadline = time.monotonic() + _READY_SECONDS
        while not self._accepts():
            if not self.running or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"mosquitto did not start: {self._last_words()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End in order: messages are kept where persistence is on."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_READY_SECONDS)
            self._process = None

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_READY_SECONDS)
            self._process = None

    def restart(self) -> None:
        """Stop in order and start again."""
        self.stop()
        self.start()

    def _accepts(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-300:]


def available() -> bool:
    """Whether mosquitto is installed."""
    return shutil.which(_program()) is not None


def _program() -> str:
    """Debian keeps it in /usr/sbin, which is not always on the path."""
    return shutil.which("mosquitto") or "/usr/sbin/mosquitto"
