"""A tile or button: the whole rectangle is the target."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from appliance.model.layout import Align
from appliance.tui.box import Box
from appliance.tui.text import clean
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.touch import Touchable


class Tile(Touchable, can_focus=True):
    """One or two lines in an edge. `main` is filled: the one clear verb of a page. `told` as in `Line`: a name
    on a tile is data."""

    def __init__(
        self,
        press: Callable[[], None],
        *lines: str,
        main: bool = False,
        safe: bool = False,
        align: Align = "center",
        told: bool = True,
    ) -> None:
        super().__init__()
        self.press = press
        self.lines = lines
        self.main = main
        self.safe = safe
        self.told = told
        self._align = align

    def set_lines(self, *lines: str) -> None:
        """Another label."""
        self.lines = lines
        self.repaint()

    def target_at(self, x: int, y: int) -> int | None:
        """All of it."""
        return 0

    def fire(self, target: int) -> None:
        """Do what the tile is for."""
        self.press()

    def on_key(self, event: events.Key) -> None:
        """Enter or space press the tile that has the focus."""
        if event.key in ("enter", "space"):
            event.stop()
            if self.allowed():
                self.press()

    def on_focus(self) -> None:
        """A thick edge shows where the keyboard stands."""
        self.repaint()

    def on_blur(self) -> None:
        """The keyboard went on."""
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """Fill, edge and lines."""
        palette, pressed = self.palette, self.down is not None
        ground, ink = ("accent", "on_accent") if self.main else ("tile", "ink")
        if pressed:
            ground, ink = ("ink", "paper") if self.main else ("accent", "on_accent")
        box = Box(0, 0, canvas.width, canvas.height)
        canvas.fill(box, palette.style(ink, ground))
        canvas.frame(box, palette.style("accent", ground), palette.style("accent"), thick=self.has_focus)
        style = palette.style(ink, ground, bold=True)
        y = (canvas.height - len(self.lines)) // 2
        for line in self.lines:
            text = clean(line)
            x = 2 if self._align == "left" else (canvas.width - len(text)) // 2
            canvas.put(x, y, text[: canvas.width - 2], style)
            y += 1
