"""F4: clocks that are wrong, as real processes meet them: set back, far ahead, 1970, and a machine without a
battery clock whose power goes again and again. No letter is older than the last event; a doubt asks once."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from appliance.model.clock import WIB
from appliance.model.event import read_line
from tests.support.hall import make_hall
from tests.tui.pty_terminal import ROOT

DAY = timedelta(days=1)
NINETEEN_SEVENTY = datetime(1970, 1, 1, 7, tzinfo=WIB)


@dataclass
class Machine:
    """A village on a machine whose clock may say anything."""

    state: Path

    def __post_init__(self) -> None:
        hall = make_hall(self.state)
        self.nik = hall.parent().nik or ""
        self.now = self.last()
        hall.books.database.close()

    def run(self, clock: datetime, *words: str) -> str:
        """Run one command by this clock; its refusal or warning code, else ``""``."""
        command = [
            sys.executable,
            "-m",
            "tests.support.clocked",
            str(clock.timestamp()),
            "--state",
            str(self.state),
        ]
        done = subprocess.run([*command, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        return done.stderr.split(" ")[0] if done.stderr else ""

    def issue(self, clock: datetime) -> str:
        """Issue a letter; the printer is none, so that an issued one stays queued (E-PRN-..)."""
        return self.run(
            clock, "letter", "issue", "--nik", self.nik, "--kind", "DOMISILI", "--input", "keperluan=uji"
        )

    def works_until_killed(self, clock: datetime, answers: int) -> list[str]:
        """The terminal starts with this clock, and its power goes some time after so many answers."""
        command = [sys.executable, "-m", "tests.support.clocked_issuer", str(clock.timestamp()), str(self.state)]
        with subprocess.Popen([*command, self.nik], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = [process.stdout.readline().strip() for _ in range(answers)]
            process.kill()
            return told + process.stdout.read().split()

    def last(self) -> datetime:
        """The time of the newest event."""
        books = make_hall(self.state).books
        try:
            at = books.last_event()
            assert at is not None
            return at
        finally:
            books.database.close()

    def letters(self) -> list[tuple[int, datetime]]:
        """Number and date of each letter; asserts that no event and no letter is older than the event before."""
        hall = make_hall(self.state)
        times = [datetime.fromisoformat(read_line(line).time) for line in hall.books.journal.lines()]
        assert all(one <= other for one, other in pairwise(times))
        found = []
        for _key, letter in hall.books.letters.find():
            at = datetime.fromisoformat(letter.issued_at)
            assert at >= times[letter.event - 2].replace(microsecond=0)
            found.append((letter.seq, at))
        assert hall.problems() == []
        hall.books.database.close()
        for year in {at.year for _seq, at in found}:  # numbers begin anew with the year
            numbers = [seq for seq, at in found if at.year == year]
            assert numbers == list(range(1, len(numbers) + 1))
        return found


@pytest.fixture
def machine(state: Path) -> Machine:
    hall = make_hall(state)
    hall.set("printer.driver", "none")
    hall.books.database.close()
    return Machine(state)


ISSUED = "E-PRN-08"
"""The warning of a letter that is issued where no printer is set."""


def test_a_clock_set_back_asks_once_and_then_dates_nothing_before_the_last_event(machine: Machine) -> None:
    assert machine.issue(machine.now + DAY) == ISSUED
    before = machine.last()
    wrong = before - 3 * DAY
    assert machine.issue(wrong) == "E-CLK-01"
    assert machine.run(wrong, "set", "theme", "gelap") == ""
    assert machine.issue(wrong) == "E-CLK-01", "an event does not make the date believed"
    assert machine.run(wrong, "clock", "confirm") == "E-CLK-03", "with a warning that the journal is ahead"
    assert [machine.issue(wrong + timedelta(minutes=n)) for n in range(3)] == [ISSUED] * 3, "once, not each letter"
    assert [at for _seq, at in machine.letters()][1:] == [before.replace(microsecond=0)] * 3


def test_a_clock_far_ahead_asks_and_does_not_become_the_truth_before(machine: Machine) -> None:
    far = machine.now + 800 * DAY
    assert machine.issue(far) == "E-CLK-01"
    assert machine.run(far, "set", "theme", "gelap") == ""
    assert machine.issue(machine.now + DAY) == ISSUED, "set right again, it needs no word"
    assert machine.run(far, "clock", "confirm", "--date", f"{machine.now:%d-%m-%Y}") == "E-CLK-05"
    assert machine.issue(far) == "E-CLK-01"
    assert machine.run(far, "clock", "confirm", "--date", f"{far:%d-%m-%Y}") == ""
    assert machine.issue(far) == ISSUED
    assert [at.year for _seq, at in machine.letters()] == [machine.now.year, far.year]


def test_a_power_cut_each_day_with_a_clock_that_begins_in_1970(machine: Machine) -> None:
    dice = random.Random(4)
    given = 0
    for day in range(1, 4):
        assert set(machine.works_until_killed(NINETEEN_SEVENTY, 3)) == {"E-CLK-01"}
        assert machine.run(NINETEEN_SEVENTY, "clock", "confirm") == "E-CLK-02", "nobody can confirm that"
        told = machine.works_until_killed(machine.now + day * DAY, dice.randint(1, 6))
        assert told == [str(given + n + 1) for n in range(len(told))], "the clock set, all goes on unasked"
        letters = machine.letters()
        assert len(letters) - given in (len(told), len(told) + 1), "an answer is never lost; one may come too late"
        given = len(letters)


def test_a_power_cut_again_and_again_with_the_clock_of_the_last_shutdown(machine: Machine) -> None:
    """Where a service keeps the time of the last orderly shutdown, each start goes back to it."""
    dice = random.Random(5)
    kept = machine.now + DAY
    given = 0
    for _ in range(4):
        told = machine.works_until_killed(kept, dice.randint(2, 8))
        assert "E-CLK-01" not in told, "minutes behind are no reason to ask"
        letters = machine.letters()
        assert len(letters) >= given + len(told)
        given = len(letters)
    assert machine.issue(kept + 3 * DAY) == ISSUED
    kept += DAY
    assert set(machine.works_until_killed(kept, 2)) == {"E-CLK-01"}, "two days behind are"
    assert machine.run(kept, "clock", "confirm") == "E-CLK-03"
    assert "E-CLK-01" not in machine.works_until_killed(kept + timedelta(minutes=2), 3)
    assert len(machine.letters()) >= given + 4
