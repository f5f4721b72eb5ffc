"""A page set in lines of a fixed number of columns: what text preview, thermal paper and its picture share."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.model.layout import Align, Field, Gap, Page, Qr, Rule, Table, Text


@dataclass(frozen=True)
class TextLine:
    """One line of text, not padded. `size` 2 counts double: such a line has at most half the columns."""

    text: str
    align: Align = "left"
    bold: bool = False
    underline: bool = False
    italic: bool = False
    size: int = 1


@dataclass(frozen=True)
class RuleLine:
    """A rule across the paper."""

    heavy: bool = False


@dataclass(frozen=True)
class QrBlock:
    """A QR code, centred."""

    qr: Qr


Block = TextLine | RuleLine | QrBlock


def typeset(page: Page, columns: int) -> list[Block]:
    """Set `page` in lines of at most `columns` letters; words break only when longer than a line."""
    blocks: list[Block] = []
    for node in page.nodes:
        match node:
            case Text():
                lines = wrap(node.text, columns // node.size)
                blocks += [
                    TextLine(line, node.align, node.bold, node.underline, node.italic, node.size) for line in lines
                ]
            case Field():
                blocks += [TextLine(line) for line in _field(node, columns)]
            case Table():
                blocks += _table(node, columns)
            case Rule():
                blocks.append(RuleLine(node.heavy))
            case Gap():
                blocks += [TextLine("")] * node.lines
            case Qr():
                blocks.append(QrBlock(node))
    return blocks


def wrap(text: str, width: int) -> list[str]:
    """Break `text` at spaces into lines of at most `width` letters; an over-long word is cut, after a slash or
    hyphen where it has one."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while len(word) > width:
            if line:
                lines.append(line)
                line = ""
            end = max(word.rfind("/", 0, width), word.rfind("-", 0, width)) + 1 or width
            lines.append(word[:end])
            word = word[end:]
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line or not lines:
        lines.append(line)
    return lines


LABEL_COLUMNS = {48: 18, 32: 12}
"""Columns of a field's label at 80 and 58 mm; other widths take three eighths."""


def _field(node: Field, columns: int) -> list[str]:
    label_width = LABEL_COLUMNS.get(columns, columns * 3 // 8)
    labels = wrap(node.label, label_width - 1)
    values = wrap(node.value, columns - label_width - 2)
    rows = max(len(labels), len(values))
    labels += [""] * (rows - len(labels))
    values += [""] * (rows - len(values))
    mark = [": "] + ["  "] * (rows - 1)
    return [
        f"{label:<{label_width}}{sign}{value}".rstrip()
        for label, sign, value in zip(labels, mark, values, strict=True)
    ]


def _table(node: Table, columns: int) -> list[Block]:
    widths = _widths(node, columns)
    blocks: list[Block] = [TextLine(line, bold=True) for line in _row(node.header, widths)]
    blocks.append(RuleLine())
    for row in node.rows:
        blocks += [TextLine(line) for line in _row(row, widths)]
    blocks.append(RuleLine())
    return blocks


def _widths(node: Table, columns: int) -> list[int]:
    """Letters of each column: its share of the line, and yet room for its longest word where that has at most a
    third of the line; what a column needs more, the ones with most to spare give."""
    room = columns - len(node.widths) + 1
    needs = [
        max(1, min(columns // 3, max(len(word) for cell in cells for word in (cell.split() or [""]))))
        for cells in zip(node.header, *node.rows, strict=True)
    ]
    shares = [room * share // sum(node.widths) for share in node.widths]
    widths = [max(share, need) for share, need in zip(shares, needs, strict=True)]
    while sum(widths) > room and max(widths) > 1:
        spare = [width - need for width, need in zip(widths, needs, strict=True)]
        index = spare.index(max(spare)) if max(spare) > 0 else widths.index(max(widths))
        widths[index] -= 1
    return widths


def _row(cells: tuple[str, ...], widths: list[int]) -> list[str]:
    columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    lines = []
    for index in range(height):
        parts = [
            (column[index] if index < len(column) else "").ljust(width)
            for column, width in zip(columns, widths, strict=True)
        ]
        lines.append(" ".join(parts).rstrip())
    return lines
