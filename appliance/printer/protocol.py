"""The talk with a printer over any channel: ask, send once, wait for its word.

The order is the one of the devices fact sheet ("A job, so that it comes out once"): ``DLE EOT`` 1 to 4 one at a
time, the job, a question at its end that is answered in order (process id, or ``GS r 1``), and ``DLE EOT`` again.
Bytes that a link accepted mean nothing; only the printer's word makes a job ``printed``.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.printing import Outcome, Progress, Status, Waiting, wait_on
from appliance.printer.answers import Answers, judge
from appliance.printer.channel import Channel
from appliance.printer.escpos import render
from appliance.printer.profile import Profile

CHUNK = 1024
"""Bytes handed over at a time, so that progress is seen and a stalled printer is noticed."""

MISSES = 3
"""Questions without an answer after which a printer counts as one that tells nothing."""

CLEAR = bytes.fromhex("10140801031401060208")
"""``DLE DC4 8``: forget the buffer (Epson kind)."""


@dataclass(frozen=True)
class Limits:
    """Time limits in seconds."""

    answer: float = 0.5
    """For one status byte."""
    round: float = 2.0
    """For all questions of one status."""
    poll: float = 1.0
    """Between two looks while waiting."""
    quiet: float = 20.0
    """For a printer that says it is fine and does not finish."""
    job: float = 120.0
    """For the whole job, without the patience."""
    patience: float = 20.0
    """For a person to mend what stopped the job: a new roll, the cover."""


class _GaveUp(Exception):
    """Waiting has ended; `code` says what for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Conversation:
    """An open printer, good for one job: the `Line` of every driver that has a channel."""

    def __init__(
        self,
        channel: Channel,
        profile: Profile,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._channel, self._profile, self._limits, self._clock = channel, profile, limits, clock
        self._answers = Answers()
        self._status: Status | None = None
        self._taken = 0
        self._used = False

    def status(self) -> Status:
        """Ask the printer. Raises E-PRN-07 when the link is dead."""
        self._status = self._ask()
        return self._status

    def send(
        self, page: Page, progress: Progress, *, waiting: Waiting = wait_on, after_trouble: bool = False
    ) -> Outcome:
        """See `Line.send`."""
        if self._used:
            raise RuntimeError("a line is good for one job")
        job = render(page, self._profile, after_trouble)
        status = self._status or self.status()
        if status.fault:
            raise ApplianceError(status.fault)
        self._used = True
        wait = _Wait(self._limits, waiting, self._clock)
        try:
            self._deliver(job, progress, wait)
            self._finish(wait, status.silent)
        except _GaveUp as end:
            self._let_go(status.silent)
            return self._unsure(end.code)
        except ApplianceError as error:
            return self._unsure(error.code)
        return Outcome("printed")

    def _unsure(self, code: str) -> Outcome:
        if self._taken == 0:
            raise ApplianceError(code)
        return Outcome("unsure", code)

    def _deliver(self, job: bytes, progress: Progress, wait: _Wait) -> None:
        while self._taken < len(job):
            taken = self._channel.write(job[self._taken : self._taken + CHUNK], self._limits.poll)
            self._taken += taken
            if taken:
                wait.over()
                progress(self._taken, len(job))
            else:
                wait.more("E-PRN-11")

    def _finish(self, wait: _Wait, silent: bool) -> None:
        """Return once the printer said that all is printed; else raise `_GaveUp`."""
        token = bytes(0x40 | secrets.randbelow(16) for _ in range(4))
        self._answers.papers.clear()
        question = b"\x1d(H\x06\x0000" + token if self._profile.process_id else b"\x1dr\x01"
        self._put(question, wait)
        began = self._clock()
        while not self._hear(self._limits.poll, lambda: self._all_done(token)):
            if silent:
                raise _GaveUp("E-PRN-06")
            if self._stopped(wait):
                began = self._clock()
            elif self._clock() - began > self._limits.quiet:
                raise _GaveUp("E-PRN-06")
        if self._profile.process_id:
            return
        while self._stopped(wait):
            self._hear(self._limits.poll, lambda: False)

    def _all_done(self, token: bytes) -> bool:
        return token in self._answers.ids if self._profile.process_id else bool(self._answers.papers)

    def _stopped(self, wait: _Wait) -> bool:
        """Whether the printer waits for something; counted against the patience."""
        status = self._ask()
        code = "E-PRN-06" if status.silent else status.fault
        if code is None:
            wait.over()
            return False
        wait.more(code)
        return True

    def _let_go(self, silent: bool) -> None:
        """End a job that was given up: let it not come out later, when nobody waits for it."""
        if silent:
            return
        try:
            if self._profile.clear_buffer and self._channel.write(CLEAR, self._limits.answer):
                self._channel.read(self._limits.answer)
            self._channel.abort()
        except ApplianceError:
            return

    def _put(self, data: bytes, wait: _Wait) -> None:
        while data:
            taken = self._channel.write(data, self._limits.poll)
            data = data[taken:]
            if not taken:
                wait.more("E-PRN-11")

    def _ask(self) -> Status:
        """``DLE EOT`` 1 to 4. A question is repeated once, and each answer is waited for that may still come,
        so that a late one is never taken for the answer to the next question."""
        found: dict[int, int] = {}
        misses, until = 0, self._clock() + self._limits.round
        for question in (1, 2, 3, 4):
            self._drain()
            owed = 0
            while owed < 2 and misses < MISSES and self._clock() < until:
                owed += 1
                byte = self._status_byte(until) if self._put_question(bytes([0x10, 0x04, question])) else None
                if byte is not None:
                    found[question] = byte
                    owed -= 1
                    break
                misses += 1
            if question in found and owed:
                late = self._status_byte(until)
                found[question] = found[question] if late is None else late
        return judge(found)

    def _put_question(self, data: bytes) -> bool:
        """Whether a printer that may have stopped reading took the whole question."""
        until = self._clock() + self._limits.answer
        while data and (left := until - self._clock()) > 0:
            data = data[self._channel.write(data, left) :]
        return not data

    def _status_byte(self, until: float) -> int | None:
        limit = max(0.0, min(self._limits.answer, until - self._clock()))
        if self._hear(limit, lambda: bool(self._answers.statuses)):
            return self._answers.statuses.pop(0)
        return None

    def _hear(self, limit: float, enough: Callable[[], bool]) -> bool:
        """Listen until `enough`, at most `limit` seconds."""
        until = self._clock() + limit
        while not enough():
            left = until - self._clock()
            if left <= 0:
                return False
            self._answers.feed(self._channel.read(left))
        return True

    def _drain(self) -> None:
        """Take in what was said before a question is asked. A printer that talks without end ends it, too."""
        for _ in range(64):
            data = self._channel.read(0)
            if not data:
                break
            self._answers.feed(data)
        self._answers.statuses.clear()


class _Wait:
    """How long a job that has begun still waits for a person."""

    def __init__(self, limits: Limits, waiting: Waiting, clock: Callable[[], float]) -> None:
        self._patience, self._waiting, self._clock = limits.patience, waiting, clock
        self._end = clock() + limits.job + limits.patience
        self._until: float | None = None

    def more(self, code: str) -> None:
        """Wait on for `code`, or raise `_GaveUp`."""
        now = self._clock()
        self._until = now + self._patience if self._until is None else self._until
        if now >= min(self._until, self._end) or not self._waiting(code):
            raise _GaveUp(code)

    def over(self) -> None:
        """It goes on. Raises `_GaveUp` when the job as a whole has taken too long."""
        self._until = None
        if self._clock() >= self._end:
            raise _GaveUp("E-PRN-11")
