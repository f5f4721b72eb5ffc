"""Words on a PDF canvas: fonts, widths, lines. The one file beside `pdf` that speaks with reportlab."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"


def load() -> None:
    """Make the fonts known, so that a canvas may begin with one of them."""
    for name in (REGULAR, BOLD, ITALIC):
        _face(name)


@cache
def _face(name: str) -> Any:
    """Load one of the fonts that come with reportlab (Bitstream Vera)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, f"{name}.ttf")
    pdfmetrics.registerFont(font)
    return font.face


def shown(text: str, font: str) -> str:
    """`text` in signs that `font` has: what it lacks becomes its plain letters, or else ``?``."""
    glyphs = _face(font).charToGlyph
    return "".join(sign if ord(sign) in glyphs else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    letters = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii() and part.isprintable())
    return letters or "?"


def width(text: str, font: str, size: float) -> float:
    """Width in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


def lines(text: str, font: str, size: float, room: float) -> list[str]:
    """`text` in lines of at most `room` points; a word that is wider is cut."""
    found: list[str] = []
    line = ""
    for word in shown(text, font).split():
        for piece in _pieces(word, font, size, room):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, font, size) > room:
                found.append(line)
                line = piece
            else:
                line = longer
    return [*found, line]


def _pieces(word: str, font: str, size: float, room: float) -> list[str]:
    pieces: list[str] = []
    while len(word) > 1 and width(word, font, size) > room:
        end = len(word) - 1
        while end > 1 and width(word[:end], font, size) > room:
            end -= 1
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def draw(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """One line with its base at `y`."""
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def draw_filled(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, room: float) -> None:
    """One line stretched to `room` by wider spaces, as in a justified paragraph."""
    words = text.split(" ")
    free = room - sum(width(word, font, size) for word in words)
    for word in words:
        draw(canvas, x, y, word, font, size)
        x += width(word, font, size) + free / max(1, len(words) - 1)
