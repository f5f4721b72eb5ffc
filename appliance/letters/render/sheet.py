"""How a page's nodes stand on a sheet: which of them form the signing block with the seal at its left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.model.layout import Field, Gap, Node, Page, Qr, Rule, Table, Text


@dataclass(frozen=True)
class Signing:
    """Right-aligned lines with their gaps, and the seal that stands in the free half left of them (or nothing)."""

    block: tuple[Text | Gap, ...]
    seal: tuple[Text | Qr, ...]


Part = Text | Field | Table | Rule | Gap | Qr | Signing


def parts(page: Page) -> list[Part]:
    """The nodes of `page` for a sheet: words about thermal paper left out, and the run of right-aligned lines
    joined with the seal that follows it."""
    nodes = [node for node in page.nodes if not (isinstance(node, Text) and node.roll_only)]
    found: list[Part] = []
    index = 0
    while index < len(nodes):
        if _right(nodes[index]):
            end = _end(nodes, index)
            seal_end = _seal_end(nodes, end)
            block = tuple(node for node in nodes[index:end] if isinstance(node, Text | Gap))
            seal = tuple(node for node in nodes[end:seal_end] if isinstance(node, Text | Qr))
            found.append(Signing(block, seal))
            index = seal_end
        else:
            found.append(nodes[index])
            index += 1
    return found


def boxes(table: Table) -> list[list[tuple[str, ...]]]:
    """The rows of `table` that belong together: a row with nothing but its first cell goes on the one before."""
    found: list[list[tuple[str, ...]]] = []
    for row in table.rows:
        if found and row[0] and not any(row[1:]):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _right(node: Node) -> bool:
    return isinstance(node, Text) and node.align == "right"


def _end(nodes: Sequence[Node], start: int) -> int:
    """Where the run of right-aligned lines ends, gaps between them included."""
    end = start
    for index in range(start, len(nodes)):
        if _right(nodes[index]):
            end = index + 1
        elif not isinstance(nodes[index], Gap):
            break
    return end


def _seal_end(nodes: Sequence[Node], start: int) -> int:
    """Where a seal that begins at `start` (after gaps) ends; `start` where there is none."""
    end = start
    for index in range(start, len(nodes)):
        node = nodes[index]
        if isinstance(node, Qr) or (isinstance(node, Text) and node.aside and end > start):
            end = index + 1
        elif not isinstance(node, Gap):
            break
    return end
