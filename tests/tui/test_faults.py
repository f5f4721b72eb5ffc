"""Printer and store in trouble (rules 14 and 20, threats F2, F5, F9)."""

from __future__ import annotations

import pytest

from appliance.desk.views import JobEnd
from appliance.model.errors import ApplianceError
from appliance.tui.pages import fault
from appliance.tui.pages.printing import Printing
from tests.tui.fake_desk import FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import kiosk, page, seen, touch, until


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault, "ASK_SECONDS", 0.05)


async def test_no_number_is_taken_while_the_printer_cannot_print() -> None:
    desk = FakeDesk()
    desk.fault = "E-PRN-02"
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["preview"](app, desk)
        app.visit.trail.append(("preview", 0))
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Fault")
        assert "Kertas habis." in seen(app)
        assert "E-PRN-02" in seen(app)
        assert "tersimpan" not in seen(app), "nothing is stored yet, so it must not say so"
        assert "issue" not in desk.calls
        await touch(pilot, "Kembali")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Fault")
        desk.fault = "E-PRN-03"
        await until(pilot, lambda: "Tutup printer terbuka." in seen(app))
        desk.fault = None
        await page(pilot, "Done")
        assert desk.calls.count("issue") == 1


async def test_a_letter_that_stayed_queued_comes_out_when_mended() -> None:
    desk = FakeDesk()
    desk.ends = [JobEnd("queued", "E-PRN-02")]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["preview"](app, desk)
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await until(pilot, lambda: desk.calls.count("print_job") == 2)
        await page(pilot, "Done")
        assert desk.calls.count("issue") == 1


async def test_who_leaves_a_fault_leaves_a_stored_letter() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        desk.fault = "E-PRN-02"
        PAGES["fault kept"](app, desk)
        await page(pilot, "Fault")
        assert "sudah tersimpan" in seen(app)
        await touch(pilot, "Selesai")
        await page(pilot, "Welcome")


async def test_a_printer_that_waits_in_mid_job_says_for_what() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["printing"](app, desk)
        printing = await_printing = app.page
        assert isinstance(await_printing, Printing)
        await until(pilot, lambda: printing.is_mounted and "Surat sedang dicetak" in seen(app))
        printing.post_message(Printing.Went(0, 0, "E-PRN-02"))
        await until(pilot, lambda: "E-PRN-02" in seen(app))
        printing.post_message(Printing.Went(2, 5))
        await until(pilot, lambda: "Bagian 3 dari 5" in seen(app))
        desk.gate.set()
        await page(pilot, "Done")


@pytest.mark.parametrize("came_out", [True, False])
async def test_nobody_knows_so_a_person_is_asked(came_out: bool) -> None:
    desk = FakeDesk()
    desk.ends = [JobEnd("unsure", "E-PRN-06")]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["preview"](app, desk)
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Unsure")
        await touch(pilot, "Sudah" if came_out else "Belum")
        await page(pilot, "Done")
        assert f"settle {came_out}" in desk.calls
        assert desk.calls.count("print_job") == 1


async def test_a_refusal_at_the_number_keeps_the_way_back() -> None:
    desk = FakeDesk()
    desk.refusal["issue"] = ApplianceError("E-JOB-05", limit=3)
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["preview"](app, desk)
        app.visit.trail.append(("preview", 0))
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Refused")
        assert "E-JOB-05" in seen(app)
        await touch(pilot, "Kembali")
        await page(pilot, "PreviewPage")
