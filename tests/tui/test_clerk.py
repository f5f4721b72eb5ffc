"""The clerk's pages (threats S17, S18): a name, a PIN, the list, the decision."""

from __future__ import annotations

from datetime import date

from appliance.model.errors import ApplianceError
from tests.tui.fake_desk import PIN, UNKNOWN, FakeDesk
from tests.tui.gallery import PAGES, clerk
from tests.tui.hand import find, kiosk, lay, page, seen, touch, until


async def test_from_help_to_the_list_and_a_letter() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await touch(pilot, "Bantuan")
        await page(pilot, "Help")
        await touch(pilot, "Petugas")
        await until(pilot, lambda: "Wati" in seen(app))
        await touch(pilot, "Wati")
        await page(pilot, "ClerkPin")
        await pilot.press(*PIN)
        assert "● ● ● ● ● ●" in seen(app)
        assert PIN not in seen(app)
        await touch(pilot, "Masuk")
        await until(pilot, lambda: "Menunggu: 7" in seen(app))
        await touch(pilot, "A-01")
        await page(pilot, "ClerkDetail")
        assert "Cocokkan wajah" in seen(app)
        assert "1801 04•• •••• 0003" in seen(app)
        lay(app, UNKNOWN)
        await until(pilot, lambda: "akan ditautkan" in seen(app))
        await touch(pilot, "Setujui")
        await page(pilot, "Done")
        assert "release" in desk.calls
        await touch(pilot, "Daftar")
        await until(pilot, lambda: "Menunggu: 6" in seen(app))
        await touch(pilot, "Keluar")
        await page(pilot, "Welcome")
        assert app.visit.clerk is None


async def test_nobody_gets_in_without_the_pin() -> None:
    desk = FakeDesk()
    desk.refusal["clerk_sign_in"] = ApplianceError("E-CRD-06", left=4)
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk name"](app, desk)
        await until(pilot, lambda: "Wati" in seen(app))
        await touch(pilot, "Wati")
        await page(pilot, "ClerkPin")
        await pilot.press(*"111111")
        await touch(pilot, "Masuk")
        await until(pilot, lambda: "4 kali." in seen(app))
        assert "○ ○ ○ ○ ○ ○" in seen(app)
        assert app.visit.clerk is None
        assert app.visit.data is not None, "the resident's visit waits behind Kembali"


async def test_a_request_can_be_refused_and_an_unknown_nik_not_be_released() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk list"](app, desk)
        await page(pilot, "ClerkList")
        await until(pilot, lambda: "A-03" in seen(app))
        await touch(pilot, "A-03")
        await page(pilot, "ClerkDetail")
        assert "Setujui" not in seen(app)
        assert find(app, "Tolak A-03")
        await touch(pilot, "Tolak A-03")
        await until(pilot, lambda: "Menunggu: 6" in seen(app))
        assert "refuse" in desk.calls


async def test_a_doubtful_date_is_asked_before_the_list() -> None:
    desk = FakeDesk()
    desk.doubt = "Selasa, 24 November 2026, 18.40"
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await until(pilot, lambda: "Tanggal mesin" in seen(app))
        await touch(pilot, "Bantuan")
        await page(pilot, "Help")
        await touch(pilot, "Petugas")
        await until(pilot, lambda: "Wati" in seen(app))
        await touch(pilot, "Wati")
        await page(pilot, "ClerkPin")
        await pilot.press(*PIN)
        await touch(pilot, "Masuk")
        await page(pilot, "ConfirmClock")
        assert "24 November 2026, 18.40" in seen(app)
        await touch(pilot, "Benar")
        await page(pilot, "ClerkList")
        assert "confirm_clock" in desk.calls
        assert app.clock_doubt is None


async def test_a_date_far_ahead_is_typed_from_a_calendar_and_not_nodded_at() -> None:
    desk = FakeDesk()
    desk.far_ahead = date(2027, 12, 24)
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        clerk(app, desk)
        app.clock_doubt = "Jumat, 24 Desember 2027, 18.40"
        app.router.show("clock")
        await page(pilot, "ConfirmClock")
        await touch(pilot, "Benar")
        await until(pilot, lambda: "Ketik tanggal hari ini." in seen(app))
        assert "2027" not in seen(app), "what can be copied proves nothing"
        for typed, answer in (("99999999", "depan."), ("24122026", "berbeda.")):
            await pilot.press(*typed)
            await touch(pilot, "Benar")
            await until(pilot, lambda: answer in seen(app))  # noqa: B023
        await pilot.press(*"24122027")
        await touch(pilot, "Benar")
        await page(pilot, "ClerkList")
        assert app.clock_doubt is None
