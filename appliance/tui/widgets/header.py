"""The first row of every page."""

from __future__ import annotations

from appliance.tui.text import shorten
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted

VILLAGE_LETTERS = 28
"""Room for the village at 48 columns; the rest belongs to the step."""


class Header(Painted):
    """The village at the left, the step or the time at the right."""

    def __init__(self, village: str, right: str) -> None:
        super().__init__()
        self.village = village
        self.right = right

    def set_right(self, text: str) -> None:
        """Change the right corner."""
        if text != self.right:
            self.right = text
            self.repaint()

    def set_village(self, name: str) -> None:
        """The village's name has come."""
        self.village = name
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """One filled row."""
        style = self.palette.style("on_accent", "accent", bold=True)
        canvas.put(0, 0, " " * canvas.width, style)
        room = max(VILLAGE_LETTERS, canvas.width - len(self.right) - 3)
        canvas.put(1, 0, shorten(self.village, min(room, canvas.width - len(self.right) - 3)), style)
        canvas.put(canvas.width - len(self.right) - 1, 0, self.right, style)
