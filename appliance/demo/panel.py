"""What stands beside the kiosk in the demo: drawer, broker, province, and the newest paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from appliance.demo.words import told
from appliance.demo.world import CLERK, PIN
from appliance.model.typeset import wrap
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

    def rows(self, width: int) -> list[tuple[str, bool]]:
        """Text of at most `width` letters and whether it is bold."""
        raise NotImplementedError

    def told(self, text: str) -> str:
        """In the language that the kiosk speaks now."""
        return told(text, self.kiosk.language)

    def paint(self, canvas: Canvas) -> None:
        """A tinted sheet with its rows."""
        palette = self.palette
        canvas.fill(Box(0, 0, canvas.width, canvas.height), palette.style("ink", "tile"))
        for y, (text, bold) in enumerate(self.rows(canvas.width - 2)[: canvas.height]):
            canvas.put(1, y, clean(text)[: canvas.width - 2], palette.style("ink", "tile", bold=bold))


class DrawerPanel(_Panel):
    """The keys of the demo and the way to the province."""

    ROWS = 18

    def rows(self, width: int) -> list[tuple[str, bool]]:
        """Cards, broker, roll, province."""
        standing, told = self.standing, self.told
        rows = [(told("Laci KTP: tekan angka"), True)]
        for place, (label, what) in enumerate(standing.drawer, 1):
            rows += [(f"[{place}] {told(label)}", True), (f"    {told(what)}", False)]
        broker = told("Broker provinsi: HIDUP" if standing.broker_up else "Broker provinsi: MATI")
        roll = told("Kertas printer: ada" if standing.roll else "Kertas printer: HABIS")
        rows += [
            ("", False),
            (f"[b] {broker}", True),
            (f"    {standing.waiting} {told('peristiwa menunggu')}", False),
            (f"    {standing.province} {told('ada di provinsi')}", False),
            (f"[p] {roll}", True),
            (f"    {told('Petugas')}: {CLERK}, PIN {PIN}", False),
            (f"[q] {told('Selesai (ctrl+q selalu)')}", True),
        ]
        return rows


class PaperPanel(_Panel):
    """The newest paper, as the printer of software printed it."""

    def rows(self, width: int) -> list[tuple[str, bool]]:
        """From the top, as far as the panel goes; a panel narrower than the paper gets its lines wrapped."""
        standing, told = self.standing, self.told
        head = [(told("Kertas terbaru"), True)]
        if not standing.paper:
            return [*head, (told("belum ada"), False)]
        if standing.picture is not None:
            head.append((f"{told('gambar')}: {standing.picture}", False))
        lines = [line for line in standing.paper if line != "[picture]"]
        if width < max(map(len, lines), default=0):
            lines = [row for line in lines for row in _narrow(line.strip(), width)]
        return [*head, *((line, False) for line in lines)]


def _narrow(line: str, width: int) -> list[str]:
    """A rule stays one row, text is wrapped."""
    return [line[:width]] if set(line) <= set("=-") else wrap(line, width)
