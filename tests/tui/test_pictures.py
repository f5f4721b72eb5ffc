"""Letter and code as pictures, and the photograph of the screen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from appliance.letters.qr import seal_qr
from appliance.model.layout import Qr
from appliance.model.typeset import typeset
from appliance.tui.picture import CELL, photograph
from appliance.tui.widgets.code_picture import CodePicture
from appliance.tui.widgets.paper import Paper, cut, lines_of
from appliance.tui.widgets.picture import Picture
from tests.tui.fake_desk import LETTER, FakeDesk
from tests.tui.gallery import PAGES, resident
from tests.tui.hand import kiosk, page, rows, until
from tests.tui.test_pages_fit import check

SEAL = "2KCE3IQBE4CEQIESL7M7TIEBWKQFQTFDAENGWWNYKEDBU2YF6M7TUAABAAAIIZCTJNKE26BBGQYDALRRGAXDELRSF4YDIMRRGI"


@pytest.mark.parametrize("size", [(48, 15), (64, 20), (100, 30)], ids=str)
@pytest.mark.parametrize("theme", ["terang", "gelap"])
async def test_pages_with_pictures_hold_the_rules(size: tuple[int, int], theme: str) -> None:
    desk = FakeDesk()
    app = kiosk(desk, pictures="painted", theme=theme)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.village_name != "")
        for name in ("large", "done", "slip"):
            PAGES[name](app, desk)
            await pilot.pause()
            await until(pilot, lambda: not app.errands.busy)
            assert list(app.screen.query(Picture)), name
            assert check(app, name) == []


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools is not installed")
@pytest.mark.parametrize("theme", ["terang", "gelap"])
@pytest.mark.parametrize("size", [(48, 15), (64, 20)], ids=str)
async def test_the_code_on_the_screen_is_read_by_other_software(
    size: tuple[int, int], theme: str, tmp_path: Path
) -> None:
    qr = seal_qr(SEAL, "")
    desk = FakeDesk()
    app = kiosk(desk, pictures="painted", theme=theme)
    async with app.run_test(size=size) as pilot:
        await page(pilot, "Welcome")
        visit = resident(app, desk)
        issued = desk.issue(None, visit.wish)  # type: ignore[arg-type]
        object.__setattr__(issued, "qr", qr)
        visit.issued = issued
        app.router.show("done")
        await page(pilot, "Done")
        photograph(app, CELL if size[0] == 48 else (16, 30)).save(tmp_path / "done.png")
    told = subprocess.run(
        ["zbarimg", "-q", "--raw", str(tmp_path / "done.png")], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == SEAL


async def test_a_photograph_shows_every_cell_in_its_colours() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["data"](app, desk)
        await page(pilot, "Data")
        image = photograph(app)
        assert image.size == (48 * CELL[0], 15 * CELL[1])
        colours = {image.getpixel((x * CELL[0] + 1, y * CELL[1] + 20)) for x in range(48) for y in range(15)}
        assert _rgb(app.palette.accent) in colours
        assert _rgb(app.palette.tile) in colours
        assert _rgb(app.palette.paper) in colours
        text_row = image.crop((0, 2 * CELL[1], image.width, 3 * CELL[1]))
        assert _rgb(app.palette.ink) in {colour for _, colour in text_row.getcolors(10_000) or []}
        assert "KUSUMAWARD" in rows(app)[2]


def test_a_code_is_drawn_module_by_module_with_its_quiet_zone() -> None:
    qr = Qr("X", ("101", "010", "111"))
    image = CodePicture(qr).draw(44, 44)
    assert image.size == (44, 44)
    assert image.getpixel((16, 16)) == (0, 0, 0)
    assert image.getpixel((21, 16)) == (255, 255, 255)
    assert {image.getpixel((x, y)) for x in range(12) for y in range(44)} == {(255, 255, 255)}


@pytest.mark.parametrize("lines", [9, 11, 13])
def test_parts_hold_the_whole_letter_in_order(lines: int) -> None:
    blocks = typeset(LETTER, 48)
    parts = cut(blocks, lines)
    told = [block for part in parts for block in part]
    assert all(sum(map(lines_of, part)) <= lines for part in parts)
    assert [b for b in told if getattr(b, "text", "-")] == [b for b in blocks if getattr(b, "text", "-")]


def test_paper_is_white_in_every_theme() -> None:
    image = Paper(typeset(LETTER, 48)[:8], 13).draw(756, 440)
    assert isinstance(image, Image.Image)
    assert image.getpixel((0, 439)) == (255, 255, 255)
    assert image.getpixel((755, 0)) == (255, 255, 255)
    assert (0, 0, 0) in {colour for _, colour in image.getcolors(100_000) or []}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
