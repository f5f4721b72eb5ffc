"""The kiosk on a real screen: foot as the unit starts it. What only a real terminal shows: pictures, what stays of
the page before, the strip beside the cells, and whether a touch arrives at all."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.tui.in_foot import SEAL
from tests.tui.panel import CELL, SIZE, Panel, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")

WHITE = (255, 255, 255)
WITHOUT_CARD = (40, 13)


@pytest.fixture
def panel() -> Iterator[Panel]:
    """In a short folder: the name of a socket holds about a hundred letters."""
    pages = ("done", "write", "slip", "large")
    with tempfile.TemporaryDirectory(prefix="panel-") as folder, Panel(Path(folder), *pages) as one:
        yield one


def cells(picture: Image.Image, left: int, top: int, right: int, bottom: int) -> set[object]:
    """The colours in a rectangle of cells."""
    part = picture.crop((left * CELL[0], top * CELL[1], right * CELL[0], bottom * CELL[1]))
    return {colour for _, colour in part.getcolors(1 << 20) or []}


def test_pictures_stand_whole_and_alone(panel: Panel, tmp_path: Path) -> None:
    assert panel.told() == "Welcome terminal", "foot shows pictures"
    margin = panel.photograph().crop((48 * CELL[0], 0, *SIZE))
    assert {colour for _, colour in margin.getcolors() or []} == {WHITE}

    panel.next("Done")
    panel.photograph().save(tmp_path / "done.png")
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(tmp_path / "done.png")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == SEAL

    panel.next("Write")
    panel.next("SlipPage")
    slip = panel.photograph()
    assert len(cells(slip, 12, 3, 36, 7)) > 2, "the number is a picture"
    assert cells(slip, 36, 3, 48, 7) == cells(slip, 0, 3, 12, 7) == {WHITE}, "nothing of the keyboard is left"

    panel.next("Large")
    assert len(cells(panel.photograph(), 4, 1, 44, 12)) > 2, "the letter is a picture"


def test_a_touch_arrives(panel: Panel) -> None:
    panel.photograph()
    panel.touch(*WITHOUT_CARD)
    panel.page("TypeNik")
