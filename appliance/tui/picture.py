"""The screen as a PNG, cell by cell, for the manual, the demo and the tests: no terminal is needed for it.

Block and line elements are drawn as the geometry they stand for, the way good terminals do; all else comes from
a font of the machine.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont

from appliance.tui.fonts import font, is_there
from appliance.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from textual.app import App

CELL = (21, 40)
"""Width and height of a cell in pixels: 48 x 15 cells are about 1024 x 600."""

BASELINE = 0.84
"""Where letters stand in a cell, as a share of its height."""
_FACES = {
    False: ("MplusCodeLatin50-Medium.otf", "DejaVuSansMono.ttf"),
    True: ("MplusCodeLatin50-Bold.otf", "DejaVuSansMono-Bold.ttf"),
}
_SIDES = {
    "─": 0b1010,
    "│": 0b0101,
    "┌": 0b0110,
    "┐": 0b1100,
    "└": 0b0011,
    "┘": 0b1001,
    "├": 0b0111,
    "┤": 0b1101,
    "┬": 0b1110,
    "┴": 0b1011,
    "┼": 0b1111,
    "╴": 0b1000,
    "╵": 0b0001,
    "╶": 0b0010,
    "╷": 0b0100,
    "━": 0b1010,
}
_PARTS = {
    "█": (0, 0, 8, 8),
    "▔": (0, 0, 8, 1),
    "▁": (0, 7, 8, 8),
    "▀": (0, 0, 8, 4),
    "▄": (0, 4, 8, 8),
    "▕": (7, 0, 8, 8),
    "▐": (4, 0, 8, 8),
    **{letter: (0, 0, 8 - n, 8) for n, letter in enumerate("▉▊▋▌▍▎▏", 1)},
}


def photograph(app: App[Any], cell: tuple[int, int] = CELL) -> Image.Image:
    """A picture of what `app` shows now, with the pictures on it."""
    width, height = cell
    screen = app.screen
    columns, rows = screen.size
    sheet = Image.new("RGB", (columns * width, rows * height))
    draw = ImageDraw.Draw(sheet)
    letters: list[tuple[str, tuple[int, int, int, int], str, bool]] = []
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style
            ink = _colour(style.color if style else None, "#ffffff")
            ground = _colour(style.bgcolor if style else None, "#000000")
            if style is not None and style.reverse:
                ink, ground = ground, ink
            for letter in segment.text:
                place = (x * width, y * height, (x + 1) * width - 1, (y + 1) * height - 1)
                draw.rectangle(place, fill=ground)
                if letter in _PARTS or letter in _SIDES:
                    _shape(draw, letter, place, ink)
                elif letter != " ":
                    letters.append((letter, place, ink, bool(style and style.bold)))
                x += 1
    for letter, place, ink, bold in letters:
        face, dx, dy = _glyph(letter, bold, width, height)
        draw.text((place[0] + dx, place[1] + dy), letter, font=face, fill=ink, anchor="ls")
    for picture in screen.query(Picture):
        image = picture.image_for(cell)
        if image is not None:
            sheet.paste(image, (picture.region.x * width, picture.region.y * height))
    return sheet


def _colour(color: Any, default: str) -> str:
    return color.get_truecolor().hex if color is not None and not color.is_default else default


def _shape(draw: ImageDraw.ImageDraw, letter: str, place: tuple[int, int, int, int], ink: str) -> None:
    if letter in _SIDES:
        _line(draw, letter, place, ink)
        return
    left, top, right, bottom = place
    width, height = right - left + 1, bottom - top + 1
    x0, y0, x1, y1 = _PARTS[letter]
    upper = (left + x0 * width // 8, top + y0 * height // 8)
    draw.rectangle((upper, (left + x1 * width // 8 - 1, top + y1 * height // 8 - 1)), fill=ink)


def _line(draw: ImageDraw.ImageDraw, letter: str, place: tuple[int, int, int, int], ink: str) -> None:
    left, top, right, bottom = place
    thick = max(1, (right - left) // (4 if letter == "━" else 8))
    x, y = (left + right + 1 - thick) // 2, (top + bottom + 1 - thick) // 2
    sides = _SIDES[letter]
    if sides & 0b0001:
        draw.rectangle((x, top, x + thick - 1, y + thick - 1), fill=ink)
    if sides & 0b0100:
        draw.rectangle((x, y, x + thick - 1, bottom), fill=ink)
    if sides & 0b0010:
        draw.rectangle((x, y, right, y + thick - 1), fill=ink)
    if sides & 0b1000:
        draw.rectangle((left, y, x + thick - 1, y + thick - 1), fill=ink)


@cache
def _glyph(letter: str, bold: bool, width: int, height: int) -> tuple[Any, float, float]:
    """The font that has the letter, and where its baseline begins in a cell."""
    sizes = {name: round(height * (1.05 if "Mplus" in name else 0.87)) for name in _FACES[bold]}
    faces = [font(name, size) for name, size in sizes.items() if is_there(name)]
    faces.append(font(_FACES[bold][-1], sizes[_FACES[bold][-1]]))
    face = next((face for face in faces if _has(face, letter)), faces[-1])
    advance = face.getlength(letter)
    if advance > width * 1.05:
        face = face.font_variant(size=int(face.size * width / advance))
        advance = face.getlength(letter)
    return face, (width - advance) / 2, height * BASELINE


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether the font draws more than its box for missing letters."""
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffe"))
