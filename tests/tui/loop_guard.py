"""Every page in turn, each of its tiles touched once, in a process that notes what the screen's own thread does
when all is loaded: files it opens, modules it looks for, connections it makes, calls to the desk. Prints JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from typing import Any

from appliance.cli.kiosk_run import terminal_pictures
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp, Pictures
from appliance.tui.heartbeat import PRINT_WAITING_EVERY
from appliance.tui.widgets.tile import Tile
from tests.tui.fake_desk import FakeDesk
from tests.tui.gallery import PAGES

WAITING = frozenset(
    {"open", "import", "os.listdir", "os.scandir", "socket.connect", "subprocess.Popen", "time.sleep"}
)
"""Audit events of what may take its time."""


EVERYWHERE = frozenset({"← Kembali", "← Keluar", "? Bantuan", "Selesai ✓", "English"})
"""Tiles that do the same on every page; they are touched on one."""


class GuardedDesk:
    """Notes which thread calls the desk."""

    def __init__(self, desk: FakeDesk, notes: list[str], seen: set[str]) -> None:
        self._desk, self._notes, self._seen = desk, notes, seen

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self._desk, name)

        def call(*args: Any, **options: Any) -> Any:
            self._seen.add(name)
            if threading.current_thread() is threading.main_thread():
                self._notes.append(f"desk.{name}")
            return answer(*args, **options)

        return call


async def walk(pictures: Pictures) -> dict[str, Any]:
    notes: list[str] = []
    seen: set[str] = set()
    watching = False

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if watching and event in WAITING and threading.current_thread() is threading.main_thread():
            notes.append(f"{event} {str(args[0])[-60:]}")

    sys.addaudithook(hook)
    if pictures == "terminal":
        terminal_pictures()
    desk = FakeDesk()
    waiting = list(desk.waiting)
    app = KioskApp(GuardedDesk(desk, notes, seen), SimulatedReader(), pictures=pictures)  # type: ignore[arg-type]
    app.settle_seconds = 0.0
    async with app.run_test(size=(48, 15)) as pilot:
        while not app.ahead.done:
            await asyncio.sleep(0.05)
        touched: set[tuple[str, ...]] = set()
        for name in [name for name in PAGES if not name.startswith("help on")] + ["help on data"]:
            while True:
                watching = False
                app.house.trouble = None
                desk.waiting = list(waiting)
                PAGES[name](app, desk)
                desk.gate.set()
                watching = True
                await pilot.pause()
                tiles = {_name(app, tile): tile for tile in app.screen.query(Tile)}
                new = next((words for words in tiles if words not in touched), None)
                if new is None:
                    break
                touched.add(new)
                tiles[new].press()
                await asyncio.sleep(0.01)
                await pilot.pause()
        app.router.sign_out()
        await pilot.pause()
        for _ in range(PRINT_WAITING_EVERY):
            app.heartbeat.beat()
        while "print_waiting" not in seen:
            await asyncio.sleep(0.01)
        watching = False
    return {"notes": sorted(set(notes)), "touches": len(touched), "seen": sorted(seen)}


def _name(app: KioskApp, tile: Tile) -> tuple[str, ...]:
    words = tuple(tile.lines)
    return words if words[0] in EVERYWHERE else (type(app.top).__name__, *words)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(walk(sys.argv[1]))))  # type: ignore[arg-type]
