"""Rounds of torture: two processes at work on one village, a kill at a random instant, a look at what is left."""

from __future__ import annotations

import mmap
import os
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.torture.judge import Judge
from tests.torture.village import Village
from tests.torture.worker import Phase, warm_up, work

PER_VILLAGE = 15
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

PATIENCE = 60.0


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


def torture(kills: int, seed: int, tell: Callable[[str], None]) -> Tally:
    """Kill so many times. Raises `judge.Broken` at the first promise that was not kept."""
    dice, tally = random.Random(seed), Tally()
    warm_up()
    while tally.kills < kills:
        printer: Literal["file", "network"] = (
            "network" if len(tally.printers) == 1 else dice.choice(["file", "network"])
        )
        if not tally.printers:
            printer = "file"
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            _one_village(Path(folder), printer, min(PER_VILLAGE, kills - tally.kills), dice, tally)
        tell(
            f"{tally.kills} of {kills} kills, {tally.letters} letters, {tally.between:.0%} between start and answer"
        )
    return tally


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
    with mmap.mmap(-1, 2) as shared:
        workers = [Worker(judge.village, place, shared, dice.randrange(10**9)) for place in (0, 1)]
        if dice.random() < _OPENING_SHARE:
            time.sleep(dice.uniform(0, OPENING))
        else:
            for worker in workers:
                worker.wait_for_answer()
            time.sleep(dice.uniform(0, WORKING))
        dice.shuffle(workers)
        if dice.random() < AIMED:
            workers[0].wait_for(Phase.ISSUING)
            time.sleep(dice.uniform(0, INSIDE))
        tally.blows[workers[0].kill()] += 1
        tally.kills += 1
        time.sleep(dice.choice([0.0, dice.uniform(0, LONGER)]))
        workers[1].kill()
        tally.killed += 2
        for worker in workers:
            judge.hear(worker.answers())


class Worker:
    """A forked process at work. We have no threads and no open store when we fork."""

    def __init__(self, village: Village, place: int, shared: mmap.mmap, seed: int) -> None:
        self._shared, self._place = shared, place
        self._pipe, answers = os.pipe()
        self._heard = b""
        self._pid = os.fork()
        if self._pid == 0:
            try:
                os.close(self._pipe)
                work(village.state, village.niks, place, shared, answers, seed)
            except Exception:  # noqa: BLE001 - the child ends here, whatever it was
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(answers)
        os.set_blocking(self._pipe, False)

    def wait_for_answer(self) -> None:
        """Until it has answered something."""
        end = time.monotonic() + PATIENCE
        while not self._heard:
            if time.monotonic() > end or os.waitpid(self._pid, os.WNOHANG) != (0, 0):
                raise RuntimeError("a process did not come to work")
            self._listen()
            time.sleep(0.0005)

    def wait_for(self, phase: Phase) -> None:
        """Until it says that it stands there."""
        end = time.monotonic() + PATIENCE
        while self._shared[self._place] != phase:
            if time.monotonic() > end or os.waitpid(self._pid, os.WNOHANG) != (0, 0):
                raise RuntimeError(f"a process never stood at {phase.name}")

    def kill(self) -> Phase:
        """Kill it; where it stood."""
        os.kill(self._pid, signal.SIGKILL)
        _pid, status = os.waitpid(self._pid, 0)
        if not os.WIFSIGNALED(status):
            raise RuntimeError("a process had ended by itself")
        return Phase(self._shared[self._place])

    def answers(self) -> bytes:
        """All that it answered while it lived."""
        self._listen()
        os.close(self._pipe)
        return self._heard

    def _listen(self) -> None:
        try:
            while data := os.read(self._pipe, 65536):
                self._heard += data
        except BlockingIOError:
            return
