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


@dataclass(frozen=True)
class Status:
    """The printer before a job. `fault` is the code that forbids a start, or None; `near_end` means the
    roll is short; `silent` means that this printer tells nothing."""

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

    def send(self, page: Page, progress: Progress) -> Outcome:
        """Send one page and wait for the printer's word, within the driver's time limits. Never raises for a
        fault of the device: whatever happens after the first byte is an `Outcome`."""


class Printer(Protocol):
    """A printer driver."""

    kind: Literal["network", "file", "simulated", "none"]
    columns: int
    """Letters a line of this paper: 48 at 80 mm, 32 at 58 mm."""

    def connect(self) -> AbstractContextManager[Line]:
        """Open the printer. Raises `ApplianceError` (E-PRN-..) when it is away; nothing was sent then."""
