"""The seal's QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.model.layout import Qr
from appliance.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from PIL import Image

QUIET = 4
"""Modules of quiet zone that the standard wants (ISO/IEC 18004)."""


class CodePicture(Picture):
    """Black on white in both themes, each module a whole number of pixels."""

    def __init__(self, qr: Qr) -> None:
        super().__init__()
        self._qr = qr

    def draw(self, width: int, height: int) -> Image.Image:
        """As big as fits, in the middle of a white sheet."""
        from PIL import Image

        rows = self._qr.matrix
        side = len(rows)
        small = Image.new("1", (side, side))
        small.putdata([255 * (module == "0") for row in rows for module in row])
        pixels = min(width, height) // (side + 2 * QUIET) or min(width, height) // (side + 4) or 1
        code = small.resize((side * pixels, side * pixels))
        sheet = Image.new("RGB", (width, height), "white")
        sheet.paste(code, ((width - code.width) // 2, (height - code.height) // 2))
        return sheet
