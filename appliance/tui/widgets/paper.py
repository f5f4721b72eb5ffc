"""A part of a letter, line for line the 80 mm paper: as a picture of it, or as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from appliance.model.typeset import Block, QrBlock, RuleLine, TextLine
from appliance.tui.text import clean
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from PIL import Image

COLUMNS = 48
"""Letters in a line of 80 mm paper."""


def lines_of(block: Block) -> int:
    """Lines of paper that a block takes."""
    return block.size if isinstance(block, TextLine) else 1


def cut(blocks: Sequence[Block], lines: int) -> list[list[Block]]:
    """The letter in parts of at most `lines` lines of paper, cut between lines; empty lines at the head of a
    part go, and so does the seal, which an unwritten letter does not have."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, QrBlock) or (not parts[-1] and block == TextLine("")):
            continue
        if sum(map(lines_of, parts[-1])) + lines_of(block) > lines:
            parts.append([])
        parts[-1].append(block)
    return parts


class Paper(Picture):
    """The blocks of one part. `lines` is how many a part holds, so that all parts have one scale."""

    def __init__(self, blocks: Sequence[Block], lines: int) -> None:
        super().__init__()
        self._blocks = blocks
        self._lines = lines

    def draw(self, width: int, height: int) -> Image.Image:
        """Black on white whatever the theme: it is paper."""
        from PIL import Image, ImageDraw

        from appliance.tui.fonts import MONO, MONO_BOLD, font

        pitch = min(width / (COLUMNS + 2), height / self._lines / 2)
        margin = (width - COLUMNS * pitch) / 2
        sheet = Image.new("RGB", (width, height), "white")
        draw = ImageDraw.Draw(sheet)
        y = 0.0
        for block in self._blocks:
            if isinstance(block, RuleLine):
                middle = y + pitch
                draw.line((margin, middle, width - margin, middle), "black", 4 if block.heavy else 2)
            elif isinstance(block, TextLine) and block.text:
                name = MONO_BOLD if block.bold else MONO
                face = font(name, int(pitch * block.size / 0.602))
                length = len(block.text) * pitch * block.size
                spare = COLUMNS * pitch - length
                x = margin + {"left": 0.0, "center": spare / 2, "right": spare}[block.align]
                baseline = y + 1.5 * pitch * block.size
                for n, letter in enumerate(clean(block.text)):
                    draw.text((x + n * pitch * block.size, baseline), letter, "black", face, anchor="ls")
                if block.underline:
                    draw.line((x, baseline + pitch / 4, x + length, baseline + pitch / 4), "black", 2)
            y += 2 * pitch * lines_of(block)
        return sheet

    def paint(self, canvas: Canvas) -> None:
        """One row a line; letters of double size are bold, since a grid has one size."""
        for y, block in enumerate(self._blocks):
            if isinstance(block, RuleLine):
                canvas.put(0, y, ("━" if block.heavy else "─") * canvas.width, self.palette.style())
            elif isinstance(block, TextLine):
                text = clean(block.text)
                spare = canvas.width - len(text)
                x = {"left": 0, "center": spare // 2, "right": spare}[block.align]
                canvas.put(x, y, text, self.palette.style(bold=block.bold or block.size == 2))
