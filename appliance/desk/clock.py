"""The clock guard: no event and no letter before the last event; a doubtful date is confirmed by a clerk."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from appliance.desk.ports import Books
from appliance.model.clock import WIB, Clock
from appliance.model.errors import ApplianceError

BEHIND = timedelta(minutes=5)
"""A clock this far behind the last event was set back."""

AHEAD = timedelta(days=45)
"""A silence longer than this may as well be a clock set far ahead; asking once costs one touch."""

_CONFIRMED = "clock.confirmed"


class GuardedClock:
    """Time for everything that is recorded (threat F4).

    A Raspberry Pi has no battery clock: after a power cut it may say 1970 or the day of its last shutdown. `now`
    therefore never goes behind the journal's last event, and `doubt` says when a person has to look.
    """

    def __init__(self, clock: Clock, books: Books, built: str) -> None:
        self._clock = clock
        self._books = books
        self._built = date.fromisoformat(built)

    def now(self) -> datetime:
        """The time to record, in WIB: the machine's, but never before the last event."""
        last = self._books.last_event()
        now = self._clock.now().astimezone(WIB)
        return max(now, last) if last else now

    def doubt(self) -> datetime | None:
        """The machine's time, when it cannot be trusted without a clerk's word; None when all is well."""
        now = self._clock.now().astimezone(WIB)
        if not self._doubtful(now) or self._confirmed(now):
            return None
        return now

    def require(self) -> datetime:
        """`now`, for a letter. Raises E-CLK-01 while the date is in doubt."""
        doubt = self.doubt()
        if doubt is not None:
            raise ApplianceError("E-CLK-01", shown=doubt.strftime("%d-%m-%Y %H.%M"))
        return self.now()

    def confirm(self, by: str) -> None:
        """A clerk says that the machine's date is right; recorded as an event."""
        now = self._clock.now().astimezone(WIB)
        with self._books.transaction():
            self._books.settings.set_note(_CONFIRMED, now.isoformat())
            self._books.journal.append("desa.clock.confirmed", {"by": by, "clock": now.isoformat()}, self.now())

    def _doubtful(self, now: datetime) -> bool:
        if now.date() < self._built - timedelta(days=1):
            return True
        last = self._books.last_event()
        return last is not None and not last - BEHIND <= now <= last + AHEAD

    def _confirmed(self, now: datetime) -> bool:
        """A confirmation holds while the clock runs on from it without another leap."""
        note = self._books.settings.note(_CONFIRMED)
        if note is None:
            return False
        at = datetime.fromisoformat(note)
        return at - BEHIND <= now <= at + AHEAD
