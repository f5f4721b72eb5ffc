"""Importer and clerk at work on one village; a kill at a random instant, a look at what is left."""

from __future__ import annotations

import io
import json
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from appliance.desk.import_residents import import_residents
from appliance.wiring import found_terminal, open_terminal
from tests.torture.child import Child
from tests.torture.register_files import CODE, NAME, Extract, extracts, register_of
from tests.torture.register_judge import Judge
from tests.torture.register_worker import Phase, edit, import_again
from tests.torture.verdict import Rows, Tell

PER_EXTRACT = 3
"""Kills before an import is let through to its end."""

AIMED, INSIDE = 0.5, 0.02
"""Share of the rounds in which the blow waits for a transaction, and the seconds within which it then falls."""

LONGER = 0.05
"""Seconds for which the other process may go on after the first blow."""


@dataclass
class Tally:
    """What was done to how many."""

    kills: int = 0
    blows: Counter[tuple[str, Phase]] = field(default_factory=Counter)
    extracts: int = 0
    rows: int = 0
    edits: int = 0
    cut: int = 0

    def table(self) -> Rows:
        """For the table."""
        inside = [(who, self.blows[who, Phase.INSIDE]) for who in ("importer", "clerk")]
        return [
            ("processes killed", 2 * self.kills),
            *((f"first one killed: {who} inside a transaction", count) for who, count in inside),
            ("imports found cut off between two batches", self.cut),
            ("extracts imported to the same bytes after all", self.extracts),
            ("rows in them", self.rows),
            ("edits answered, all kept with their event", self.edits),
        ]


def ordeal(count: int, seed: int, tell: Tell) -> Rows:
    """Kill so many times while an extract is imported and a clerk changes settings, clerks and cards. Raises
    `Broken` at the first promise that was not kept."""
    dice, tally = random.Random(seed), Tally()
    while tally.kills < count:
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            _one_village(Path(folder), count, dice, tally)
        tell(f"{tally.kills} kills, {tally.extracts} extracts, {tally.edits} edits")
    return tally.table()


def _one_village(folder: Path, count: int, dice: random.Random, tally: Tally) -> None:
    first, *others = extracts(folder, dice.randrange(10**6))
    terminal = found_terminal(folder / "state", CODE, NAME)
    import_residents(terminal.office, io.BytesIO(first.content))
    judge = Judge(terminal.state, terminal.books.journal.lines())
    niks = [nik for body in first.after.values() if (nik := json.loads(body)["nik"])]
    terminal.books.database.close()
    for extract in others:
        judge.begun = len(judge.lines)
        for _ in range(min(PER_EXTRACT, count - tally.kills)):
            _round(judge, extract, niks, dice, tally)
        _let_through(judge, extract)
        tally.extracts += 1
        tally.rows += len(extract.after)
        if tally.kills == count:
            break
    tally.edits += judge.edits
    tally.cut += judge.cut


def _round(judge: Judge, extract: Extract, niks: list[str], dice: random.Random, tally: Tally) -> None:
    """Two processes, two kills; the first one is counted."""
    works = {
        "importer": partial(import_again, judge.state, extract.content),
        "clerk": partial(edit, judge.state, niks, dice.randrange(10**9)),
    }
    children = [(who, Child(work)) for who, work in works.items()]
    time.sleep(dice.uniform(0, 1.2 * extract.seconds))
    dice.shuffle(children)
    (who, victim), (_other, other) = children
    if dice.random() < AIMED:
        victim.wait_for(Phase.INSIDE)
        time.sleep(dice.uniform(0, INSIDE))
    tally.blows[who, Phase(victim.kill())] += 1
    tally.kills += 1
    time.sleep(dice.choice([0.0, dice.uniform(0, LONGER)]))
    other.kill()
    judge.look(extract, victim.answers() + other.answers())


def _let_through(judge: Judge, extract: Extract) -> None:
    """Import once more, to the end."""
    terminal = open_terminal(judge.state)
    import_residents(terminal.office, io.BytesIO(extract.content))
    judge.lines, register = terminal.books.journal.lines(), register_of(terminal)
    terminal.books.database.close()
    judge.complete(extract, register)
