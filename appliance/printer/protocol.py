"""The talk with a printer over any channel: ask, send once, wait for its word.

The order is the one of the devices fact sheet ("A job, so that it comes out once"): ``DLE EOT`` 1 to 4 one at a
time, the job, a question at its end that is answered in order (process id, or ``GS r 1``), and ``DLE EOT`` again.
Bytes that a link accepted mean nothing; only the printer's word makes a job ``printed``.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.printing import Outcome, Progress, Status, Waiting, wait_on
from appliance.printer.asking import Asking
from appliance.printer.channel import Channel
from appliance.printer.escpos import render
from appliance.printer.limits import Limits
from appliance.printer.profile import Profile

CHUNK = 1024
"""Bytes handed over at a time, so that progress is seen and a stalled printer is noticed."""

CLEAR = bytes.fromhex("10140801031401060208")
"""``DLE DC4 8``: forget the buffer (Epson kind)."""


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
        self._asking = Asking(channel, limits, clock)
        self._status: Status | None = None
        self._taken = 0
        self._used = False

    def status(self) -> Status:
        """Ask the printer. Raises E-PRN-07 when the link is dead."""
        self._status = self._asking.status()
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
            if not (status.silent and end.code == "E-PRN-06"):
                self._let_go()
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
        self._asking.answers.papers.clear()
        question = b"\x1d(H\x06\x0000" + token if self._profile.process_id else b"\x1dr\x01"
        self._put(question, wait)
        began = self._clock()
        while not self._asking.hear(self._limits.poll, lambda: self._all_done(token)):
            if silent:
                raise _GaveUp("E-PRN-06")
            if self._stopped(wait):
                began = self._clock()
            elif self._clock() - began > self._limits.quiet:
                raise _GaveUp("E-PRN-06")
        if self._profile.process_id:
            return
        if silent:
            raise _GaveUp("E-PRN-06")
        while self._stopped(wait):
            self._asking.hear(self._limits.poll, lambda: False)

    def _all_done(self, token: bytes) -> bool:
        return token in self._asking.answers.ids if self._profile.process_id else bool(self._asking.answers.papers)

    def _stopped(self, wait: _Wait) -> bool:
        """Whether the printer waits for something; counted against the patience."""
        status = self._asking.status()
        code = "E-PRN-06" if status.silent else status.fault
        if code is None:
            wait.over()
            return False
        wait.more(code)
        return True

    def _let_go(self) -> None:
        """End a job that was given up: let it not come out later, when nobody waits for it."""
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
