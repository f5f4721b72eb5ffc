"""The way to the province, as processes of their own: a real Mosquitto, the village's agent, the collector."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from appliance.model.errors import ApplianceError

_BIN = Path(sys.executable).parent
_READY_SECONDS = 10.0


def free_port() -> int:
    """A free TCP port of the loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Network:
    """Starts and stops the processes, and asks the province."""

    def __init__(self, folder: Path, port: int, village: str) -> None:
        self._folder, self.port, self._village = folder, port, village
        self._province = folder / "province"
        self._broker: subprocess.Popen[bytes] | None = None
        self._others: list[subprocess.Popen[bytes]] = []

    def open_province(self, state: Path) -> None:
        """Prepare the province; start its collector and the village's agent. The broker is still down: both try
        again by themselves. Raises E-DMO-01 without Mosquitto."""
        if _mosquitto() is None:
            raise ApplianceError("E-DMO-01")
        self._ask("init")
        address = f"127.0.0.1:{self.port}"
        collect = [
            str(_BIN / "province"),
            "--state",
            str(self._province),
            "collect",
            "--broker",
            address,
            "--no-tls",
        ]
        agent = [str(_BIN / "appliance"), "--state", str(state), "agent"]
        self._others = [self._start(collect, "collect.log"), self._start(agent, "agent.log")]

    @property
    def broker_up(self) -> bool:
        """Whether the broker runs."""
        return self._broker is not None and self._broker.poll() is None

    def start_broker(self) -> None:
        """Bring the broker up. Raises E-DMO-02 when it does not listen in time."""
        program = _mosquitto()
        if program is None:
            raise ApplianceError("E-DMO-01")
        config = self._folder / "mosquitto.conf"
        config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self._broker = self._start([program, "-c", str(config)], "broker.log")
        end = time.monotonic() + _READY_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise ApplianceError("E-DMO-02", part="broker")

    def stop_broker(self) -> None:
        """Take the broker down, with all it holds."""
        if self._broker is not None:
            _end(self._broker)
            self._broker = None

    def province_events(self) -> list[bytes]:
        """The lines the province holds of this village."""
        return self._ask("events", "--village", self._village).splitlines()

    def province_fleet(self) -> list[dict[str, Any]]:
        """What the province says of its villages."""
        found: list[dict[str, Any]] = json.loads(self._ask("fleet", "--json"))
        return found

    def close(self) -> None:
        """Stop whatever this object started."""
        self.stop_broker()
        for process in self._others:
            _end(process)

    def _ask(self, *words: str) -> bytes:
        command = [str(_BIN / "province"), "--state", str(self._province), *words]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
        if done.returncode:
            raise ApplianceError("E-DMO-02", part="province")
        return done.stdout

    def _start(self, command: list[str], log: str) -> subprocess.Popen[bytes]:
        with (self._folder / log).open("ab") as file:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)


def _mosquitto() -> str | None:
    """Debian puts it where an ordinary user's PATH does not look."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
