"""F6: each row of the fault table's card side, at each page. The driver makes events of it (tried on a real pcscd
in the reader's room); here stands what the screen does with them, and that a good tap works without a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from textual.pilot import Pilot

from appliance.model.codes import CODES
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp
from appliance.tui.text import sentences
from tests.tui.fake_desk import LINKED, OTHER, FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import kiosk, lay, page, seen, until


@dataclass(frozen=True)
class Row:
    """What hands and daemons do, how it is mended, and the code that the driver tells meanwhile."""

    happens: Callable[[SimulatedReader], None]
    mended: Callable[[SimulatedReader], None]
    code: str
    away: bool = False


def unreadable(code: str) -> Row:
    return Row(lambda reader: reader.lay_unreadable(code), lambda reader: reader.lift(), code)


ROWS = {
    "daemon killed": Row(lambda reader: reader.break_down(), lambda reader: reader.replug(), "E-RDR-02", away=True),
    "reader unplugged": Row(lambda reader: reader.unplug(), lambda reader: reader.replug(), "E-RDR-01", away=True),
    "gone in the command, noise, bad ATR": unreadable("E-RDR-04"),
    "card silent": unreadable("E-RDR-05"),
    "UID refused": unreadable("E-RDR-06"),
    "held by another program": unreadable("E-RDR-07"),
}
"""What the driver makes of the rows of the devices fact sheet."""

VARIANTS = {"reader away", "unreadable", "clock doubt", "nik of a new card", "preview released", "refused pin"}
STEPS = [name for name in PAGES if not name.startswith("help on") and name not in VARIANTS] + ["help on data"]

BRIEFLY = ("data", "preview", "printing", "fault kept", "help on data", "clerk detail")
"""A tray that loses its card in another way than by a hand is tried at these."""


def reader_of(app: KioskApp) -> SimulatedReader:
    assert isinstance(app.reader, SimulatedReader)
    return app.reader


def says(app: KioskApp, code: str) -> bool:
    return sentences(CODES[code].resident)[0] in seen(app)


async def test_a_visit_goes_on_after_the_tap_whatever_the_reader_does() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        for step in STEPS:
            PAGES[step](app, desk)
            await until(pilot, lambda: app.top.is_mounted and app.top.size.width > 0)
            await at_this_page(pilot, app, step)
            desk.gate.set()
            app.router.sign_out()
            await page(pilot, "Welcome")
            lay(app, LINKED)
            await page(pilot, "Data")


async def at_this_page(pilot: Pilot[None], app: KioskApp, step: str) -> None:
    """Each row happens and is mended; the page stands through all of them."""
    standing, visit, reader = type(app.top).__name__, app.visit, reader_of(app)
    for name, row in ROWS.items():
        where = f"{step}, {name}"
        row.happens(reader)
        await until(pilot, lambda: row.code in (app.cards.away, app.cards.unread))  # noqa: B023
        assert type(app.top).__name__ == standing and app.visit is visit, where
        if standing == "Welcome":
            assert says(app, row.code), where
            assert "Tanpa KTP" in seen(app), "there is another way"
        elif not row.away and app.top.waits and app.top.hears_cards and not app.top.bare:
            assert says(app, row.code), where
        row.mended(reader)
        await until(pilot, lambda: app.cards.away is None and app.cards.unread is None)
        assert type(app.top).__name__ == standing and app.visit is visit, f"{where}, mended"
        assert not says(app, row.code), f"{where}, mended"


@pytest.mark.parametrize("goes", ["lifted", "unplugged", "swapped"])
async def test_on_a_tray_a_visit_ends_with_its_card(goes: str) -> None:
    desk = FakeDesk()
    app = kiosk(desk, presence="tray")
    async with app.run_test(size=(48, 15)) as pilot:
        for step in STEPS if goes == "lifted" else BRIEFLY:
            app.router.sign_out()
            await page(pilot, "Welcome")
            reader = reader_of(app)
            reader.lay(LINKED)
            await page(pilot, "Data")
            PAGES[step](app, desk)
            await until(pilot, lambda: app.top.is_mounted and app.top.size.width > 0)
            standing, visit, told = type(app.top).__name__, app.visit, len(reader.history)
            reader.unplug() if goes == "unplugged" else reader.lift()
            if goes == "swapped":
                reader.lay(OTHER)
            await until(pilot, lambda: len(reader.history) >= told + (1 if goes == "lifted" else 2))  # noqa: B023
            if step == "printing":
                assert app.cards.left and app.visit is visit, "nothing is cut off in the middle"
                desk.gate.set()
                await page(pilot, "Done")
                assert "Surat lain" not in seen(app), "the person has left"
                app.router.another()
                await page(pilot, "Welcome")
            elif visit.card is None:
                assert type(app.top).__name__ == standing, step
            elif goes == "swapped":
                await until(pilot, lambda: "DEWI ANGGRAINI" in seen(app))
            else:
                await page(pilot, "Welcome")
                assert app.visit is not visit and app.visit.data is None, step
            if goes == "unplugged":
                reader.lift()
                reader.replug()
            elif goes == "swapped":
                reader.lift()
            await until(pilot, lambda: app.cards.away is None and not reader._todo.qsize())  # noqa: B023


async def test_a_tap_before_the_answer_takes_the_place_of_the_one_before() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        desk.gate.clear()
        lay(app, LINKED)
        await until(pilot, lambda: "sign_in" in desk.calls)
        lay(app, OTHER)
        await until(pilot, lambda: not reader_of(app)._todo.qsize())
        desk.gate.set()
        await page(pilot, "Data")
        assert "DEWI ANGGRAINI" in seen(app), "nobody sees the data of the one before"


async def test_the_same_card_says_that_somebody_is_still_here() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        app.router.lay_over("still_here")
        await page(pilot, "StillHere")
        lay(app, LINKED)
        await page(pilot, "Data")


async def test_a_reader_that_comes_and_goes_is_nobody_at_the_screen() -> None:
    app = kiosk(idle=60)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        app.heartbeat._last_touch -= 100
        for _ in range(3):
            reader_of(app).break_down()
            reader_of(app).replug()
        await until(pilot, lambda: len(reader_of(app).history) >= 9)
        app.heartbeat.beat()
        await page(pilot, "StillHere")
