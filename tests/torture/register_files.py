"""Extracts of a growing, changing village, and what an undisturbed terminal makes of each."""

from __future__ import annotations

import io
import random
import time
from dataclasses import dataclass
from pathlib import Path

from appliance.desk.import_residents import import_residents
from appliance.model.event import read_line
from appliance.registry.sampling import sample
from appliance.wiring import Terminal, found_terminal

CODE, NAME = "18.01.04.2001", "Desa Hajimena"
FIRST, MORE, FILES = 900, 150, 4
"""Rows of the first extract, rows that each later one has more, and how many extracts there are."""

_UNKNOWN, _GROUPS = b"TIDAK TAHU", (b"A", b"B", b"AB", b"O")

Register = dict[int, str]
"""Every resident's document as it is stored, by key."""


@dataclass(frozen=True)
class Extract:
    """A file, the register before and after it, its events as type and data, and the seconds that it took."""

    content: bytes
    before: Register
    after: Register
    events: list[tuple[str, dict[str, object]]]
    seconds: float


def extracts(folder: Path, seed: int) -> list[Extract]:
    """The extracts of one village, in the order of their import; the first has an empty register before it."""
    terminal = found_terminal(folder / "undisturbed", CODE, NAME)
    made = []
    for content in _contents(seed):
        before, known = register_of(terminal), terminal.books.journal.length()
        began = time.monotonic()
        import_residents(terminal.office, io.BytesIO(content))
        took = time.monotonic() - began
        events = resident_events(terminal.books.journal.lines()[known:])
        made.append(Extract(content, before, register_of(terminal), events, took))
    terminal.books.database.close()
    return made


def register_of(terminal: Terminal) -> Register:
    """The register, byte for byte. (The store keeps the names of tables as JSON.)"""
    engine = terminal.books.database.engine
    for number, name in engine.rows("SELECT number, name FROM tables"):
        if name == '"residents"':
            return dict(engine.rows(f"SELECT id, body FROM t{number} ORDER BY id"))  # noqa: S608 - a number
    return {}


def resident_events(lines: list[bytes]) -> list[tuple[str, dict[str, object]]]:
    """Type and data of those events that tell of a resident's row."""
    return [
        (event.type, dict(event.data)) for event in map(read_line, lines) if event.type.startswith("desa.resident.")
    ]


def _contents(seed: int) -> list[bytes]:
    """Each has more people than the one before, and another blood group for every fourth of them."""
    dice = random.Random(seed)
    header, *people = b"".join(sample(FIRST + MORE * (FILES - 1), seed)).splitlines(keepends=True)
    contents = []
    for number in range(FILES):
        for place in range(0, len(people), 4):
            people[place] = _other_group(people[place], dice)
        rejected = people[0].replace(b"18", b"xx", 1)
        contents.append(b"".join([header, *people[: FIRST + MORE * number], rejected]))
    return contents


def _other_group(row: bytes, dice: random.Random) -> bytes:
    cells = row.split(b",")
    cells[6] = dice.choice([group for group in (_UNKNOWN, *_GROUPS) if group != cells[6]])
    return b",".join(cells)
