"""emupos, a receipt printer that is not ours, on free loopback ports: the outside judge of our bytes.

with Emupos(tmp_path) as printer:
    ... print to printer.host, printer.port ...
    printer.wait_for_receipts(1)
    printer.text(), printer.png(), printer.qr(), printer.unknown_commands()
    printer.fault("paper-out"); printer.fault("paper-out", active=False)

A receipt is complete at the cut, or 2 s after the last byte, or when the connection is closed.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from tests.support.emupos_python import emupos_python
from tests.support.ports import free_port

Fault = Literal["paper-near-end", "paper-out", "cover-open", "offline"]

_MAIN = Path(__file__).with_name("emupos_main.py")
_READY_SECONDS = 60
_WAIT_SECONDS = 30

_SMALL_PROFILE = """\
type: printer
name: small printer of 58 mm
dpi: 203
width_dots: 384
font_a: { width: 12, height: 24 }
font_b: { width: 9, height: 17 }
code_pages: { 0: PC437 }
default_code_page: 0
drawer_sensor_open_level: high
"""


class Emupos:
    """A printer of 80 or 58 mm. `port` takes raw ESC/POS; all it prints and says stays readable after `stop`."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, *, width: Literal[58, 80] = 80) -> None:
        self.folder = folder / "emupos"
        self.folder.mkdir(exist_ok=True)
        self._profile = "epson-tm-t20iii" if width == 80 else "./small.yaml"
        self._events, self._log = self.folder / "events.jsonl", self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = self._api = 0

    def __enter__(self) -> Emupos:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until it takes connections; on other ports when somebody was faster."""
        for _ in range(5):
            self.port = free_port(together=2)
            self._api = self.port + 1
            if self._started():
                return
        raise RuntimeError(f"emupos does not start: {self._log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop; once is enough, twice does no harm."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def fault(self, name: Fault, *, active: bool = True) -> None:
        """Let the printer have a fault, or mend it. What came meanwhile is then printed."""
        self._call("PUT" if active else "DELETE", f"/devices/printer/faults/{name}")

    def receipts(self) -> list[str]:
        """Ids of the receipts that are complete, oldest first."""
        return [event["data"]["receipt_id"] for event in self.events("printer.job.completed")]

    def wait_for_receipts(self, count: int) -> None:
        """Wait until `count` receipts in all are complete."""
        _until(lambda: len(self.receipts()) >= count, f"{count} receipts")

    def wait_until_alone(self) -> None:
        """Wait until no client is connected any more."""
        _until(
            lambda: len(self.events("connection.opened")) == len(self.events("connection.closed")),
            "the end of all connections",
        )

    def text(self, index: int = -1) -> str:
        """What a receipt says, line by line."""
        return self._paper(index, ".txt").decode("utf-8")

    def png(self, index: int = -1) -> bytes:
        """A receipt as a picture, black on white, one pixel a dot."""
        return self._paper(index, ".png")

    def qr(self, index: int = -1) -> list[str]:
        """What zbarimg reads from the QR codes on a receipt."""
        png = self.folder / "qr.png"
        png.write_bytes(self.png(index))
        done = subprocess.run(
            ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(png)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.splitlines()

    def events(self, kind: str | None = None) -> list[dict[str, Any]]:
        """All that happened at the printer, in order; only events of type `kind` where it is given."""
        lines = self._events.read_text().splitlines() if self._events.exists() else []
        events = [json.loads(line) for line in lines if line.endswith("}")]
        return [event for event in events if kind in (None, event["type"])]

    def unknown_commands(self) -> list[dict[str, Any]]:
        """What it could not make sense of."""
        return [event["data"] for event in self.events("printer.command.unknown")]

    def _started(self) -> bool:
        config = {
            "schema": 1,
            "api": {"host": self.host, "port": self._api},
            "devices": [
                {
                    "id": "printer",
                    "type": "printer",
                    "profile": self._profile,
                    "receipts_dir": "./receipts",
                    "connections": [{"tcp": {"host": self.host, "port": self.port}}],
                }
            ],
        }
        (self.folder / "small.yaml").write_text(_SMALL_PROFILE)
        file = self.folder / "emupos.yaml"
        file.write_text(json.dumps(config))
        command, environment = emupos_python()
        with self._events.open("wb") as out, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "-P", str(_MAIN), str(file)],  # -P: its folder has a module emupos of ours
                stdout=out,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), **environment},
            )
        until = time.monotonic() + _READY_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                self._call("GET", "/health")
            except OSError:
                time.sleep(0.05)
            else:
                return self._process.poll() is None
        self.stop()
        return False

    def _call(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(f"http://{self.host}:{self._api}/api/v1{path}", method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            body: bytes = answer.read()
        return body

    def _paper(self, index: int, suffix: str) -> bytes:
        receipts = self.receipts()
        if not receipts:
            raise AssertionError("nothing was printed")
        return (self.folder / "receipts" / f"{receipts[index]}{suffix}").read_bytes()


def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _WAIT_SECONDS
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.02)
