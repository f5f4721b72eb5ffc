"""A page as a picture of the roll: dot for dot the paper's width, set from the same lines as the printer's."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from appliance.letters.qr import complete
from appliance.letters.render.fonts import mono_face
from appliance.model.layout import Page, Qr
from appliance.model.typeset import QrBlock, RuleLine, TextLine, typeset

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DOTS = {80: 576, 58: 384}
"""Dots a line that a print head has, by the paper's width in mm (203 dpi)."""

CELL = 12
"""Width of a letter in dots (font A of ESC/POS)."""

LINE = 30
"""Height of a line in dots, the line feed that printers start with."""

MODULE = 4
"""Dots of a QR module: 0.5 mm. Smaller only where the paper is too narrow."""

QUIET = 4
"""Modules of white around a QR (ISO/IEC 18004)."""

_EDGE = 24
_INK, _PAPER = 0, 255


def to_png(page: Page, width: int = 80, margin: int = 0) -> bytes:
    """The page as PNG, 576 px wide for 80 mm of paper and 384 for 58; `margin` adds white at both sides, as the
    paper is wider than its print head. Other widths raise KeyError."""
    buffer = io.BytesIO()
    to_image(page, width, margin).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def to_image(page: Page, width: int = 80, margin: int = 0) -> Image:
    """The same as a Pillow image in shades of grey."""
    from PIL import Image, ImageDraw

    dots = DOTS[width]
    blocks = typeset(complete(page), dots // CELL)
    height = 2 * _EDGE + sum(_height(block, dots) for block in blocks)
    image = Image.new("L", (dots + 2 * margin, height), _PAPER)
    pen = _Pen(ImageDraw.Draw(image), dots, margin)
    y = _EDGE
    for block in blocks:
        match block:
            case TextLine():
                pen.text(block, y)
            case RuleLine():
                pen.rule(block.heavy, y)
            case QrBlock():
                pen.qr(block.qr, y)
        y += _height(block, dots)
    return image


def _height(block: TextLine | RuleLine | QrBlock, dots: int) -> int:
    match block:
        case TextLine():
            return LINE * block.size
        case RuleLine():
            return LINE
        case QrBlock():
            return (len(block.qr.matrix) + 2 * QUIET) * _module(block.qr, dots)


def _module(qr: Qr, dots: int) -> int:
    return max(1, min(MODULE, dots // (len(qr.matrix) + 2 * QUIET)))


class _Pen:
    """Draws blocks at a height of the picture."""

    def __init__(self, draw: ImageDraw, dots: int, left: int) -> None:
        self._draw = draw
        self._dots = dots
        self._left = left
        self._fonts: dict[tuple[bool, int], FreeTypeFont] = {}

    def text(self, line: TextLine, y: int) -> None:
        """Letter by letter on the grid of cells, so that columns stand as the printer sets them."""
        cell = CELL * line.size
        room = self._dots // cell - len(line.text)
        x = self._left + {"left": 0, "center": room // 2, "right": room}[line.align] * cell
        font = self._font(line.bold, line.size)
        base = y + (LINE - 8) * line.size
        for index, sign in enumerate(line.text):
            self._draw.text((x + index * cell, base), sign, fill=_INK, font=font, anchor="ls")
        if line.underline and line.text:
            end = x + len(line.text) * cell - 1
            self._draw.rectangle((x, base + 3, end, base + 4), fill=_INK)

    def rule(self, heavy: bool, y: int) -> None:
        """One thin line, or a thick and a thin one as under a letterhead."""
        right = self._left + self._dots - 1
        middle = y + LINE // 2
        if heavy:
            self._draw.rectangle((self._left, middle - 4, right, middle - 1), fill=_INK)
            self._draw.rectangle((self._left, middle + 3, right, middle + 3), fill=_INK)
        else:
            self._draw.rectangle((self._left, middle, right, middle), fill=_INK)

    def qr(self, qr: Qr, y: int) -> None:
        """The modules, centred."""
        size = _module(qr, self._dots)
        left = self._left + (self._dots - len(qr.matrix) * size) // 2
        for row, modules in enumerate(qr.matrix):
            top = y + (row + QUIET) * size
            for column, module in enumerate(modules):
                if module == "1":
                    x = left + column * size
                    self._draw.rectangle((x, top, x + size - 1, top + size - 1), fill=_INK)

    def _font(self, bold: bool, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        if (bold, size) not in self._fonts:
            face = mono_face()
            path = face.bold if bold else face.regular
            self._fonts[bold, size] = ImageFont.truetype(path, face.size * size)
        return self._fonts[bold, size]
