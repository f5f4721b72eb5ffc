"""The talk with a printer over any channel: ask, send once, wait for its word.

The order is the one of the devices fact sheet ("A job, so that it comes out once"): ``DLE EOT`` 1 to 4 one at a
time, the job, a question at its end that is answered in order (process id, or ``GS r 1``), and ``DLE EOT`` again.
Bytes that a link accepted mean nothing; only the printer's word makes a job ``printed``. No profile can change
that: of a model that tells nothing every letter ends ``unsure``, and a person's word takes the place of its own.
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
from appliance.printer.escpos import CLEAR, render, way_out
from appliance.printer.limits import Limits
from appliance.printer.profile import Profile

CHUNK = 1024
"""Bytes handed over at a time, so that progress is seen and a stalled printer is noticed."""

PAPER = b"\x1dr\x01"
"""``GS r 1``: how the paper is. It is answered in order, so when all before it has been obeyed."""

NO_PAPER = 0x0C
"""Bits of the answer that say that the roll has ended: who obeyed all without paper vouches for nothing."""


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
        silent = status.silent
        try:
            if after_trouble and not self._lead_out(wait, silent):
                silent = True
            self._deliver(job, progress, wait)
            self._finish(wait, silent)
        except _GaveUp as end:
            if not (silent and end.code == "E-PRN-06"):
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

    def _lead_out(self, wait: _Wait, silent: bool) -> bool:
        """Out of what the job before left behind. Its question may still be unanswered, and nothing tells that
        answer from one to ours; so before a byte of the page leaves, one question is answered and everything owed
        has come. False when it stays unanswered: such a printer tells too little."""
        self._put(way_out(self._profile), wait)
        if silent or self._profile.process_id:
            return True
        papers = self._asking.answers.papers
        self._put(PAPER, wait)
        if not self._answered(wait, lambda: bool(papers)):
            return False
        while papers:
            papers.clear()
            self._asking.hear(self._limits.answer, lambda: bool(papers))
        return True

    def _finish(self, wait: _Wait, silent: bool) -> None:
        """Return once the printer said that all is printed; else raise `_GaveUp`."""
        answers, by_id = self._asking.answers, self._profile.process_id
        token = bytes(0x40 | secrets.randbelow(16) for _ in range(4))

        def heard() -> bool:
            return token in answers.ids if by_id else bool(answers.papers)

        if silent and not by_id:
            raise _GaveUp("E-PRN-06")
        answers.papers.clear()
        self._put(b"\x1d(H\x06\x0000" + token if by_id else PAPER, wait)
        answered = self._asking.hear(self._limits.poll, heard) if silent else self._answered(wait, heard)
        if not answered:
            raise _GaveUp("E-PRN-06")
        if by_id:
            return
        if any(byte & NO_PAPER for byte in answers.papers):
            raise _GaveUp("E-PRN-02")
        while self._stopped(wait):
            self._asking.hear(self._limits.poll, lambda: False)

    def _answered(self, wait: _Wait, heard: Callable[[], bool]) -> bool:
        """Wait until `heard`, as long as the printer waits for something that a person is ready to mend; False for
        one that says it is fine and does not answer."""
        began = self._clock()
        while not self._asking.hear(self._limits.poll, heard):
            if self._stopped(wait):
                began = self._clock()
            elif self._clock() - began > self._limits.quiet:
                return False
        return True

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
            if taken:
                wait.over()
            else:
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
