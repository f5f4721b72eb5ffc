"""What stands beside the kiosk in the demo: drawer, broker, province, and the newest paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from appliance.tui.box import Box
from appliance.tui.text import clean
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.painted import Painted


@dataclass
class Standing:
    """How things stand; it belongs to the application, since panels are made anew on every page."""

    drawer: tuple[tuple[str, str], ...]
    broker_up: bool = False
    roll: bool = True
    waiting: int = 0
    province: int = 0
    paper: list[str] = field(default_factory=list)
    picture: Path | None = None


class _Panel(Painted):
    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.standing = standing

    def rows(self) -> list[tuple[str, bool]]:
        """Text and whether it is bold."""
        raise NotImplementedError

    def paint(self, canvas: Canvas) -> None:
        """A tinted sheet with its rows."""
        palette = self.palette
        canvas.fill(Box(0, 0, canvas.width, canvas.height), palette.style("ink", "tile"))
        for y, (text, bold) in enumerate(self.rows()[: canvas.height]):
            canvas.put(1, y, clean(text)[: canvas.width - 2], palette.style("ink", "tile", bold=bold))


class DrawerPanel(_Panel):
    """The keys of the demo and the way to the province."""

    ROWS = 18

    def rows(self) -> list[tuple[str, bool]]:
        """Cards, broker, roll, province."""
        standing = self.standing
        rows = [("Laci KTP: tekan angka", True)]
        for place, (label, what) in enumerate(standing.drawer, 1):
            rows += [(f"[{place}] {label}", True), (f"    {what}", False)]
        rows += [
            ("", False),
            (f"[b] Broker provinsi: {'HIDUP' if standing.broker_up else 'MATI'}", True),
            (f"    {standing.waiting} peristiwa menunggu", False),
            (f"    {standing.province} ada di provinsi", False),
            (f"[p] Kertas printer: {'ada' if standing.roll else 'HABIS'}", True),
            ("    Petugas: Wati, PIN 246810", False),
            ("[q] Selesai (ctrl+q di mana pun)", True),
        ]
        return rows


class PaperPanel(_Panel):
    """The newest paper, as the printer of software printed it."""

    def rows(self) -> list[tuple[str, bool]]:
        """The end of the paper where it is longer than the panel."""
        standing = self.standing
        head = [("Kertas terbaru", True)]
        if not standing.paper:
            return [*head, ("belum ada", False)]
        if standing.picture is not None:
            head.append((f"gambar: {standing.picture}", False))
        lines = [line for line in standing.paper if line != "[picture]"]
        return [*head, *((line, False) for line in lines)]
