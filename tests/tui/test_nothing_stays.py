"""After sign-out nothing personal is left (rule 12), and pages do not pile up."""

from __future__ import annotations

import gc
from types import ModuleType

from textual.dom import DOMNode

from appliance.tui.visit import Visit
from tests.tui.fake_desk import LINKED, FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import kiosk, lay, page, seen, touch, until

NAME, TYPED = "NIANRAKLUZ ITIS", "AISAHAR"
"""Written backwards, so that the test itself does not hold what it looks for."""


def holders(backwards: str) -> list[str]:
    """What in this process holds a string with this text: every object that the collector knows."""
    gc.collect()
    found = []
    for thing in gc.get_objects():
        if isinstance(thing, ModuleType):
            continue
        for part in gc.get_referents(thing):
            if isinstance(part, str) and backwards[::-1] in part:
                found.append(f"{type(thing).__module__}.{type(thing).__qualname__}")
    return found


async def test_nothing_personal_is_left() -> None:
    desk = FakeDesk()
    desk.name = NAME[::-1]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        await touch(pilot, "Lihat")
        await until(pilot, lambda: "1801 0443 0384 0003" in seen(app))
        await touch(pilot, "SKTM")
        await page(pilot, "Ask")
        await touch(pilot, "Tulis")
        await page(pilot, "Write")
        await pilot.press(*reversed(TYPED))
        await touch(pilot, "Lanjut")
        await page(pilot, "Whom")
        await touch(pilot, "RADEN")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Besar")
        await page(pilot, "Large")
        await touch(pilot, "Kembali")
        await page(pilot, "PreviewPage")
        await touch(pilot, "Cetak")
        await page(pilot, "Done")
        assert holders(NAME)
        assert holders(TYPED)
        await touch(pilot, "Selesai")
        await page(pilot, "Welcome")
        desk.name = ""
        await until(pilot, lambda: not holders(NAME) and not holders(TYPED))
        assert not [thing for thing in gc.get_objects() if isinstance(thing, Visit) and thing.who is not None]


async def test_pages_do_not_pile_up() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    steps = ("data", "ask", "whom", "preview", "help on data", "nik", "welcome")

    def census() -> int:
        gc.collect()
        return sum(isinstance(thing, DOMNode) for thing in gc.get_objects())

    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        first = census()
        for _ in range(18):
            for step in steps:
                PAGES[step](app, desk)
                await pilot.pause()
        await until(pilot, lambda: not app.errands._open and census() <= first)
