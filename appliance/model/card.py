"""What a card reader tells, and the port that every reader driver has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

UID_LENGTHS = (4, 7, 8, 10, 12)
"""Lengths in bytes that a UID may have (devices fact sheet, point 5)."""


@dataclass(frozen=True)
class Tapped:
    """A card was read: all bytes of its UID in reading order, and its answer to reset."""

    uid: bytes
    atr: bytes = b""

    def __repr__(self) -> str:
        return f"Tapped(uid={len(self.uid)} bytes)"


@dataclass(frozen=True)
class Lifted:
    """The card went away."""


@dataclass(frozen=True)
class Unreadable:
    """A card is there but could not be read; `code` says what to do (lay it down again, lift it, other card)."""

    code: str


@dataclass(frozen=True)
class ReaderAway:
    """No reader can be used; `code` says why. Told once, until `ReaderReady`."""

    code: str


@dataclass(frozen=True)
class ReaderReady:
    """A reader waits for a card."""

    name: str


CardEvent = Tapped | Lifted | Unreadable | ReaderAway | ReaderReady


class Reader(Protocol):
    """A card reader. `run` blocks its own thread and calls `emit` there; it never raises for a fault of device
    or daemon but tells it as an event, and goes on by itself when the fault is gone."""

    kind: Literal["pcsc", "simulated", "none"]

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Watch the reader until `stop` is called from another thread."""

    def stop(self) -> None:
        """End `run` within a second, from any thread, also when `run` was not called yet."""
