"""The clock guard: no event and no letter before the last event; a doubtful date is confirmed by a clerk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from appliance.desk.ports import Books
from appliance.model.clock import WIB, Clock
from appliance.model.errors import ApplianceError

BEHIND = timedelta(minutes=5)
"""A clock this far behind the last event was set back."""

AHEAD = timedelta(days=45)
"""A silence longer than this may as well be a clock set far ahead; asking once costs one touch."""

_CONFIRMED = "clock.confirmed"
"""Note: the machine's time that a clerk confirmed, and the time of the event that tells of it."""


class GuardedClock:
    """Time for everything that is recorded (threat F4).

    A Raspberry Pi has no battery clock: after a power cut it may say 1970 or the day of its last shutdown. So a
    date in doubt moves nothing: events keep the time of the one before, and a letter waits for a clerk's word.
    Otherwise one tap under a clock that is a year ahead would make that year the truth.
    """

    def __init__(self, clock: Clock, books: Books, built: str) -> None:
        """`built`: the day (ISO) on which this release was made; no right clock shows an earlier one."""
        self._clock = clock
        self._books = books
        self._built = date.fromisoformat(built)

    def machine(self) -> datetime:
        """The machine's own word in WIB, believed by nobody."""
        return self._clock.now().astimezone(WIB)

    def now(self) -> datetime:
        """The time to record, in WIB: the machine's while it can be believed, and never before the last event."""
        machine, last = self.machine(), self._books.last_event()
        if last is None:
            return max(machine, datetime.combine(self._built, time(), WIB))
        return max(machine, last) if self._believed(machine, last) else last

    def doubt(self) -> datetime | None:
        """The machine's time, when it cannot be trusted without a clerk's word; None when all is well."""
        machine, last = self.machine(), self._books.last_event()
        return None if self._believed(machine, last) else machine

    def require(self) -> datetime:
        """`now`, for a letter. Raises E-CLK-01 while the date is in doubt."""
        machine, last = self.machine(), self._books.last_event()
        if not self._believed(machine, last):
            raise ApplianceError("E-CLK-01", shown=_shown(machine))
        return max(machine, last) if last else machine

    def far_ahead(self) -> bool:
        """Whether the machine's date is in doubt because it leaps far beyond the last event. Once confirmed and
        recorded that can never be taken back, since no event is older than the one before."""
        machine, last = self.machine(), self._books.last_event()
        return last is not None and machine > last + AHEAD and not self._believed(machine, last)

    def confirm_by_eye(self, by: str) -> datetime:
        """As `confirm`, of a clerk who saw the machine's date and nodded. Raises E-CLK-04 for a leap far ahead: too
        easily nodded at, so today's date is to be typed from a calendar."""
        if self.far_ahead():
            raise ApplianceError("E-CLK-04", shown=_shown(self.machine()))
        return self.confirm(by)

    def confirm(self, by: str, today: date | None = None) -> datetime:
        """A clerk says that the machine's date is right; recorded as an event, whose time is returned: it is still
        the last event's where the machine is behind that. `today` is the date as the clerk typed it. Raises
        E-CLK-02 for a date before this release was made, which nobody can confirm; E-CLK-05 when another was
        typed."""
        with self._books.transaction():
            machine, last = self.machine(), self._books.last_event()
            if self._impossible(machine):
                raise ApplianceError("E-CLK-02", shown=_shown(machine))
            if today is not None and today != machine.date():
                raise ApplianceError("E-CLK-05", shown=_shown(machine))
            now = max(machine, last) if last else machine
            self._books.settings.set_note(_CONFIRMED, f"{machine.isoformat()} {_stamp(now)}")
            data = {"by": by, "clock": machine.isoformat(timespec="seconds")}
            self._books.journal.append("desa.clock.confirmed", data, now)
        return now

    def _impossible(self, machine: datetime) -> bool:
        """A day is granted for zones: the release was made somewhere else."""
        return machine.date() < self._built - timedelta(days=1)

    def _believed(self, machine: datetime, last: datetime | None) -> bool:
        if self._impossible(machine):
            return False
        if last is None or last - BEHIND <= machine <= last + AHEAD:
            return True
        return self._confirmed(machine, last)

    def _confirmed(self, machine: datetime, last: datetime) -> bool:
        """A confirmation is for one leap: it holds while the clock runs on from it, until events move on."""
        note = self._books.settings.note(_CONFIRMED)
        if note is None:
            return False
        at, _, told = note.partition(" ")
        return told == _stamp(last) and machine >= datetime.fromisoformat(at) - BEHIND


def _stamp(at: datetime) -> str:
    """A time as an event keeps it."""
    return at.isoformat(timespec="milliseconds")


def _shown(at: datetime) -> str:
    return at.strftime("%d-%m-%Y %H.%M")
