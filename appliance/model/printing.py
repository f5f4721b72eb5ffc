"""The printer's port, the states of a print job, and what a printer may answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from appliance.model.layout import Page

JobState = Literal["queued", "sending", "printed", "unsure", "settled"]
"""queued: no byte of it has left. sending: bytes may have left. printed: the printer said so, or a person did.
unsure: a person has to say. settled: a person said it did not come out, and a copy job took its place."""

Progress = Callable[[int, int], None]
"""Called with parts done and parts in all; must not block."""

Waiting = Callable[[str], bool]
"""Called every few seconds while a page that has begun waits for a person, with the code that says for what
(paper, cover). Answers whether to wait on; must not block. The driver's own patience ends the wait as well."""


def wait_on(code: str) -> bool:
    """The `Waiting` that leaves the end to the driver's patience."""
    return True


@dataclass(frozen=True)
class Status:
    """The printer before a job. `fault` is the code that forbids a start, or None; `near_end` means the
    roll is short; `silent` means that this printer tells nothing, or not enough, so the job will end `unsure`."""

    fault: str | None = None
    near_end: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Outcome:
    """How sending ended: ``printed`` only when the printer says so, else ``unsure`` with the cause's code."""

    state: Literal["printed", "unsure"]
    code: str | None = None


class Line(Protocol):
    """An open connection to the printer, good for one job."""

    def status(self) -> Status:
        """Ask the printer, within 2 seconds."""

    def send(
        self, page: Page, progress: Progress, *, waiting: Waiting = wait_on, after_trouble: bool = False
    ) -> Outcome:
        """Send one page and wait for the printer's word, within the driver's time limits.

        `after_trouble`: the job before did not end `printed`, so lead the printer out of a picture cut short.
        Raises `ApplianceError` only when not one byte of the page has left, so that the job may stay `queued`;
        whatever happens after the first byte is an `Outcome`. The page is never sent a second time.
        """


class Printer(Protocol):
    """A printer driver."""

    @property
    def kind(self) -> Literal["network", "file", "simulated", "none"]:
        """Which driver this is."""

    @property
    def columns(self) -> int:
        """Letters a line of this paper: 48 at 80 mm, 32 at 58 mm."""

    def connect(self) -> AbstractContextManager[Line]:
        """Open the printer. Raises `ApplianceError` (E-PRN-..) when it is away; nothing was sent then."""
