"""From the tap to the paper: by touch alone, by keyboard alone, and what "Kembali" keeps."""

from __future__ import annotations

from dataclasses import replace

from appliance.model.errors import ApplianceError
from appliance.tui.pages.done import Done
from appliance.tui.widgets.tile import Tile
from tests.tui.fake_desk import LINKED, NIK, UNKNOWN, FakeDesk
from tests.tui.hand import find, kiosk, lay, page, seen, touch, until


async def test_five_touches_from_card_to_paper() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)  # 1
        await page(pilot, "Data")
        await touch(pilot, "SKTM")  # 2
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")  # 3
        await page(pilot, "Whom")
        await touch(pilot, "DODI")  # 4
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")  # 5
        await page(pilot, "Done")
        assert "K7Q4M-X2P9D" in seen(app)
        assert desk.calls.count("issue") == 1
        assert desk.calls.count("print_job") == 1
        await touch(pilot, "Selesai")
        await page(pilot, "Welcome")


async def test_one_step_less_for_who_has_no_children() -> None:
    desk = FakeDesk()
    desk.family = desk.family[:1]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        assert "Langkah 1 dari 3" in seen(app)
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Berobat")
        await page(pilot, "PreviewPage")
        assert "Langkah 3 dari 3" in seen(app)


async def test_by_keyboard_alone() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:

        async def press_until(words: str) -> None:
            for _ in range(20):
                await pilot.press("tab")
                focused = app.focused
                if isinstance(focused, Tile) and words in " ".join(focused.lines):
                    await pilot.press("enter")
                    return
            raise AssertionError(f"the keyboard does not reach {words}")

        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await press_until("SKTM")
        await page(pilot, "Ask")
        await press_until("Tulis sendiri")
        await page(pilot, "Write")
        await pilot.press(*"magang", "space", *"di", "backspace", "i")
        assert "MAGANG DI" in seen(app)
        await press_until("Lanjut")
        await page(pilot, "Whom")
        await press_until("RADEN")
        await page(pilot, "PreviewPage")
        assert "MAGANG DI" in seen(app)
        await press_until("Cetak")
        await page(pilot, "Done")
        await pilot.press("escape")
        await page(pilot, "Data")


async def test_every_target_is_in_reach_of_the_arrow_keys() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        reached = set()
        tiles = {tile for tile in app.screen.query(Tile) if tile.display}
        for _ in range(len(tiles)):
            await pilot.press("down")
            reached.add(app.focused)
        assert reached == tiles
        await pilot.press("up")
        assert app.focused in tiles


async def test_back_keeps_what_was_typed() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Tulis sendiri")
        board = await page(pilot, "Write")
        keys = board.query_one("Keyboard")
        for x, y in ((2, 1), (2, 3), (30, 7), (18, 1)):  # Q, A, space, T
            assert await pilot.click(keys, offset=(x, y)) is True
        assert "QA T" in seen(app)
        await touch(pilot, "Lanjut")
        await page(pilot, "Whom")
        await touch(pilot, "Kembali")
        await page(pilot, "Write")
        assert "QA T" in seen(app)
        await touch(pilot, "Bantuan")
        await page(pilot, "Help")
        await touch(pilot, "English")
        await page(pilot, "Write")
        assert "QA T" in seen(app)
        assert find(app, "Next")


async def test_first_tap_of_an_unknown_card_gives_a_slip() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, UNKNOWN)
        await page(pilot, "TypeNik")
        assert "pertama kali" in seen(app)
        pad = app.screen.query_one("Keypad")
        places = {digit: (4 + 8 * (n % 3), 1 + 2 * (n // 3)) for n, digit in enumerate("123456789")} | {
            "0": (12, 7)
        }
        for digit in NIK:
            assert await pilot.click(pad, offset=places[digit]) is True
        assert "1801 0443 0384 0003" in seen(app)
        await touch(pilot, "Lanjut")
        await page(pilot, "Letters")
        await touch(pilot, "Domisili")
        await page(pilot, "Ask")
        await touch(pilot, "Berobat")
        await page(pilot, "SlipPage")
        assert "A-08" in seen(app)
        assert "ask_first_tap" in desk.calls
        await until(pilot, lambda: "print_job" in desk.calls)


async def test_letters_beyond_the_data_page_stand_behind_the_last_tile() -> None:
    desk = FakeDesk()
    desk.letter_tiles = tuple(replace(desk.letter_tiles[n % 4], kind=f"K{n}", top=f"Surat {n}") for n in range(8))
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "lain ▼")
        await page(pilot, "Letters")
        assert "Surat 5" in seen(app)
        assert "Surat 7" not in seen(app)
        await touch(pilot, "Lainnya")
        await until(pilot, lambda: "Surat 7" in seen(app))
        await touch(pilot, "Surat 7")
        await page(pilot, "Ask")
        assert app.visit.letter is not None
        assert app.visit.letter.kind == "K7"


async def test_more_people_stand_behind_lainnya() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")
        await page(pilot, "Whom")
        await touch(pilot, "Lainnya")
        await until(pilot, lambda: "YUSUF" in seen(app))
        await touch(pilot, "YUSUF")
        await page(pilot, "PreviewPage")
        assert "YUSUF" in seen(app)


async def test_the_whole_letter_is_read_part_by_part() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")
        await page(pilot, "Whom")
        await touch(pilot, "Saya sendiri")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Besar")
        await page(pilot, "Large")
        assert "PEMERINTAH KABUPATEN" in seen(app)
        read = seen(app)
        while any("Lanjut" in " ".join(tile.lines) for tile in app.screen.query(Tile)):
            before = seen(app)
            await touch(pilot, "Lanjut")
            await until(pilot, lambda before=before: seen(app) != before)  # type: ignore[misc]
            read += seen(app)
        assert "24 November 2026" in read
        await touch(pilot, "Kembali")
        await page(pilot, "PreviewPage")


async def test_released_letter_ends_at_a_slip() -> None:
    desk = FakeDesk()
    desk.way = "released"
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")
        await page(pilot, "Whom")
        await touch(pilot, "DODI")
        await page(pilot, "PreviewPage")
        assert "Cetak" not in seen(app)
        await touch(pilot, "Minta petugas")
        await page(pilot, "SlipPage")
        assert "A-07" in seen(app)
        assert "issue" not in desk.calls
        await touch(pilot, "Surat lain")
        await page(pilot, "Data")
        assert not isinstance(app.page, Done)


async def test_a_refused_letter_ends_in_a_number_for_the_service_desk() -> None:
    desk = FakeDesk()
    desk.refusal["preview"] = ApplianceError("E-LTR-06", sentence="Surat ini untuk yang belum bekerja.")
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")
        await page(pilot, "Whom")
        await touch(pilot, "DODI")
        await page(pilot, "Refused")
        assert "E-LTR-06" in seen(app)
        await touch(pilot, "Minta petugas")
        await page(pilot, "SlipPage")
        assert desk.calls.count("ask_release") == 1
