"""Rounds of torture: two processes at work on one village, a kill at a random instant, a look at what is left."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from tests.torture.child import Child
from tests.torture.judge import Judge
from tests.torture.verdict import Rows, Tell
from tests.torture.village import Village
from tests.torture.worker import Phase, warm_up, work

PER_VILLAGE = 12
"""Rounds until the next village, so that looking stays quick."""

WORKING = 0.09
"""Seconds within which the first blow falls, once both processes have answered something."""

LONGER = 0.04
"""Seconds for which the other process may go on after it."""

AIMED, INSIDE = 0.5, 0.003
"""Share of the rounds in which the blow waits for a transaction to begin, and the seconds within which it then
falls. Where it really fell is read from what the dead process left."""

OPENING, _OPENING_SHARE = 0.025, 0.08
"""Seconds of opening the village, and the share of the rounds in which the blow falls there."""

LEAST_BETWEEN = 1 / 3
"""Share of the kills that has to fall between the start of a transaction and its answer."""


@dataclass
class Tally:
    """What was done to how many."""

    kills: int = 0
    killed: int = 0
    """Processes; each kill is followed by one of the other process, at once or a moment later."""
    blows: Counter[Phase] = field(default_factory=Counter)
    """Where the processes of the counted kills stood."""
    letters: int = 0
    answered: int = 0
    printed: int = 0
    unsure: int = 0
    printers: Counter[str] = field(default_factory=Counter)

    @property
    def between(self) -> float:
        """Share of the kills that fell between the start of a transaction and its answer."""
        return self.blows[Phase.ISSUING] / self.kills if self.kills else 0.0

    def rows(self) -> Rows:
        """For the table."""
        return [
            ("processes killed", self.killed),
            *((f"first one killed while {phase.name.lower()}", self.blows[phase]) for phase in Phase),
            ("printing to", ", ".join(f"{name} {count}" for name, count in self.printers.items())),
            ("letters issued", self.letters),
            ("letters answered, all kept as they were answered", self.answered),
            ("prints answered, all on paper once", self.printed),
            ("prints cut off, left to a person", self.unsure),
        ]


def ordeal(count: int, seed: int, tell: Tell) -> Rows:
    """Kill so many times while letters are issued and printed. Raises `Broken` at the first promise that was not
    kept, RuntimeError when too few kills fell where they hurt most."""
    dice, tally = random.Random(seed), Tally()
    warm_up()
    while tally.kills < count:
        printer: Literal["file", "network"] = "network" if tally.kills // PER_VILLAGE % 2 else "file"
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            _one_village(Path(folder), printer, min(PER_VILLAGE, count - tally.kills), dice, tally)
        tell(f"{tally.kills} kills, {tally.letters} letters, {tally.between:.0%} between start and answer")
    if tally.between < LEAST_BETWEEN:
        raise RuntimeError(f"only {tally.between:.0%} of the kills fell between start and answer")
    return tally.rows()


def _one_village(
    folder: Path, printer: Literal["file", "network"], rounds: int, dice: random.Random, tally: Tally
) -> None:
    with closing(Village(folder, printer, dice.randrange(10**6))) as village:
        judge = Judge(village)
        letters = 0
        for _ in range(rounds):
            _round(judge, dice, tally)
            letters = judge.look()
        tally.printers[printer] += rounds
        tally.letters += letters
        tally.answered += len(judge.issued)
        tally.printed += sum(told["state"] == "printed" for told in judge.tried)
        tally.unsure += judge.unsure


def _round(judge: Judge, dice: random.Random, tally: Tally) -> None:
    """Two processes, two kills; the first one is counted."""
    village = judge.village
    workers = [Child(partial(work, village.state, village.niks, dice.randrange(10**9))) for _ in range(2)]
    if dice.random() < _OPENING_SHARE:
        time.sleep(dice.uniform(0, OPENING))
    else:
        for worker in workers:
            worker.wait_for_answer()
        time.sleep(dice.uniform(0, WORKING))
    dice.shuffle(workers)
    if dice.random() < AIMED or tally.between < LEAST_BETWEEN:
        workers[0].wait_for(Phase.ISSUING)
        time.sleep(dice.uniform(0, INSIDE))
    tally.blows[Phase(workers[0].kill())] += 1
    tally.kills += 1
    time.sleep(dice.choice([0.0, dice.uniform(0, LONGER)]))
    workers[1].kill()
    tally.killed += 2
    for worker in workers:
        judge.hear(worker.answers())
