"""A hand for the tests: it makes a kiosk, waits for pages, touches words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from appliance.model.clock import WIB
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp
from appliance.tui.page import Page
from appliance.tui.widgets.tile import Tile
from tests.tui.fake_desk import FakeDesk

NOW = datetime(2026, 11, 24, 18, 40, tzinfo=WIB)
SIZES = ((48, 15), (49, 15), (64, 18), (64, 20), (80, 24), (100, 30))
PATIENCE = 30.0


def kiosk(desk: Any = None, **options: Any) -> KioskApp:
    """A kiosk that takes touches at once, unless a test is about that."""
    app = KioskApp(desk or FakeDesk(), SimulatedReader(), now=lambda: NOW, **options)
    app.settle_seconds = 0.0
    return app


def lay(app: KioskApp, uid: bytes) -> None:
    """Tap: touch and lift."""
    assert isinstance(app.reader, SimulatedReader)
    app.reader.lay(uid)
    app.reader.lift()


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait until `happened()`, in a world where other work may be going on."""
    end = monotonic() + PATIENCE
    while not happened():
        assert monotonic() < end, "it did not happen"
        await asyncio.sleep(0.01)
        await pilot.pause()
    await pilot.pause()


async def page(pilot: Pilot[None], name: str) -> Page:
    """Wait for the page of this class name, until it stands and waits for nothing."""
    app = pilot.app
    assert isinstance(app, KioskApp)

    def stands() -> bool:
        top = app.top
        return type(top).__name__ == name and top.is_mounted and top.size.width > 0 and not app.errands.busy

    await until(pilot, stands)
    assert isinstance(app, KioskApp)
    return app.top


def find(app: KioskApp, words: str) -> Tile:
    """The tile that bears these words."""
    tiles = [tile for tile in app.screen.query(Tile) if tile.display and words in " ".join(tile.lines)]
    assert tiles, f"no tile says {words!r}: {[tile.lines for tile in app.screen.query(Tile)]}"
    return tiles[0]


async def touch(pilot: Pilot[None], words: str) -> None:
    """Touch the middle of a tile, and see that the touch landed on it."""
    app = pilot.app
    assert isinstance(app, KioskApp)
    tile = find(app, words)
    assert await pilot.click(tile, offset=(tile.size.width // 2, tile.size.height // 2)) is True


def rows(app: KioskApp) -> list[str]:
    """What is seen, row by row."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def seen(app: KioskApp) -> str:
    """What is seen, as one text."""
    return "\n".join(rows(app))
