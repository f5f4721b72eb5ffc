"""What the province's word means for letter numbers: held while two journals have one name, then let go on above
every number that the province has seen (threat F8)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from appliance.desk.numbers import go_on_after, held, known_series, last_number, set_held
from appliance.desk.office import Office
from appliance.model.errors import ApplianceError

_LABEL = re.compile(r"([0-9A-Za-z._-]{1,32})/([0-9]{4})")


class LetterHold:
    """Fulfils `post.ports.Numbers` for the agent."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def hold(self, cause: str) -> None:
        """No letter gets a number until the province and this journal agree again; recorded once."""
        office = self._office
        if held(office.books) == cause:
            return
        with office.books.transaction():
            set_held(office.books, cause)
            office.books.journal.append("desa.series.held", {"cause": cause}, office.clock.now())

    def fit(self, seen: Mapping[str, int], *, new_life: bool) -> None:
        """The province's word fits this journal. Where the numbers were held, or this life of the store is not
        known to the province yet (`new_life`), they go on above all that the province has `seen`."""
        books = self._office.books
        if not (held(books) or new_life):
            return
        with books.transaction():
            if self._go_on_above(seen) and held(books):
                set_held(books, "")
                books.journal.append("desa.series.released", {}, self._office.clock.now())

    def _go_on_above(self, seen: Mapping[str, int]) -> bool:
        """False for a number out of all reason, which is not believed: what was held stays held."""
        books = self._office.books
        known = known_series(books)
        try:
            for series, year, number in _places(seen):
                if series in known and number > last_number(books, series, year):
                    go_on_after(self._office, series, year, number, "desa.series.raised")
        except ApplianceError as error:
            if error.code != "E-LTR-14":
                raise
            return False
        return True


def _places(seen: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Series, year and number of each label like ``umum/2026``; what is no such label is nothing of ours."""
    found = [(_LABEL.fullmatch(label), number) for label, number in seen.items()]
    return [(match[1], int(match[2]), number) for match, number in found if match]
