"""The same walk with the real desk: register, letters, numbers, journal and a printer of software."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.demo.world import PIN, World, make_world
from appliance.tui.app import KioskApp
from tests.tui.hand import page, seen, touch, until


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Desa Hajimena with its drawer of cards; no broker is needed here."""
    return make_world(Path(tmp_path_factory.mktemp("village")) / "terminal", 1)


def tap(world: World, place: int) -> None:
    card = world.drawer[place]
    world.reader.lay(card.uid, card.atr)
    world.reader.lift()


async def test_a_resident_a_stranger_and_the_clerk(world: World) -> None:
    books = world.terminal.books
    app = KioskApp(world.terminal.front(), world.reader)
    app.settle_seconds = 0.0
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        tap(world, 0)
        await page(pilot, "Data")
        assert world.drawer[0].label in seen(app)
        assert world.drawer[0].nik not in seen(app).replace(" ", "")
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Sekolah")
        await page(pilot, "Whom")
        await touch(pilot, "Saya sendiri")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Done")
        (letter,) = [letter for _key, letter in books.letters.find()]
        assert letter.code in seen(app)
        assert len(world.machine.papers) == 1
        await touch(pilot, "Selesai")

        await page(pilot, "Welcome")
        tap(world, 3)
        await page(pilot, "Refused")
        assert "Ini bukan KTP." in seen(app)
        tap(world, 2)
        await page(pilot, "TypeNik")
        await pilot.press(*world.drawer[1].nik)
        await touch(pilot, "Lanjut")
        await page(pilot, "Letters")
        await touch(pilot, "Domisili")
        await page(pilot, "Ask")
        await touch(pilot, "bank")
        await page(pilot, "SlipPage")
        assert "A-01" in seen(app)
        await until(pilot, lambda: len(world.machine.papers) == 2)
        assert len(books.letters.find()) == 1, "nothing comes out without the clerk"

        await touch(pilot, "Bantuan")
        await page(pilot, "Help")
        await touch(pilot, "Petugas")
        await until(pilot, lambda: "Wati" in seen(app))
        await touch(pilot, "Wati")
        await page(pilot, "ClerkPin")
        await pilot.press(*"135790")
        await touch(pilot, "Masuk")
        await until(pilot, lambda: "PIN belum cocok." in seen(app))
        await pilot.press(*PIN)
        await touch(pilot, "Masuk")
        await until(pilot, lambda: "A-01" in seen(app))
        await touch(pilot, "A-01")
        await page(pilot, "ClerkDetail")
        tap(world, 2)
        await until(pilot, lambda: "akan ditautkan" in seen(app))
        await touch(pilot, "Setujui")
        await page(pilot, "Done")
        assert len(books.letters.find()) == 2
        assert len(world.machine.papers) == 3
        await touch(pilot, "Selesai")

        await page(pilot, "Welcome")
        tap(world, 2)
        await page(pilot, "Data")
        assert world.drawer[1].label in seen(app), "the new card is linked"


async def test_paper_out_before_and_in_the_middle(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.tui.pages.fault.ASK_SECONDS", 0.05)
    machine, books = world.machine, world.terminal.books
    app = KioskApp(world.terminal.front(), world.reader)
    app.settle_seconds = 0.0
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        before = len(books.letters.find())
        machine.dots_left = 0
        tap(world, 0)
        await page(pilot, "Data")
        await touch(pilot, "Domisili")
        await page(pilot, "Ask")
        await touch(pilot, "bank")
        await page(pilot, "Whom")
        await touch(pilot, "Saya sendiri")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Fault")
        assert "Kertas habis." in seen(app)
        assert len(books.letters.find()) == before
        machine.mend()
        machine.dots_left = 600
        await until(pilot, lambda: "E-PRN-02" in seen(app) and type(app.page).__name__ == "Printing")
        assert len(books.letters.find()) == before + 1
        machine.mend()
        await page(pilot, "Done")
        assert len(books.letters.find()) == before + 1
