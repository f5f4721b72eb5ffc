"""A part of a letter as text, line for line the paper."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.model.typeset import Block, QrBlock, RuleLine, TextLine
from appliance.tui.text import clean
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted


def cut(blocks: Sequence[Block], rows: int) -> list[list[Block]]:
    """The letter in parts of at most `rows` lines; empty lines at the edge of a part go."""
    parts: list[list[Block]] = []
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, QrBlock) or (not part and block == TextLine("")):
            continue
        part.append(block)
        if len(part) == rows:
            parts.append(part)
            part = []
    return [*parts, part] if part or not parts else parts


class Paper(Painted):
    """Lines of the letter. Letters of double size are bold, since a grid has one size."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self.blocks = blocks

    def paint(self, canvas: Canvas) -> None:
        """Draw the lines."""
        for y, block in enumerate(self.blocks):
            if isinstance(block, RuleLine):
                canvas.put(0, y, ("━" if block.heavy else "─") * canvas.width, self.palette.style())
            elif isinstance(block, TextLine):
                text = clean(block.text)
                spare = canvas.width - len(text)
                x = {"left": 0, "center": spare // 2, "right": spare}[block.align]
                canvas.put(x, y, text, self.palette.style(bold=block.bold or block.size == 2))
