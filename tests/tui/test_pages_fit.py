"""Each page in each size, theme and language holds the rules of the screen fact sheet: every test is one rule.

All pages of one size, theme and language are shown in one application, so that the suite stays quick.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from rich.color import Color
from textual.geometry import Region

from appliance.tui.app import KioskApp
from appliance.tui.text import clean, sentences
from appliance.tui.theme import GELAP, TERANG
from appliance.tui.widgets.header import Header
from appliance.tui.widgets.keys import Keys
from appliance.tui.widgets.painted import Painted
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Words
from tests.tui.fake_desk import FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import SIZES, kiosk, rows, until

WORDS, CHOICES, SENTENCE = 40, 6, 12
EDGES = set("▔▁▕▏▐▌▀▄█▉▊▋▍▎─│┌┐└┘├┤┬┴┼╴╵╶╷━▲▼●○·•…←→✓✗⌫")


def painted(app: KioskApp) -> list[Painted]:
    """What stands on the page, uppermost screen only."""
    return [widget for widget in app.screen.query(Painted) if widget.display]


def check(app: KioskApp, name: str) -> list[str]:
    """What the page that stands now breaks."""
    wrong: list[str] = []
    seen = rows(app)
    widgets = painted(app)
    if not widgets:
        return [f"{name}: empty"]
    area = Region(0, 0, app.size.width, app.size.height)
    for widget in widgets:
        if not area.contains_region(widget.region) or not widget.region.area:
            wrong.append(f"{name}: {widget!r} stands outside, at {widget.region}")
    for one, other in combinations(widgets, 2):
        if one.region.overlaps(other.region):
            wrong.append(f"{name}: {one!r} and {other!r} overlap")
    wrong += [f"{name}: {text}" for widget in widgets for text in _unseen(widget, seen)]
    wrong += [f"{name}: {text}" for text in _targets(app, widgets)]
    wrong += [f"{name}: {text}" for text in _bar(app)]
    wrong += [f"{name}: {text}" for text in _amount(app, widgets)]
    return wrong + [f"{name}: {text}" for text in _contrast(app)]


def _unseen(widget: Painted, seen: list[str]) -> list[str]:
    """Words that are not whole on one row of their widget."""
    region = widget.region
    here = [row[region.x : region.right] for row in seen[region.y : region.bottom]]
    if isinstance(widget, Tile):
        return [f"tile {line!r} is cut" for line in widget.lines if clean(line) not in "\n".join(here)]
    if isinstance(widget, Header):
        return [f"header {text!r} is cut" for text in (widget.right, widget.village) if text not in here[0]]
    if isinstance(widget, Words):
        shown = " ".join(here).split()
        wanted = " ".join(clean(line.text) for line in widget.lines).split()
        return [f"{wanted} is not whole: {here}"] if shown != wanted else []
    return []


def _targets(app: KioskApp, widgets: list[Painted]) -> list[str]:
    """Targets smaller than a finger."""
    area = app.area
    least = (5, 3) if (area.width, area.height) >= (64, 20) and area.height >= 20 else (4, 2)
    boxes = [(repr(w.lines), w.size) for w in widgets if isinstance(w, Tile)]
    for board in (w for w in widgets if isinstance(w, Keys)):
        keys = board.board
        boxes += [(key.label, key.box) for key in keys]  # type: ignore[misc]
        for one, other in combinations(keys, 2):
            if Region(one.box.x, one.box.y, one.box.width, one.box.height).overlaps(
                Region(other.box.x, other.box.y, other.box.width, other.box.height)
            ):
                return [f"keys {one.label} and {other.label} overlap"]
    return [f"target {what} is {box}" for what, box in boxes if box.width < least[0] or box.height < least[1]]


def _bar(app: KioskApp) -> list[str]:
    """Left, middle and right, one third each, in the last rows."""
    places = []
    for button, x in zip(app.top.bar, (0, app.area.width // 3, app.area.width * 2 // 3), strict=True):
        if button is None or not button.display:
            continue
        if button.region.x != x or button.region.bottom != app.area.height or button.region.height not in (3, 5):
            places.append(f"button {button.lines} stands at {button.region}")
    return places


def _amount(app: KioskApp, widgets: list[Painted]) -> list[str]:
    """Too many words or choices, or too long a sentence."""
    tiles = [widget for widget in widgets if isinstance(widget, Tile)]
    told = [line.text for widget in widgets if isinstance(widget, Words) for line in widget.lines if line.told]
    labels = [" ".join(tile.lines) for tile in tiles if tile.told]
    count = sum(len(re.findall(r"[^\W\d_]+", text)) for text in told + labels)
    wrong = [f"{count} words"] if count > WORDS else []
    choices = [tile for tile in tiles if tile not in app.top.bar]
    wrong += [f"{len(choices)} choices"] if len(choices) > CHOICES else []
    for text in told:
        wrong += [f"long sentence: {part}" for part in sentences(text) if len(part.split()) > SENTENCE]
    return wrong


def _contrast(app: KioskApp) -> list[str]:
    """Text under 7:1, edges under 3:1. An edge in the colour of its ground belongs to a filled button."""
    poor: dict[tuple[str, str], str] = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if not segment.text.strip() or style is None or style.color is None or style.bgcolor is None:
                continue
            pair = (style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)
            if pair[0] == pair[1]:
                continue
            least = 3.0 if set(segment.text.replace(" ", "")) <= EDGES else 7.0
            if ratio(*pair) < least:
                poor[pair] = segment.text
    return [f"contrast {ratio(*pair):.1f} of {pair} in {text!r}" for pair, text in poor.items()]


def ratio(one: str, other: str) -> float:
    """Contrast as WCAG computes it."""
    light = sorted((_luminance(one), _luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in Color.parse(colour).get_truecolor()]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_page_holds_the_rules(size: tuple[int, int], language: str) -> None:
    """Places do not depend on the theme, and colours not on the size: the second theme is looked at in the first
    size, for its colours."""
    desk = FakeDesk()
    app = kiosk(desk, language=language)
    wrong: list[str] = []
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.village_name != "")
        for name, make in PAGES.items():
            if name.startswith("help") and size != SIZES[0]:
                continue
            app.palette = TERANG
            make(app, desk)
            await pilot.pause()
            if name != "printing":
                await until(pilot, lambda: not app.errands.busy)
            wrong += check(app, name)
            if size == SIZES[0]:
                app.palette = GELAP
                for widget in painted(app):
                    widget.repaint()
                await pilot.pause()
                wrong += [f"{name} in gelap: {text}" for text in _contrast(app)]
            desk.gate.set()
            desk.doubt = app.cards.away = app.cards.unread = None
            desk.way = "direct"
    assert not wrong, "\n".join(wrong)
