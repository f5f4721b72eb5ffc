"""Time: one port, one zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Protocol

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian Time, the only zone of Lampung."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present in WIB."""
