"""A page as PDF on F4 or A4: the lasting copy, since thermal paper fades.

The same page gives the same bytes on every machine: the fonts come with reportlab and are embedded, and no date or
random id is written. The QR stands as vector modules, sharp at any size. Margins are those of village letters (fact
sheet "village office", section 3): left and right 1.8 cm, top 0.6, bottom 1.4.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from appliance.letters.qr import complete
from appliance.letters.render import ink
from appliance.letters.render.sheet import Part, Signing, boxes, parts
from appliance.model.layout import Field, Gap, Page, Qr, Rule, Table, Text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
"""Points of a millimetre."""

PAPER: dict[str, tuple[float, float]] = {"F4": (215 * MM, 330 * MM), "A4": (210 * MM, 297 * MM)}
"""Width and height in points."""

SIDE, TOP, BOTTOM = 18 * MM, 6 * MM, 14 * MM

SIZE, SMALL = 11.0, 8.5
LEAD = 1.45
"""Height of a line in its letters' size."""

LABEL = 42 * MM
"""Where the colon of a field stands."""

SEAL = 34 * MM
"""Edge of a seal's QR, without its quiet zone."""


SCALES = (1.0, 0.94, 0.88)
"""A letter that runs over one sheet is set smaller, so that no last line stands alone on a second one."""


def to_pdf(page: Page, paper: Literal["F4", "A4"] = "F4", title: str = "") -> bytes:
    """The page as PDF; `title` is what a viewer shows above it."""
    page = complete(page)
    for scale in SCALES:
        sheets = _Sheets(paper, title, scale).set(page)
        if sheets.count == 1:
            return sheets.bytes()
    count = _Sheets(paper, title).set(page).count
    return _Sheets(paper, title, total=count).set(page).bytes()


class _Sheets:
    """One PDF that grows downwards. `total` is how many sheets it will have, for "halaman 1 dari 2". With a `scale`
    the sheet counts as larger and is drawn smaller, margins apart."""

    def __init__(self, paper: str, title: str, scale: float = 1.0, total: int | None = None) -> None:
        from reportlab.pdfgen.canvas import Canvas

        ink.load()
        self._buffer = io.BytesIO()
        wide, high = PAPER[paper]
        font: Any = ink.REGULAR  # the stubs take this parameter for a number
        self._canvas: Canvas = Canvas(
            self._buffer, pagesize=(wide, high), invariant=1, lang="id", initialFontName=font
        )
        self._canvas.setTitle(title)
        self._canvas.scale(scale, scale)
        self._scale = scale
        self._width, self._height = wide / scale, high / scale
        self._side, self._bottom = SIDE / scale, BOTTOM / scale
        self._room = self._width - 2 * self._side
        self._y = self._height - TOP / scale
        self._total = total
        self._signed = False
        self.count = 1

    def set(self, page: Page) -> _Sheets:
        """Draw every part, top to bottom."""
        for part in parts(page):
            self._part(part)
        self._number()
        self._canvas.showPage()
        return self

    def bytes(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _part(self, part: Part) -> None:
        match part:
            case Text():
                self._text(part)
            case Field():
                self._field(part)
            case Table():
                self._table(part)
            case Rule():
                self._rule(part.heavy)
            case Gap():
                self._down(SIZE * LEAD * 0.7 * part.lines)
            case Qr():
                self._down(SEAL + 4 * MM)
                self._qr(part, self._width / 2, self._y + 2 * MM)
            case Signing():
                self._signing(part)

    def _down(self, height: float) -> None:
        """Take `height` of the sheet, or begin a new one."""
        if self._y - height < self._bottom:
            self._number()
            self._canvas.showPage()
            self._canvas.scale(self._scale, self._scale)
            self.count += 1
            self._y = self._height - self._bottom
        self._y -= height

    def _number(self) -> None:
        if self._total is not None:
            text = f"halaman {self.count} dari {self._total}"
            x = self._width - self._side - ink.width(text, ink.REGULAR, SMALL)
            ink.draw(self._canvas, x, self._bottom / 2, text, ink.REGULAR, SMALL)

    def _text(self, node: Text) -> None:
        font, size = _style(node, self._signed)
        lines = ink.lines(node.text, font, size, self._room)
        for index, line in enumerate(lines):
            self._down(size * LEAD)
            if node.align == "left" and index < len(lines) - 1:
                ink.draw_filled(self._canvas, self._side, self._base(size), line, font, size, self._room)
            else:
                middle = {"left": self._side, "right": self._width - self._side, "center": self._width / 2}[
                    node.align
                ]
                self._placed(node, line, middle, font, size)

    def _placed(self, node: Text, line: str, middle: float, font: str, size: float) -> None:
        """One line at, before or around `middle`, as its node is aligned."""
        wide = ink.width(line, font, size)
        x = middle - {"left": 0.0, "center": wide / 2, "right": wide}[node.align]
        base = self._base(size)
        ink.draw(self._canvas, x, base, line, font, size)
        if node.underline:
            self._line(x, x + wide, base - 2, 0.8)

    def _base(self, size: float) -> float:
        return self._y + size * (LEAD - 1)

    def _field(self, node: Field) -> None:
        value_x = self._side + LABEL + 3 * MM
        values = ink.lines(node.value, ink.REGULAR, SIZE, self._width - self._side - value_x)
        labels = ink.lines(node.label, ink.REGULAR, SIZE, LABEL - 2 * MM)
        for index in range(max(len(values), len(labels))):
            self._down(SIZE * LEAD)
            base = self._base(SIZE)
            if index < len(labels):
                ink.draw(self._canvas, self._side, base, labels[index], ink.REGULAR, SIZE)
            if index == 0:
                ink.draw(self._canvas, self._side + LABEL, base, ":", ink.REGULAR, SIZE)
            if index < len(values):
                ink.draw(self._canvas, value_x, base, values[index], ink.REGULAR, SIZE)

    def _table(self, node: Table) -> None:
        self._down(2 * MM)
        total = sum(node.widths)
        widths = [self._room * share / total for share in node.widths]
        self._box([node.header], widths, ink.BOLD)
        for rows in boxes(node):
            self._box(rows, widths, ink.REGULAR)
        self._down(4 * MM)

    def _box(self, rows: list[tuple[str, ...]], widths: list[float], font: str) -> None:
        """Rows inside one frame: a person's name with the NIK below it."""
        pad, size = 1.5 * MM, SIZE - 1
        columns = [
            [line for cell in cells if cell for line in ink.lines(cell, font, size, wide - 2 * pad)]
            for cells, wide in zip(zip(*rows, strict=True), widths, strict=True)
        ]
        height = max(len(column) for column in columns) * size * LEAD + pad
        self._down(height)
        x = self._side
        for column, wide in zip(columns, widths, strict=True):
            self._canvas.setLineWidth(0.5)
            self._canvas.rect(x, self._y, wide, height)
            for index, line in enumerate(column):
                base = self._y + height - pad / 2 - (index + 1) * size * LEAD + size * (LEAD - 1)
                ink.draw(self._canvas, x + pad, base, line, font, size)
            x += wide

    def _rule(self, heavy: bool) -> None:
        self._down(3 * MM)
        middle = self._y + 1.5 * MM
        if heavy:
            self._line(self._side, self._width - self._side, middle + 0.9, 2.2)
            self._line(self._side, self._width - self._side, middle - 1.8, 0.6)
            self._down(2 * MM)
        else:
            self._line(self._side, self._width - self._side, middle, 0.5)

    def _signing(self, part: Signing) -> None:
        """The block around the middle of the right half, the seal around that of the left half."""
        half = self._room * 0.46
        columns = ((part.seal, self._side + half / 2), (part.block, self._width - self._side - half / 2))
        height = max(sum(_height(node, half) for node in nodes) for nodes, _middle in columns)
        self._down(height)
        end = self._y
        for nodes, middle in columns:
            self._y = end + height
            for node in nodes:
                self._centred(node, middle, half)
        self._y = end
        self._signed = True

    def _centred(self, node: Text | Gap | Qr, middle: float, room: float) -> None:
        match node:
            case Text():
                font, size = _style(node, node.aside)
                for line in ink.lines(node.text, font, size, room):
                    self._y -= size * LEAD
                    self._placed(replace(node, align="center"), line, middle, font, size)
            case Gap():
                self._y -= _height(node, room)
            case Qr():
                self._y -= _height(node, room)
                self._qr(node, middle, self._y + 2 * MM)

    def _qr(self, qr: Qr, middle: float, bottom: float) -> None:
        """Each run of dark modules as one rectangle, so that no seams show between them."""
        modules = len(qr.matrix)
        size = SEAL / modules
        left = middle - SEAL / 2
        path = self._canvas.beginPath()
        for row, line in enumerate(qr.matrix):
            y = bottom + SEAL - (row + 1) * size
            column = 0
            while column < modules:
                end = column
                while end < modules and line[end] == "1":
                    end += 1
                if end > column:
                    path.rect(left + column * size, y, (end - column) * size, size)
                column = end + 1
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _line(self, x1: float, x2: float, y: float, thick: float) -> None:
        self._canvas.setLineWidth(thick)
        self._canvas.line(x1, y, x2, y)


def _height(node: Text | Gap | Qr, room: float) -> float:
    """Height of a node in the signing block, whose gaps are full lines: they make room for stamp and signature."""
    match node:
        case Text():
            font, size = _style(node, node.aside)
            return len(ink.lines(node.text, font, size, room)) * size * LEAD
        case Gap():
            return node.lines * SIZE * LEAD
        case Qr():
            return SEAL + 4 * MM


def _style(node: Text, small: bool) -> tuple[str, float]:
    font = ink.BOLD if node.bold else ink.ITALIC if node.italic else ink.REGULAR
    if node.size == 2:
        return font, 16.0
    if node.aside and node.bold:
        return font, SIZE
    return font, SMALL if small else SIZE
