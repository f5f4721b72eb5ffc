"""The first page against an empty Textual application, and a tap against the page with one's data."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from appliance.demo.world import make_world
from appliance.tui.app import KioskApp
from appliance.tui.router import SWEEP_SECONDS
from benchmarks.rows import Row

_STARTS = 9
_TAPS = 15
_PATIENCE = 30.0


def run() -> list[Row]:
    """Starts by turns, so that a noisy machine is noisy for both; the best of each is compared."""
    _start("kiosk")
    pairs = [(_start("empty"), _start("kiosk")) for _ in range(_STARTS)]
    least, ours = (min(times) for times in zip(*pairs, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        taps = asyncio.run(_taps(Path(folder)))
    return [
        Row(
            "first page against an empty Textual application",
            ours / least,
            1.5,
            "x",
            f"{ours * 1000:.0f} ms from the start of Python; empty {least * 1000:.0f} ms",
        ),
        Row(
            "UID to the painted page with one's data",
            statistics.median(taps) * 1000,
            100,
            "ms",
            f"median of {_TAPS} taps with their durable event, worst {max(taps) * 1000:.0f} ms",
        ),
    ]


def _start(what: str) -> float:
    """Seconds from the start of the process until its page stands, in a terminal of 48 x 15."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 15, 48, 0, 0))
    told, tell = os.pipe()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.first_page", what, str(tell)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        pass_fds=(tell,),
        env=environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )
    os.close(follower)
    os.close(tell)
    try:
        while told not in (ready := select.select([leader, told], [], [], _PATIENCE)[0]):
            if not ready or not os.read(leader, 65536):
                raise RuntimeError(f"{what} did not start")
        return time.perf_counter() - began
    finally:
        child.kill()
        child.wait()
        os.close(leader)
        os.close(told)


async def _taps(folder: Path) -> list[float]:
    """Seconds from the UID, as a reader's thread tells it, until the page is painted."""
    world = make_world(folder / "state", 1)
    card = world.drawer[0]
    app = KioskApp(world.terminal.front(), world.reader)
    times = []
    async with app.run_test(size=(48, 15)) as pilot:
        for _ in range(_TAPS):
            while type(app.page).__name__ != "Welcome" or not app.page.is_mounted:
                await asyncio.sleep(0.01)
            await pilot.pause(SWEEP_SECONDS + 0.2)
            began = time.perf_counter()
            world.reader.lay(card.uid, card.atr)
            while card.label not in _seen(app):
                await asyncio.sleep(0)
            times.append(time.perf_counter() - began)
            world.reader.lift()
            app.router.sign_out()
    return times


def _seen(app: KioskApp) -> str:
    if type(app.page).__name__ != "Data" or not app.page.size:
        return ""
    return "".join(strip.text for strip in app.screen._compositor.render_strips())
