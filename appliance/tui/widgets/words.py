"""Paragraphs of plain text."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.model.layout import Align
from appliance.model.typeset import wrap
from appliance.tui.text import clean
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted


@dataclass(frozen=True)
class Line:
    """One paragraph. `ink` names a colour of the palette. A line that is not `told` is data or decoration and
    no sentence of ours (the page tests count only what is told)."""

    text: str
    bold: bool = False
    ink: str = "ink"
    align: Align = "left"
    told: bool = True


class Words(Painted):
    """Paragraphs under one another, wrapped between words. `airy` puts an empty row between them where the
    height allows, `middle` centres the whole in the height."""

    def __init__(self, *lines: Line | str, airy: bool = False, middle: bool = False) -> None:
        super().__init__()
        self.lines = [Line(line) if isinstance(line, str) else line for line in lines]
        self._airy = airy
        self._middle = middle

    def set_lines(self, *lines: Line | str) -> None:
        """Say something else."""
        self.lines = [Line(line) if isinstance(line, str) else line for line in lines]
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """Wrap and place the paragraphs."""
        blocks = [(line, wrap(clean(line.text), canvas.width)) for line in self.lines]
        needed = sum(len(rows) for _, rows in blocks)
        gap = 1 if self._airy and needed + len(blocks) - 1 <= canvas.height else 0
        y = max(0, canvas.height - needed - gap * (len(blocks) - 1)) // 2 if self._middle else 0
        for line, rows in blocks:
            style = self.palette.style(line.ink, bold=line.bold)
            for row in rows:
                spare = canvas.width - len(row)
                x = {"left": 0, "center": spare // 2, "right": spare}[line.align]
                canvas.put(x, y, row, style)
                y += 1
            y += gap
        self.overflows = y - gap > canvas.height
        """Whether something had to be left out (no page may)."""
