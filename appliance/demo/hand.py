"""A hand before the screen: it reads labels and touches what a finger can touch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from appliance.model.errors import ApplianceError
from appliance.tui.app import KioskApp
from appliance.tui.page import Page
from appliance.tui.picture import photograph
from appliance.tui.widgets.keys import Keys
from appliance.tui.widgets.tile import Tile

PATIENCE = 30.0


class Hand:
    """Touches tiles by their words, waits for pages by name, takes photographs. Counts its touches."""

    def __init__(self, app: KioskApp, pilot: Pilot[None], out: Path) -> None:
        self._app, self._pilot, self._out = app, pilot, out
        self.touches = 0

    async def until(self, what: str, happened: Callable[[], bool]) -> None:
        """Wait until `happened()`. Raises E-DMO-03 with `what` when it does not."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > end or self._app.return_code:
                raise ApplianceError("E-DMO-03", step=what)
            await asyncio.sleep(0.05)
        await self._pilot.pause()

    async def page(self, name: str) -> Page:
        """Wait for the page of this class name, and until it takes touches."""

        def stands() -> bool:
            page = self._app.page
            return type(page).__name__ == name and page.is_mounted and page.takes_touch(safe=False)

        await self.until(f"halaman {name}", stands)
        return self._app.page

    async def touch(self, word: str) -> None:
        """Touch the tile that bears `word`, once it stands and takes touches. Raises E-DMO-03 when it does not."""
        found: list[Tile] = []

        def stands() -> bool:
            tiles = self._app.screen.query(Tile)
            found[:] = [tile for tile in tiles if word in " ".join(tile.lines) and tile.size and tile.allowed()]
            return bool(found)

        await self.until(f"sentuh {word}", stands)
        place = found[0].region
        if not await self._pilot.click(offset=(place.x + place.width // 2, place.y + place.height // 2)):
            raise ApplianceError("E-DMO-03", step=f"sentuh {word}")
        self.touches += 1

    async def type(self, text: str) -> None:
        """Touch the keys of the keypad or keyboard on the page, one after the other."""
        board = self._app.screen.query_one(Keys)
        for sign in text:
            key = next((key for key in board.board if key.value == sign), None)
            if key is None:
                raise ApplianceError("E-DMO-03", step="tombol di layar")
            x = board.region.x + key.box.x + key.box.width // 2
            y = board.region.y + key.box.y + key.box.height // 2
            await self._pilot.click(offset=(x, y))
            self.touches += 1

    def words(self) -> str:
        """All that stands on the screen now."""
        strips = self._app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def photograph(self, name: str) -> Path:
        """Keep what the screen shows."""
        target = self._out / f"{name}.png"
        photograph(self._app).save(target)
        return target
