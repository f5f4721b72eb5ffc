"""The layout tree of a printed page: what it says and how it stands, for every width and medium alike.

A letter is stored as this tree, so that a reprint years later is the same whatever the templates became.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """A paragraph; a line feed in it ends a line. `size` 2 is double width and height on thermal paper.
    `roll_only` words speak of thermal paper and are left out on a sheet, which does not fade."""

    text: str
    align: Align = "left"
    bold: bool = False
    underline: bool = False
    italic: bool = False
    size: Literal[1, 2] = 1
    roll_only: bool = False


@dataclass(frozen=True)
class Field:
    """A line ``label : value``; the value hangs in a column when it wraps."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header; a line feed in a cell ends a line. `widths` are shares of the line, one a
    column."""

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
    """A QR code as its finished matrix, rows of ``0`` and ``1`` without quiet zone, so that every medium shows
    the very same modules. `payload` is the text it carries."""

    payload: str
    matrix: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """Two groups: on a sheet `main` stands at the right and `aside` at the left of it, on a roll `aside` comes
    after `main`. An aside (the seal) proves what the page says and is no part of it: see `words`."""

    main: tuple[Text | Field | Rule | Gap | Qr, ...]
    aside: tuple[Text | Field | Rule | Gap | Qr, ...]


Node = Text | Field | Table | Rule | Gap | Qr | Beside

_NAMES: dict[str, type[Any]] = {
    "text": Text,
    "field": Field,
    "table": Table,
    "rule": Rule,
    "gap": Gap,
    "qr": Qr,
    "beside": Beside,
}

_KEYS = {cls: name for name, cls in _NAMES.items()}


@dataclass(frozen=True)
class Page:
    """A finished page, from top to bottom."""

    nodes: tuple[Node, ...]

    def to_json(self) -> list[dict[str, Any]]:
        """Plain JSON of the tree; `from_json` gives the equal tree back."""
        return [_to_json(node) for node in self.nodes]

    @classmethod
    def from_json(cls, doc: list[dict[str, Any]]) -> Page:
        """The tree from its JSON. Raises KeyError or TypeError on a node that this release does not know."""
        return cls(tuple(_from_json(item) for item in doc))


def words(page: Page) -> str:
    """All that `page` says, in reading order with single spaces, whatever the width of the paper; asides and
    pictures left out. Made for a digest of the page."""
    parts: list[str] = []
    for node in page.nodes:
        for part in node.main if isinstance(node, Beside) else (node,):
            match part:
                case Text():
                    parts.append(part.text)
                case Field():
                    parts += [part.label, ":", part.value]
                case Table():
                    parts += [cell for row in (part.header, *part.rows) for cell in row]
                case _:
                    pass
    return " ".join(" ".join(parts).split())


def _to_json(node: Node) -> dict[str, Any]:
    values: dict[str, Any] = {"node": _KEYS[type(node)]}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(node, Beside):
            value = [_to_json(part) for part in value]
        values[item.name] = value
    return values


def _from_json(item: dict[str, Any]) -> Any:
    cls = _NAMES[item["node"]]
    values = {key: value for key, value in item.items() if key != "node"}
    if cls is Beside:
        return Beside(**{key: tuple(_from_json(part) for part in parts) for key, parts in values.items()})
    return cls(**{key: _frozen(value) for key, value in values.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list | tuple) else value
