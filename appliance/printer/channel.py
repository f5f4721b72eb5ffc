"""Bytes to a printer and back: the port under the conversation."""

from __future__ import annotations

from typing import Protocol


class Channel(Protocol):
    """An open link. Each call ends within its time limit (seconds); a dead link raises E-PRN-07."""

    def write(self, data: bytes, limit: float) -> int:
        """Hand over a part of `data`; how many bytes were taken, 0 when the printer took none in time."""

    def read(self, limit: float) -> bytes:
        """What the printer said, or ``b""`` when it said nothing in time."""

    def abort(self) -> None:
        """Throw away what was taken but has not left yet. The next call after it is the context's end."""
