"""The layout tree of a printed page: what it says and how it stands, for every width and medium alike.

A letter is stored as this tree, so that a reprint years later is the same whatever the templates became.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, Literal

from appliance.model.errors import ApplianceError
from appliance.model.sound import malformed

Align = Literal["left", "center", "right"]

_COLUMN_LIMIT = 12
_GAP_LIMIT = 200
_PAYLOAD_LIMIT = 1000
"""Far above every page that is made, and yet no page that eats the memory."""


@dataclass(frozen=True)
class Text:
    """A paragraph. `size` 2 is double width and height on thermal paper.

    `aside` words stand beside the seal and are no part of what the page says (see `words`); on a sheet they and
    the seal stand in the free half left of the right-aligned lines before them. `roll_only` words speak of thermal
    paper and are left out on a sheet, which does not fade.
    """

    text: str
    align: Align = "left"
    bold: bool = False
    underline: bool = False
    italic: bool = False
    size: Literal[1, 2] = 1
    aside: bool = False
    roll_only: bool = False


@dataclass(frozen=True)
class Field:
    """A line ``label : value``; the value hangs in a column when it wraps."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header. `widths` are shares of the line, one a column."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Rule:
    """A line across the page; `heavy` is the double line under a letterhead."""

    heavy: bool = False


@dataclass(frozen=True)
class Gap:
    """Empty room, in text lines (room for stamp and signature)."""

    lines: int = 1


@dataclass(frozen=True)
class Qr:
    """A QR code: `payload` is the text it carries, `matrix` its modules as rows of ``0`` and ``1`` without quiet
    zone. A stored page has no matrix; one fixed rule draws it for every medium alike (`letters.qr.complete`)."""

    payload: str
    matrix: tuple[str, ...] = ()


Node = Text | Field | Table | Rule | Gap | Qr

_NAMES: dict[str, type[Any]] = {
    "text": Text,
    "field": Field,
    "table": Table,
    "rule": Rule,
    "gap": Gap,
    "qr": Qr,
}


_USUAL: dict[type[Any], tuple[str, dict[str, Any]]] = {
    cls: (name, {field.name: field.default for field in fields(cls)}) for name, cls in _NAMES.items()
}
"""Name and defaults of each sort of node."""


@dataclass(frozen=True)
class Page:
    """A finished page, from top to bottom."""

    nodes: tuple[Node, ...]

    def to_json(self) -> list[dict[str, Any]]:
        """Plain JSON of the tree; `from_json` gives the equal tree back. What is as usual is left out, so a default
        above can never change: it is part of every stored letter."""
        return [_to_json(node) for node in self.nodes]

    @classmethod
    def from_json(cls, doc: list[dict[str, Any]]) -> Page:
        """The tree from its JSON, whatever a foreign hand made of it. Raises E-STO-01 for what this release would
        not have written."""
        try:
            return cls(tuple(_from_json(item) for item in doc))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ApplianceError("E-STO-01", reason="halaman surat") from error


def words(page: Page) -> str:
    """All that `page` says, in reading order with single spaces, whatever the width of the paper; seal and asides
    left out. Made for a digest of the page."""
    parts: list[str] = []
    for node in page.nodes:
        match node:
            case Text(aside=False):
                parts.append(node.text)
            case Field():
                parts += [node.label, ":", node.value]
            case Table():
                parts += [cell for row in (node.header, *node.rows) for cell in row]
            case _:
                pass
    return " ".join(" ".join(parts).split())


def _to_json(node: Node) -> dict[str, Any]:
    name, usual = _USUAL[type(node)]
    return {"node": name} | {key: value for key, value in vars(node).items() if value != usual[key]}


def _from_json(item: dict[str, Any]) -> Node:
    """One node. Raises one of the errors that `Page.from_json` expects."""
    values = {key: _frozen(value) for key, value in item.items() if key != "node"}
    node: Node = _NAMES[item["node"]](**values)
    if malformed(node) or not _is_sound(node):
        raise ValueError("no node of ours")
    return node


def _is_sound(node: Node) -> bool:
    """Whether what a node holds, each of the right type, can be set on a page."""
    match node:
        case Table():
            columns = len(node.header)
            same = all(len(row) == columns for row in (node.widths, *node.rows))
            return 0 < columns <= _COLUMN_LIMIT and same and min(node.widths) > 0
        case Gap():
            return 0 <= node.lines <= _GAP_LIMIT
        case Qr():
            square = all(re.fullmatch(f"[01]{{{len(node.matrix)}}}", row) for row in node.matrix)
            return node.payload.isascii() and 0 < len(node.payload) <= _PAYLOAD_LIMIT and square
    return True


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list | tuple) else value
