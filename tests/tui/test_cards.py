"""What a card means, and when (design 4, threats F6 and S1)."""

from __future__ import annotations

from appliance.model.errors import ApplianceError
from appliance.reader.simulated import SimulatedReader
from tests.tui.fake_desk import LINKED, OTHER, FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import kiosk, lay, page, seen, touch, until


async def test_the_same_card_again_changes_nothing() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        lay(app, LINKED)
        await pilot.pause()
        assert desk.calls.count("sign_in") == 1
        assert type(app.top).__name__ == "Data"


async def test_another_card_asks_whose_turn_it_is() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        lay(app, OTHER)
        await page(pilot, "Swap")
        assert "KUSUMAWARD" not in seen(app)
        await touch(pilot, "Tidak")
        await page(pilot, "Data")
        assert "KUSUMAWARD" in seen(app)
        lay(app, OTHER)
        await page(pilot, "Swap")
        await touch(pilot, "Ya, ganti")
        await until(pilot, lambda: "DEWI ANGGRAINI" in seen(app))
        assert "KUSUMAWARD" not in seen(app)


async def test_after_the_letter_a_card_begins_anew_without_a_question() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["done"](app, desk)
        await page(pilot, "Done")
        lay(app, OTHER)
        await until(pilot, lambda: "DEWI ANGGRAINI" in seen(app))


async def test_a_card_that_is_found_after_all_needs_no_question() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await touch(pilot, "Tanpa KTP")
        await page(pilot, "TypeNik")
        lay(app, LINKED)
        await page(pilot, "Data")


async def test_while_printing_cards_are_not_heard() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["printing"](app, desk)
        await until(pilot, lambda: "printer_status" in desk.calls)
        lay(app, OTHER)
        await pilot.pause()
        desk.gate.set()
        await page(pilot, "Done")
        assert "sign_in" not in desk.calls


async def test_on_a_tray_lifting_the_card_ends_the_visit() -> None:
    app = kiosk(presence="tray")
    async with app.run_test(size=(48, 15)) as pilot:
        reader = app.reader
        assert isinstance(reader, SimulatedReader)
        await page(pilot, "Welcome")
        reader.lay(LINKED)
        await page(pilot, "Data")
        reader.lift()
        await page(pilot, "Welcome")
        assert app.visit.data is None


async def test_a_card_that_is_refused_is_told_why() -> None:
    desk = FakeDesk()
    desk.refusal["sign_in"] = ApplianceError("E-CRD-12")
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Refused")
        assert "Ini bukan KTP." in seen(app)
        assert "E-CRD-12" in seen(app)
        desk.refusal.clear()
        lay(app, LINKED)
        await page(pilot, "Data")


async def test_a_reader_that_goes_and_comes_is_told_and_forgotten() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        reader = app.reader
        assert isinstance(reader, SimulatedReader)
        await page(pilot, "Welcome")
        reader.unplug()
        await until(pilot, lambda: "Pembaca KTP belum siap." in seen(app))
        assert "Tanpa KTP" in seen(app)
        reader.replug()
        await until(pilot, lambda: "Tempelkan KTP di kotak" in seen(app))
        reader.lay_unreadable()
        await until(pilot, lambda: "KTP belum terbaca." in seen(app))
        reader.lift()
        await until(pilot, lambda: "Tempelkan KTP di kotak" in seen(app))
        lay(app, LINKED)
        await page(pilot, "Data")
