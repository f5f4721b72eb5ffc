"""The room for a page: resizes, a screen that is too small, and what a demo puts around the pages."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp
from appliance.tui.box import Box
from appliance.tui.widgets.words import Line, Words
from tests.tui.fake_desk import LINKED, FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import NOW, kiosk, lay, page, rows, seen, touch, until


async def test_a_screen_that_is_too_small_says_so_and_recovers() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(40, 12)) as pilot:
        await page(pilot, "Welcome")
        assert "Layar terlalu kecil." in seen(app)
        app.heartbeat.beat()
        await pilot.press("escape", "tab", "enter")
        lay(app, LINKED)
        await page(pilot, "Data")
        assert "KUSUMAWARD" not in seen(app)
        await pilot.resize_terminal(48, 15)
        await until(pilot, lambda: "KUSUMAWARD" in seen(app))
        await pilot.resize_terminal(64, 20)
        await until(pilot, lambda: app.page.bar[0] is not None and app.page.bar[0].region.bottom == 20)
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")


async def test_a_demo_has_its_own_columns_and_rows() -> None:
    class Demo(KioskApp):
        def surroundings(self) -> tuple[int, int]:
            return 30, 4

        def compose_surroundings(self) -> Iterable[Widget]:
            area = self.area
            yield Words(Line("Laci KTP")).at(Box(area.right, 0, 30, area.height))
            yield Words(Line("Broker mati")).at(Box(0, area.bottom, 78, 4))

    desk = FakeDesk()
    app = Demo(desk, SimulatedReader(), now=lambda: NOW)
    app.settle_seconds = 0.0
    async with app.run_test(size=(78, 19)) as pilot:
        await page(pilot, "Welcome")
        for step in ("data", "whom", "write", "done", "help on data"):
            PAGES[step](app, desk)
            await pilot.pause()
            await until(pilot, lambda: not app.errands.busy)
            seen_rows = rows(app)
            assert seen_rows[0][48:56] == "Laci KTP"
            assert seen_rows[15].startswith("Broker mati")
            left = app.top.bar[0]
            assert left is not None
            assert (left.region.x, left.region.bottom) == (0, 15)


async def test_every_box_of_a_grid_lies_inside_and_apart() -> None:
    for width in (48, 49, 63, 100):
        for height in (9, 11, 13, 22):
            box = Box(1, 2, width, height)
            for down, across in ((3, 2), (2, 2), (4, 1), (1, 3)):
                cells = box.grid(down, across)
                assert len(cells) == down * across
                taken = [(x, y) for c in cells for x in range(c.x, c.right) for y in range(c.y, c.bottom)]
                assert len(taken) == len(set(taken))
                assert all(box.x <= x < box.right and box.y <= y < box.bottom for x, y in taken)
            shares = box.shares(1, 1, 1)
            assert sum(share.width for share in shares) == width
            assert (shares[0].x, shares[-1].right) == (box.x, box.right)
