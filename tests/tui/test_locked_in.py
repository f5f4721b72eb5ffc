"""No way out of the kiosk by any key, and text from data is text (threat S11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.tui.text import clean
from tests.tui.fake_desk import LINKED, FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import kiosk, lay, page, seen, touch, until

CONTROL = [f"ctrl+{letter}" for letter in "abcdefghijklnopqrstuvwxyz"]
OTHERS = [
    *("f1", "f2", "f5", "f10", "f12", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace"),
    *("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+underscore", "ctrl+up", "shift+f10", "alt+f4"),
]
HOSTILE = [
    "[red]SITI[/red] [link=x]",
    "[@click=app.quit]SITI[/]",
    "SITI\x1b[2J\x1b]0;judul\x07RAHMAWATI",
    "SITI\r\nSITI\x08\x08\t",
    "SI\u202eTI \u200b\u2066RAHMA\u2069",
    "𝕊𝕀𝕋𝕀 测试 🙂 e\u0301\u0301\u0301",
    "\ud800{name} %s {0}",
    "X" * 10_000,
    "",
]


async def test_no_key_leads_out() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        before = seen(app)
        for key in (*CONTROL, *OTHERS):
            await pilot.press(key)
            assert app.is_running, key
            assert type(app.top).__name__ == "Data", key
        await pilot.pause()
        assert seen(app) == before
        assert not app.use_command_palette


async def test_escape_on_the_first_page_does_nothing() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await pilot.press("escape", "escape")
        assert app.language == "id"
        assert type(app.top).__name__ == "Welcome"


async def test_a_pasted_text_goes_nowhere() -> None:
    from textual.events import Paste

    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        before = seen(app)
        app.post_message(Paste("\x1b[2Jrm -rf"))
        await pilot.pause()
        assert seen(app) == before


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
async def test_names_are_text(name: str) -> None:
    desk = FakeDesk()
    desk.name = name
    desk.family = (replace(desk.family[0], name=name), replace(desk.family[1], name=name))
    desk.waiting = [replace(desk.waiting[0], name=name, title=name, slip=name[:8])]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        lay(app, LINKED)
        await page(pilot, "Data")
        for step in ("whom", "preview", "clerk list", "clerk detail"):
            PAGES[step](app, desk)
            await pilot.pause()
            await until(pilot, lambda: not app.errands.busy)
            shown = seen(app)
            assert all(letter.isprintable() or letter == "\n" for letter in shown)
            assert all(len(row) == 48 for row in shown.split("\n"))
        if name.startswith("["):
            assert name[:12] in shown


def test_clean_keeps_letters_and_drops_what_moves_the_cursor() -> None:
    assert clean("Nur’aini D'Souza-Çelik") == "Nur’aini D'Souza-Çelik"
    assert clean("A\x1b[31mB\x00\x9b\u200d") == "A[31mB"
    assert clean("测") == "?"
    assert clean("e\u0301") == "é"


async def test_the_touch_of_a_tile_named_like_markup_works() -> None:
    desk = FakeDesk()
    desk.family = tuple(replace(member, name="[b]SITI[/b]") for member in desk.family[:2])
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["whom"](app, desk)
        await page(pilot, "Whom")
        await touch(pilot, "[b]SITI[/b], 14 tahun")
        await page(pilot, "PreviewPage")
        assert "[b]SITI[/b]" in seen(app)
