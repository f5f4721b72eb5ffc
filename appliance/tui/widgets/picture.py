"""Pictures on the grid: the seal's code, the slip's number, a part of the letter.

In a terminal with sixel or kitty graphics the picture is shown by textual-image; `picture.py` paints it into its
own sheet. Without either the widget says in text what it can, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from PIL import Image


class Picture(Painted):
    """Subclasses draw for a size in pixels, and say in text what can be said."""

    def draw(self, width: int, height: int) -> Image.Image:
        """The picture, exactly this many pixels."""
        raise NotImplementedError

    def paint(self, canvas: Canvas) -> None:
        """What stands there in text."""

    def image_for(self, cell: tuple[int, int]) -> Image.Image | None:
        """The picture for a cell of this many pixels, or None where text is shown."""
        if self.kiosk.pictures == "none" or not self.size:
            return None
        return self.draw(self.size.width * cell[0], self.size.height * cell[1])

    def compose(self) -> ComposeResult:
        """In a terminal: textual-image's own widget over all of this one."""
        if self.kiosk.pictures == "terminal":
            from textual_image import widget as library
            from textual_image._terminal import get_cell_size

            from appliance.tui.widgets.sixels import SixelImage

            cell = get_cell_size()
            width, height = int(self.styles.width.value), int(self.styles.height.value)  # type: ignore[union-attr]
            kind = SixelImage if library.Image is library.SixelImage else library.Image
            shown = kind(self.draw(width * cell.width, height * cell.height))
            shown.styles.width, shown.styles.height = width, height
            yield shown
