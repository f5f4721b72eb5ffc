"""The table of what was survived: for the terminal, and kept in the page on reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.torture.verdict import Rows

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- counted by make torture -->\n", "<!-- end of what was counted -->"


@dataclass(frozen=True)
class Done:
    """An ordeal that was survived."""

    title: str
    faults: int
    rows: Rows


def as_text(survived: Sequence[Done]) -> str:
    """Two columns, as wide as they have to be."""
    lines = [
        *(line for done in survived for line in [(done.title, str(done.faults)), *_inner(done, "  ")]),
        ("faults survived", str(_all(survived))),
    ]
    width = max(len(name) for name, _value in lines) + 2
    return "\n".join(f"{name:<{width}}{value}" for name, value in lines)


def write(survived: Sequence[Done], seed: int) -> None:
    """Keep it in the page. Raises ValueError where the page has no place for it."""
    text = PAGE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for the table")
    PAGE.write_text(before + begin + "\n" + _markdown(survived, seed) + "\n" + end + after, encoding="utf-8")


def _markdown(survived: Sequence[Done], seed: int) -> str:
    lines = ["| fault, and what was counted | |", "|---|---:|"]
    for done in survived:
        lines += [f"| **{done.title}** | **{done.faults}** |"]
        lines += [f"| {name} | {value} |" for name, value in _inner(done, "")]
    lines += [f"| **faults survived** (seed {seed}) | **{_all(survived)}** |", ""]
    return "\n".join(lines)


def _inner(done: Done, indent: str) -> list[tuple[str, str]]:
    return [(indent + name, f"{value:,}" if isinstance(value, int) else str(value)) for name, value in done.rows]


def _all(survived: Sequence[Done]) -> int:
    return sum(done.faults for done in survived)
