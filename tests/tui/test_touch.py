"""What a finger does (rules 3 to 6 of the screen fact sheet)."""

from __future__ import annotations

import asyncio

from appliance.tui.pages.ask import Ask
from appliance.tui.widgets.tile import Tile
from tests.tui.fake_desk import LINKED, FakeDesk
from tests.tui.gallery import PAGES, resident
from tests.tui.hand import find, kiosk, lay, page, seen, touch, until


def middle(tile: Tile) -> tuple[int, int]:
    return tile.region.x + tile.region.width // 2, tile.region.y + tile.region.height // 2


async def test_a_touch_counts_on_lifting_wherever_it_began_in_the_target() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        tile = find(app, "SKTM")
        await pilot.mouse_down(offset=(tile.region.x, tile.region.y))
        assert tile.down == 0, "it answers at once by its colour"
        assert "questions" not in desk.calls
        await pilot.hover(offset=(tile.region.right - 1, tile.region.bottom - 1))
        await pilot.mouse_up(offset=(tile.region.right - 1, tile.region.bottom - 1))
        await page(pilot, "Ask")


async def test_sliding_out_cancels() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        tile, other = find(app, "SKTM"), find(app, "Domisili")
        await pilot.mouse_down(offset=middle(tile))
        await pilot.hover(offset=middle(other))
        assert tile.down is None
        assert other.down is None
        await pilot.mouse_up(offset=middle(other))
        await asyncio.sleep(0.1)
        assert (await page(pilot, "Data")) is app.page


async def test_sliding_out_and_back_counts() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        tile, other = find(app, "SKTM"), find(app, "Domisili")
        await pilot.mouse_down(offset=middle(tile))
        await pilot.hover(offset=middle(other))
        await pilot.hover(offset=middle(tile))
        await pilot.mouse_up(offset=middle(tile))
        await page(pilot, "Ask")


async def test_the_second_tap_of_a_double_tap_presses_nothing_on_the_next_page() -> None:
    """A double tap on a person's row must not reach "Cetak", which then stands under the finger."""
    desk = FakeDesk()
    app = kiosk(desk)
    app.settle_seconds = 3600.0
    async with app.run_test(size=(48, 15)) as pilot:
        visit = resident(app, desk)
        visit.answers["keperluan"] = "sekolah"
        app.router.go("whom")
        await page(pilot, "Whom")
        app.page._awake_from = 0.0
        await touch(pilot, "DODI")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await pilot.press("tab", "tab", "tab", "tab", "enter")
        await pilot.pause()
        assert "printer_status" not in desk.calls
        app.page._awake_from = 0.0
        await touch(pilot, "Cetak")
        await page(pilot, "Done")


async def test_the_pause_after_a_new_page_is_short() -> None:
    app = kiosk()
    app.settle_seconds = type(app).settle_seconds
    async with app.run_test(size=(48, 15)) as pilot:
        new = await page(pilot, "Welcome")
        assert app.settle_seconds == 0.4
        await until(pilot, lambda: new.takes_touch(safe=False))
        await touch(pilot, "Tanpa KTP")
        await page(pilot, "TypeNik")


async def test_a_part_of_a_list_is_as_a_new_page() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["whom"](app, desk)
        whom = await page(pilot, "Whom")
        app.settle_seconds = 3600.0
        await touch(pilot, "Lainnya")
        await until(pilot, lambda: "YUSUF" in seen(app))
        assert not whom.takes_touch(safe=True)


async def test_two_quick_touches_on_one_key_type_twice() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["nik"](app, desk)
        await page(pilot, "TypeNik")
        app.visit.nik = ""
        pad = app.screen.query_one("Keypad")
        for _ in range(2):
            assert await pilot.click(pad, offset=(4, 1)) is True
        assert app.visit.nik == "11"


async def test_while_an_answer_is_awaited_only_the_way_out_can_be_touched() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["data"](app, desk)
        await page(pilot, "Data")
        desk.calls.clear()
        desk.gate.clear()
        await touch(pilot, "SKTM")
        await until(pilot, lambda: "subjects" in desk.calls)
        await touch(pilot, "Domisili")
        await until(pilot, lambda: "Sebentar" in seen(app))
        assert desk.calls.count("subjects") == 1
        await touch(pilot, "Keluar")
        await until(pilot, lambda: type(app.page).__name__ == "Welcome")
        desk.gate.set()
        await until(pilot, lambda: desk.calls.count("questions") == 1)
        await page(pilot, "Welcome")
        assert not isinstance(app.page, Ask), "an answer that comes late is dropped"


async def test_a_long_wait_says_what_to_do() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["data"](app, desk)
        standing = await page(pilot, "Data")
        standing.tick(11.0)
        await pilot.pause()
        assert "Panggil petugas desa" in seen(app)
        standing.tick(0.0)
        await pilot.pause()
        assert "Panggil petugas desa" not in seen(app)


async def test_another_button_of_a_mouse_or_the_wheel_does_no_harm() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        before = seen(app)
        await pilot.mouse_up(offset=(5, 13))
        await pilot.hover(offset=(5, 13))
        assert seen(app) == before
