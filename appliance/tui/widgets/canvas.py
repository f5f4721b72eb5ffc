"""A sheet of cells to draw on: what a widget paints before it becomes Textual's strips."""

from __future__ import annotations

from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from appliance.tui.box import Box
from appliance.tui.text import clean

_LINES = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
"""Box drawing by the sides that a line leaves to: 1 up, 2 right, 4 down, 8 left."""


class Canvas:
    """`width` x `height` cells, each one letter in one style. All text is cleaned, so a cell stays one column."""

    def __init__(self, width: int, height: int, ground: Style) -> None:
        self.width, self.height = width, height
        self._letters = [[" "] * width for _ in range(height)]
        self._styles = [[ground] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: Style) -> None:
        """Write `text` from column `x` of row `y`; what falls outside is left out."""
        if not 0 <= y < self.height:
            return
        for column, letter in enumerate(clean(text), x):
            if 0 <= column < self.width:
                self._letters[y][column] = letter
                self._styles[y][column] = style

    def fill(self, box: Box, style: Style) -> None:
        """Blank a rectangle in `style`."""
        for y in range(box.y, box.bottom):
            self.put(box.x, y, " " * box.width, style)

    def frame(self, box: Box, edge: Style, outside: Style, *, thick: bool = False) -> None:
        """An edge of block elements just inside `box`. The upright bars stand in cells of the ground outside,
        so that they meet the level ones in every terminal without corner glyphs, and leave a gap to a
        neighbour."""
        left, right = ("▐", "▌") if thick else ("▕", "▏")
        inner = box.width - 2
        self.put(box.x + 1, box.y, "▔" * inner, edge)
        self.put(box.x + 1, box.bottom - 1, "▁" * inner, edge)
        for y in range(box.y, box.bottom):
            self.put(box.x, y, left, outside)
            self.put(box.right - 1, y, right, outside)

    def lattice(self, boxes: list[Box], style: Style) -> None:
        """Thin lines around boxes that share their edges: each box with its first and last column and row."""
        sides: dict[tuple[int, int], int] = {}
        for box in boxes:
            last_x, last_y = box.right - 1, box.bottom - 1
            for x in range(box.x, box.right):
                for y in (box.y, last_y):
                    sides[x, y] = sides.get((x, y), 0) | (2 if x < last_x else 0) | (8 if x > box.x else 0)
            for y in range(box.y, box.bottom):
                for x in (box.x, last_x):
                    sides[x, y] = sides.get((x, y), 0) | (4 if y < last_y else 0) | (1 if y > box.y else 0)
        for (x, y), bits in sides.items():
            self.put(x, y, _LINES[bits], style)

    def strip(self, y: int) -> Strip:
        """One row as Textual wants it."""
        cells = zip(self._letters[y], self._styles[y], strict=True)
        runs = [
            Segment("".join(letter for letter, _ in run), style)
            for style, run in groupby(cells, key=lambda c: c[1])
        ]
        return Strip(runs, self.width)
