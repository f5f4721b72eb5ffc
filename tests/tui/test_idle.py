"""Rule 11: sixty seconds, a question, twenty seconds, the end; and nothing of it while printing."""

from __future__ import annotations

import re

from tests.tui.fake_desk import LINKED, FakeDesk
from tests.tui.gallery import PAGES, resident
from tests.tui.hand import find, kiosk, lay, page, seen, touch, until


async def test_idle_asks_and_then_signs_out() -> None:
    app = kiosk(idle=60)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        app.heartbeat._last_touch -= 61
        app.heartbeat.beat()
        await pilot.pause()
        assert type(app.top).__name__ == "Data", "ninety seconds where there is something to read"
        app.heartbeat._last_touch -= 30
        app.heartbeat.beat()
        asked = await page(pilot, "StillHere")
        assert re.search(r"\b(20|1[0-9]) detik", seen(app)), "a countdown that begins with twenty seconds"
        asked.left = 1  # type: ignore[attr-defined]
        await page(pilot, "Welcome")
        assert app.visit.data is None


async def test_a_touch_goes_on() -> None:
    app = kiosk(idle=60)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        app.heartbeat._last_touch -= 100
        app.heartbeat.beat()
        await page(pilot, "StillHere")
        await touch(pilot, "Ya, lanjutkan")
        await page(pilot, "Data")
        app.heartbeat.beat()
        await pilot.pause()
        assert type(app.top).__name__ == "Data"


async def test_the_clock_stands_still_while_printing() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["printing"](app, desk)
        await until(pilot, lambda: "printer_status" in desk.calls)
        app.heartbeat._last_touch -= 1000
        app.visit.began -= 1000
        app.heartbeat.beat()
        await pilot.pause()
        assert type(app.top).__name__ == "Printing"
        desk.gate.set()
        await page(pilot, "Done")


async def test_a_visit_ends_after_ten_minutes() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        resident(app, desk).began -= 601
        app.router.show("data")
        await page(pilot, "Data")
        app.heartbeat.beat()
        await page(pilot, "Welcome")


async def test_the_first_page_returns_to_the_language_of_the_house() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await touch(pilot, "English")
        await until(pilot, lambda: "No KTP" in seen(app))
        assert find(app, "Indonesia")
        app.heartbeat._last_touch -= 61
        app.heartbeat.beat()
        await until(pilot, lambda: "Tanpa KTP" in seen(app))


async def test_what_waits_is_printed_while_nobody_is_there() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        for _ in range(6):
            app.heartbeat.beat()
        await until(pilot, lambda: "print_waiting" in desk.calls)
        lay(app, LINKED)
        await page(pilot, "Data")
        before = desk.calls.count("print_waiting")
        for _ in range(12):
            app.heartbeat.beat()
        await pilot.pause()
        assert desk.calls.count("print_waiting") == before
