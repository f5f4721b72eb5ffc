"""What every use case stands on: the books, the keys, the guarded clock and the printer."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.desk.clock import GuardedClock
from appliance.desk.ports import Books, Keys
from appliance.model.printing import Printer
from appliance.model.settings import Value
from appliance.model.village import Village
from appliance.registry.places import Place

REGISTER_DATE = "register.date"
"""Note: the day (ISO) of the newest import, which letters cite."""


@dataclass(frozen=True)
class Office:
    """The desk's surroundings, put together by the wiring."""

    books: Books
    keys: Keys
    clock: GuardedClock
    printer: Printer
    place: Place

    @property
    def village(self) -> Village:
        """The village in the words that are set now; a change by the clerk counts at once."""
        settings, place = self.books.settings.all(), self.place
        return Village(
            code=place.code,
            name=str(settings["village.name"]),
            term=str(settings["village.term"]),
            head=str(settings["village.head"]),
            kecamatan=place.kecamatan,
            kabupaten=place.kabupaten,
            kabupaten_term=place.kabupaten_term,
        )

    def setting(self, key: str) -> Value:
        """The present value of a setting; a change by the clerk counts at once."""
        return self.books.settings.all()[key]

    def text(self, key: str) -> str:
        """A setting as text."""
        return str(self.setting(key))

    def number(self, key: str) -> int:
        """A setting as a whole number."""
        return int(self.setting(key))
