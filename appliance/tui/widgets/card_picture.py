"""The drawing on the first page: a KTP coming down on the reader's box."""

from __future__ import annotations

from appliance.tui.box import Box
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted


class CardPicture(Painted):
    """24 x 6 cells of block elements."""

    def paint(self, canvas: Canvas) -> None:
        """A card with photo and lines, arrows, the box."""
        palette = self.palette
        card, light = palette.style("on_accent", "accent", bold=True), palette.style("tile", "accent")
        page = palette.style("accent")
        box = Box(3, 0, 18, min(4, canvas.height - 2))
        canvas.fill(box, card)
        canvas.put(box.x + 2, 0, "KTP", card)
        for y in range(1, box.height):
            canvas.put(box.x + 2, y, "━━━━━━━━"[: 8 - y], light)
            canvas.put(box.x + 12, y, "████" if y < box.height - 1 else "▀▀▀▀", light)
        canvas.put(8, box.bottom, "▼  ▼  ▼", page)
        canvas.put(0, box.bottom + 1, "▔" * canvas.width, page)
