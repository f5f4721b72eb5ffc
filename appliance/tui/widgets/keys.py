"""Boards of keys: one widget each, since thirty-three buttons cost 0.3 s a page and swallow a second tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appliance.tui.box import Box
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.touch import Touchable


@dataclass(frozen=True)
class Key:
    """A key: what stands on it, what it types, and its cells in the widget."""

    label: str
    value: str
    box: Box


class Keys(Touchable):
    """Tells `typed` the value of each key touched. Keys of two rows share thin lines, of which the uppermost
    stands in the row above the first keys; higher keys stand apart like tiles."""

    def __init__(self, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._typed = typed

    def keys(self, width: int, height: int) -> list[Key]:
        """The keys on a board of this size."""
        raise NotImplementedError

    @property
    def board(self) -> list[Key]:
        """The keys as they stand now."""
        return self.keys(*self.size)

    def target_at(self, x: int, y: int) -> int | None:
        """The key under the finger."""
        for number, key in enumerate(self.board):
            if key.box.x <= x < key.box.right and key.box.y <= y < key.box.bottom:
                return number
        return None

    def fire(self, target: int) -> None:
        """A key was touched."""
        self._typed(self.board[target].value)

    def paint(self, canvas: Canvas) -> None:
        """All keys, the one under the finger in full colour."""
        board = self.board
        if min(key.box.height for key in board) == 2:
            self._paint_lattice(canvas, board)
        else:
            self._paint_apart(canvas, board)

    def _paint_lattice(self, canvas: Canvas, board: list[Key]) -> None:
        palette = self.palette
        plate = palette.style("ink", "tile", bold=True)
        cells = [
            Box(key.box.x, key.box.y - 1, min(key.box.width + 1, canvas.width - key.box.x), key.box.height + 1)
            for key in board
        ]
        for cell in cells:
            canvas.fill(cell, plate)
        canvas.lattice(cells, palette.style("accent", "tile"))
        for number, (key, cell) in enumerate(zip(board, cells, strict=True)):
            style = palette.style("on_accent", "accent", bold=True) if number == self.down else plate
            inner = cell.inset(1, 1)
            canvas.fill(inner, style)
            x = inner.x + (inner.width - len(key.label)) // 2
            canvas.put(x, inner.y + (inner.height - 1) // 2, key.label, style)

    def _paint_apart(self, canvas: Canvas, board: list[Key]) -> None:
        palette = self.palette
        for number, key in enumerate(board):
            ground, ink = ("accent", "on_accent") if number == self.down else ("tile", "ink")
            canvas.fill(key.box, palette.style(ink, ground))
            canvas.frame(key.box, palette.style("accent", ground), palette.style("accent"))
            x = key.box.x + (key.box.width - len(key.label)) // 2
            y = key.box.y + (key.box.height - 1) // 2
            canvas.put(x, y, key.label, palette.style(ink, ground, bold=True))
