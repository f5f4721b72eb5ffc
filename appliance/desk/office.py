"""What every use case stands on: the books, the keys, the guarded clock and the printer."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.desk.clock import GuardedClock
from appliance.desk.ports import Books, Keys
from appliance.model.printing import Printer
from appliance.model.settings import Value
from appliance.model.village import Village


REGISTER_DATE = "register.date"
"""Note: the day (ISO) of the newest import, which letters cite."""


@dataclass(frozen=True)
class Office:
    """The desk's surroundings, put together by the wiring."""

    books: Books
    keys: Keys
    clock: GuardedClock
    printer: Printer
    village: Village

    def setting(self, key: str) -> Value:
        """The present value of a setting; a change by the clerk counts at once."""
        return self.books.settings.all()[key]

    def text(self, key: str) -> str:
        """A setting as text."""
        return str(self.setting(key))

    def number(self, key: str) -> int:
        """A setting as a whole number."""
        return int(self.setting(key))
