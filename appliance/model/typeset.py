"""A page set in lines of a fixed number of columns: what text preview, thermal paper and its picture share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from appliance.model.layout import Align, Beside, Field, Gap, Node, Page, Qr, Rule, Table, Text


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
    return _blocks(page.nodes, columns)


def _blocks(nodes: Iterable[Node], columns: int) -> list[Block]:
    blocks: list[Block] = []
    for node in nodes:
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
            case Beside():
                blocks += _blocks((*node.main, *node.aside), columns)
    return blocks


def wrap(text: str, width: int) -> list[str]:
    """Break `text` at line feeds, and at spaces into lines of at most `width` letters; an over-long word is cut."""
    return [line for part in text.split("\n") for line in _wrap_line(part, width)]


def _wrap_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        while len(word) > width:
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:width])
            word = word[width:]
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
    total = sum(node.widths)
    widths = [max(1, (columns - len(node.widths) + 1) * share // total) for share in node.widths]
    blocks: list[Block] = [TextLine(line, bold=True) for line in _row(node.header, widths)]
    blocks.append(RuleLine())
    for row in node.rows:
        blocks += [TextLine(line) for line in _row(row, widths)]
    blocks.append(RuleLine())
    return blocks


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
