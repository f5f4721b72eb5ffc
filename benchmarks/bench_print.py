"""From the touch on "Cetak" to the first byte of the letter at the printer."""

from __future__ import annotations

import asyncio
import socket
import statistics
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from appliance.demo.hand import Hand
from appliance.demo.world import make_world
from appliance.desk.change_setting import change_setting
from appliance.printer.escpos import warm_up
from appliance.tui.app import KioskApp
from appliance.wiring import SetPrinter
from benchmarks.rows import Row

_LETTERS = 3
_STATUS = b"\x12"


class _Listener(threading.Thread):
    """A healthy printer on TCP that notes when the first byte of a job came."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.first_byte: float | None = None
        self.start()

    def run(self) -> None:
        while True:
            connection, _ = self._server.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            while data := connection.recv(65536):
                if b"\x1b@" in data and self.first_byte is None:
                    self.first_byte = time.perf_counter()
                connection.sendall(_STATUS * data.count(b"\x10\x04") + b"\0" * data.count(b"\x1dr"))


def run() -> list[Row]:
    """The median of three letters, by touch, over TCP."""
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(_letters(Path(folder)))
    return [
        Row(
            "'Cetak' to the letter's first byte at the printer",
            statistics.median(times) * 1000,
            300,
            "ms",
            f"median of {_LETTERS} letters over TCP, worst {max(times) * 1000:.0f} ms",
        )
    ]


async def _letters(folder: Path) -> list[float]:
    world, listener = make_world(folder / "state", 1), _Listener()
    office = world.terminal.office
    settings = {"printer.driver": "network", "printer.host": "127.0.0.1", "printer.port": str(listener.port)}
    for key, value in settings.items():
        change_setting(office, key, value)
    terminal = replace(
        world.terminal, office=replace(office, printer=SetPrinter(world.terminal.books, world.terminal.state))
    )
    warm_up()
    app = KioskApp(terminal.front(), world.reader)
    times = []
    async with app.run_test(size=(48, 15)) as pilot:
        hand = Hand(app, pilot, folder)
        for _ in range(_LETTERS):
            await hand.page("Welcome")
            world.reader.lay(world.drawer[0].uid, world.drawer[0].atr)
            await hand.page("Data")
            world.reader.lift()
            await hand.touch("SKTM")
            await hand.page("Ask")
            await hand.touch("Berobat")
            await hand.page("Whom")
            await hand.touch("Saya sendiri")
            await hand.page("PreviewPage")
            listener.first_byte = None
            began = time.perf_counter()
            await hand.touch("Cetak")
            await hand.page("Done")
            if listener.first_byte is None:
                raise RuntimeError("no byte came")
            times.append(listener.first_byte - began)
            await hand.touch("Selesai")
    return times
