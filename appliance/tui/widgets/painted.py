"""The base of all our widgets: a place on the grid and a sheet that is painted when something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from textual.strip import Strip
from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp
    from appliance.tui.theme import Palette


class Painted(Widget):
    """A widget that draws itself on a `Canvas`."""

    def __init__(self) -> None:
        super().__init__()
        self._canvas: Canvas | None = None

    @property
    def kiosk(self) -> KioskApp:
        """The application."""
        return cast("KioskApp", self.app)

    @property
    def palette(self) -> Palette:
        """The colours of the present theme."""
        return self.kiosk.palette

    def at(self, box: Box) -> Self:
        """Stand at `box` of the page."""
        self.styles.position = "absolute"
        self.styles.offset = (box.x, box.y)
        self.styles.width = box.width
        self.styles.height = box.height
        return self

    def paint(self, canvas: Canvas) -> None:
        """Draw on the empty sheet."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Something changed: draw anew."""
        self._canvas = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Textual asks for one row."""
        width, height = self.size
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != (width, height):
            canvas = Canvas(width, height, self.palette.style())
            self.paint(canvas)
            self._canvas = canvas
        return canvas.strip(y) if y < height else Strip.blank(width)
