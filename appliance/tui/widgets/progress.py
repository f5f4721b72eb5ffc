"""A bar that fills."""

from __future__ import annotations

from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted

_EIGHTHS = " ▏▎▍▌▋▊▉"


class Bar(Painted):
    """A determinate bar; `share` is 0 to 1."""

    def __init__(self, share: float = 0.0) -> None:
        super().__init__()
        self.share = share

    def set_share(self, share: float) -> None:
        """Fill to `share`."""
        share = min(1.0, max(0.0, share))
        if share != self.share:
            self.share = share
            self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """The filled part in eighths of a cell."""
        style = self.palette.style("accent", "track")
        eighths = round(self.share * canvas.width * 8)
        row = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
        for y in range(canvas.height):
            canvas.put(0, y, row.ljust(canvas.width), style)
