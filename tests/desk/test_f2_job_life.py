"""Threats F2 and F5 as a property: whatever befalls printer, paper and power, and whatever a person answers, each
letter comes out at most once unless a person asked for a copy, and no print job is lost.

The store is real, the printer is of software on made-up time. A kill drops every object in the middle of a step;
the next process opens the same folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.print_job import STALE, print_letter
from appliance.desk.views import JobEnd
from appliance.model.errors import ApplianceError
from appliance.model.records import Job
from appliance.printer.limits import Limits
from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from appliance.printer.simulated import SimulatedPrinter
from tests.printer.rigs import MadeUpTime
from tests.support.hall import Hall, SetClock, make_hall

LIMITS = Limits(poll=0.5, job=60.0, patience=3.0)
FAULTS = st.one_of(
    st.tuples(st.just("dots_left"), st.integers(0, 1500)),
    st.tuples(st.sampled_from(["room", "life"]), st.integers(0, 9000)),
    st.tuples(st.sampled_from(["cover_open", "jams_at_cut", "hot", "broken", "silent", "doubled"]), st.just(True)),
    st.tuples(st.just("delay"), st.floats(0, 2)),
    st.tuples(st.just("speed"), st.floats(400, 2000)),
    st.tuples(st.just("swallows"), st.booleans()),
)
FAULT = st.one_of(st.none(), st.tuples(st.integers(-1, 12), FAULTS))
"""What breaks during a step, and at which part of the job; -1: before the terminal asks the printer."""
POWER = st.one_of(
    st.none(),
    st.tuples(st.just("bytes"), st.integers(0, 20_000)),
    st.tuples(st.just("writes"), st.integers(0, 6)),
)
"""Where in a step the terminal loses its power: after so many bytes to the printer, or around a transaction."""
BETWEEN = st.lists(
    st.sampled_from(["mended", "cable_back", "off_and_on", "minutes_later", "gone_home"]), max_size=2
)
Fault = tuple[int, tuple[str, Any]] | None
Power = tuple[str, int] | None


class Killed(BaseException):
    """The terminal has no power any more."""


class Socket(Machine):
    """A printer beside a terminal that loses its power once `until_kill` more bytes have reached the printer."""

    until_kill: int | None = None

    def take(self, data: bytes) -> int:
        if self.until_kill is None:
            return super().take(data)
        taken = super().take(data[: self.until_kill])
        self.until_kill -= taken
        if self.until_kill == 0:
            raise Killed
        return taken


class JobLife(RuleBasedStateMachine):
    """One village, one printer, and everything that can happen to a letter's paper."""

    founded: Path
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.state = self.folder / "village"
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.copytree(self.founded, self.state, ignore=shutil.ignore_patterns("*.reserve"))
        self.time = MadeUpTime()
        self.profile = load_profile("generic", 80)
        self.machine = Socket(self.profile, self.time.clock)
        self.clock: SetClock | None = None
        self.turns_left: int | None = None
        self.asked: dict[int, int] = {}
        """Copies that a person asked for, by letter."""
        self.hall = self._open()
        self.niks = [self.hall.parent(nth).nik or "" for nth in range(3)]
        self.known = self._jobs()

    def _open(self) -> Hall:
        hall = make_hall(self.state, self.clock, self.machine)
        self.clock = hall.clock
        printer = SimulatedPrinter(self.profile, LIMITS, self.machine, self.time.sleep)
        begin = hall.books.transaction

        @contextmanager
        def transaction() -> Iterator[object]:
            self._count_down()
            with begin() as found:
                yield found
            self._count_down()

        hall.books.transaction = transaction  # type: ignore[method-assign]
        return replace(hall, terminal=replace(hall.terminal, office=replace(hall.office, printer=printer)))

    def _count_down(self) -> None:
        if self.turns_left is not None:
            self.turns_left -= 1
            if self.turns_left < 0:
                raise Killed

    def _jobs(self) -> dict[int, Job]:
        return dict(self.hall.books.jobs.find())

    def _do(self, power: Power, step: Callable[[], Any]) -> Any:
        """What a step answered; None where it was refused, or where the power went and a new process began."""
        if power is not None and power[0] == "bytes":
            self.machine.until_kill = power[1]
        elif power is not None:
            self.turns_left = power[1]
        try:
            return step()
        except ApplianceError as error:
            if error.code[:5] not in ("E-PRN", "E-JOB"):
                raise
        except Killed:
            self.hall.books.database.close()
            self._alive()
            self.hall = self._open()
            assert "sending" not in self._states_after_recovery()
        finally:
            self._alive()
        return None

    def _alive(self) -> None:
        self.machine.until_kill = self.turns_left = None

    def _states_after_recovery(self) -> set[str]:
        self.hall.desk.open_papers()
        return {job.state for job in self._jobs().values()}

    def _print(self, job: int, fault: Fault, mends: bool) -> JobEnd:
        """Print as the screen does, while something breaks and perhaps somebody mends it."""
        parts: list[int] = []
        told: list[str] = []

        def progress(done: int, total: int) -> None:
            parts.append(done)
            if fault is not None and len(parts) == fault[0] + 1:
                setattr(self.machine, *fault[1])

        def waiting(code: str) -> bool:
            told.append(code)
            if mends and len(told) == 2:
                self._mended()
            return True

        if fault is not None and fault[0] < 0:
            setattr(self.machine, *fault[1])
        return self.hall.desk.print_job(job, progress, waiting)

    # what happens between the steps

    def _mended(self) -> None:
        self.machine.mend()
        self.machine.silent = self.machine.swallows = False
        self.machine.delay = 0.0

    def _cable_back(self) -> None:
        self.machine.life = None

    def _off_and_on(self) -> None:
        self.machine.power_cycle()

    def _minutes_later(self) -> None:
        self._later(5)

    def _gone_home(self) -> None:
        self._later(STALE.seconds // 60 + 1)

    def _later(self, minutes: int) -> None:
        assert self.clock is not None
        self.clock.on(minutes=minutes)
        self.time.sleep(60 * minutes)

    # what people do

    @rule(
        what=st.sampled_from(["new", "new", "printed", "waiting", "came_out", "did_not", "again"]),
        pick=st.integers(0, 2),
        between=BETWEEN,
        fault=FAULT,
        power=POWER,
        mends=st.booleans(),
    )
    def step(self, what: str, pick: int, between: list[str], fault: Fault, power: Power, mends: bool) -> None:
        """One rule for all, so that they come in every order and equally often."""
        for event in between:
            getattr(self, f"_{event}")()
        letter = list(self.asked)[-1 - pick % len(self.asked)] if self.asked else None
        if what == "waiting":
            self._print_waiting(power)
        elif what == "new" or letter is None:
            self._print_letter(self._issue(pick), fault, power, mends)
        elif what == "printed":
            self._print_letter(letter, fault, power, mends)
        elif what == "again":
            self._ask_again(letter, power)
        else:
            self._answer(letter, what == "came_out", power)

    def _issue(self, nth: int) -> int:
        key, _letter, job = issue_for_clerk(self.hall.office, self.niks[nth], "DOMISILI", {"keperluan": "uji"})
        self.asked[key] = 0
        self.known[job] = self._jobs()[job]
        return key

    def _print_letter(self, letter: int, fault: Fault, power: Power, mends: bool) -> None:
        job = self._newest(letter)
        before = self._jobs()[job].state
        end = self._do(power, lambda: self._print(job, fault, mends))
        if end == JobEnd("printed") and before == "queued":
            self._is_on_paper(job)
        self._only_changed({job})

    def _print_waiting(self, power: Power) -> None:
        assert self.clock is not None
        stale = {key for key, job in self.known.items() if self.clock.at - _made(job) > STALE}
        waiting = {key for key, job in self.known.items() if job.state == "queued"}
        self._do(power, self.hall.desk.print_waiting)
        self._only_changed(waiting - stale)

    def _answer(self, letter: int, came_out: bool, power: Power) -> None:
        job = self._newest(letter)
        if self.known[job].state == "unsure" and not came_out:
            self.asked[letter] += 1
        end = self._do(power, lambda: self.hall.desk.settle(job, came_out))
        if isinstance(end, JobEnd) and end.job is not None:
            assert self._jobs()[job].state == "settled"
            if end.state == "printed":
                self._is_on_paper(end.job)
        elif isinstance(end, JobEnd):
            assert end.state == self._jobs()[job].state
        self._only_changed({job}, new=letter)

    def _ask_again(self, letter: int, power: Power) -> None:
        if "queued" not in {job.state for job in self._of(letter).values()}:
            self.asked[letter] += 1
        self._do(power, lambda: print_letter(self.hall.office, letter))
        self._only_changed(set(self._of(letter)), new=letter)

    # what holds

    @invariant()
    def every_letter_is_on_paper_once_and_its_copies_are_marked(self) -> None:
        for letter, asked in self.asked.items():
            found = self.hall.books.letters.get(letter)
            assert found is not None
            papers = [paper.text for paper in self.machine.papers if found.number in paper.text]
            assert sum(text.count(found.number) for text in papers) == len(papers)
            originals = [text for text in papers if "SALINAN KE-" not in text]
            assert len(originals) <= 1
            assert len(papers) - len(originals) <= asked
            for copy in range(1, asked + 1):
                assert sum(f"SALINAN KE-{copy}\n" in _lines(text) for text in papers) <= 1

    @invariant()
    def every_job_ends_waits_or_asks(self) -> None:
        jobs = self._jobs()
        assert set(jobs) >= set(self.known)
        assert {job.state for job in jobs.values()} <= {"queued", "printed", "unsure", "settled"}
        open_papers = {paper.job for paper in self.hall.desk.open_papers()}
        assert open_papers == {key for key, job in jobs.items() if job.state in ("queued", "unsure")}
        for letter in self.asked:
            states = [job.state for job in self._of(letter).values()]
            assert states and states[-1] != "settled", "a settled job has a copy in its place"

    def teardown(self) -> None:
        assert self.hall.problems() == []
        self.hall.books.database.close()

    def _newest(self, letter: int) -> int:
        return max(self._of(letter))

    def _of(self, letter: int) -> dict[int, Job]:
        return {key: job for key, job in self._jobs().items() if job.letter == letter}

    def _is_on_paper(self, job: int) -> None:
        """Who is told that it is printed finds all of it on one paper, but for a printer that lies."""
        record = self._jobs()[job]
        letter = self.hall.books.letters.get(record.letter or 0)
        assert letter is not None and not self.machine.silent
        if not self.machine.swallows:
            papers = [paper.text for paper in self.machine.papers if letter.number in paper.text]
            marked = [text for text in papers if f"SALINAN KE-{record.copy}\n" in _lines(text) or not record.copy]
            assert [text for text in marked if letter.code in text]

    def _only_changed(self, may: set[int], new: int | None = None) -> None:
        """No job but these has another state, no job comes of itself, and what is over stays over."""
        jobs = self._jobs()
        for key, job in jobs.items():
            if key not in self.known:
                assert job.letter == new
            elif job.state != self.known[key].state:
                assert key in may or (self.known[key].state, job.state) == ("sending", "unsure")
                assert self.known[key].state not in ("printed", "settled")
        self.known = jobs


def _lines(text: str) -> str:
    """Each line without the spaces that place it."""
    return "".join(f"{line.strip()}\n" for line in text.splitlines())


def _made(job: Job) -> datetime:
    return datetime.fromisoformat(job.made_at)


def test_the_life_of_a_print_job(state: Path, tmp_path: Path) -> None:
    JobLife.founded, JobLife.folder = state, tmp_path
    run_state_machine_as_test(
        JobLife,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.generate],  # a life is told as it was: to shorten it takes longer than a test may
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
