"""The slip's number, as big as its room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.tui.box import Box
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from PIL import Image


class NumberPicture(Picture):
    """A picture where there are pictures, else bold text."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def draw(self, width: int, height: int) -> Image.Image:
        """The number in the accent colour."""
        from PIL import Image, ImageDraw

        from appliance.tui.fonts import BOLD, font

        sheet = Image.new("RGB", (width, height), self.palette.paper)
        face = font(BOLD, height)
        scale = min(width * 0.98 / face.getlength(self._number), 1.0)
        face = font(BOLD, max(8, int(height * scale)))
        middle = (width / 2, height / 2)
        ImageDraw.Draw(sheet).text(middle, self._number, fill=self.palette.accent, font=face, anchor="mm")
        return sheet

    def paint(self, canvas: Canvas) -> None:
        """Bold on a filled plate, in the middle."""
        style = self.palette.style("on_accent", "accent", bold=True)
        plate = Box(0, 0, canvas.width, canvas.height).centred(min(canvas.width, 20), min(canvas.height, 3))
        canvas.fill(plate, style)
        canvas.put(
            plate.x + (plate.width - len(self._number)) // 2, plate.y + plate.height // 2, self._number, style
        )
