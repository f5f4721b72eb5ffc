"""What the province's word means for letter numbers: held while two journals have one name, then let go on above
every number that the province has seen (threat F8)."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.desk.numbers import go_on_after, held, known_series, last_number, set_held
from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.places import label, read_labels


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

    def last(self) -> Mapping[str, int]:
        """The last places given here, by series and year."""
        rows = self._office.books.series.find()
        return {label(row.series, row.year): row.last for _key, row in rows}

    def fit(self, seen: Mapping[str, int], *, others: bool) -> None:
        """The province's word fits this journal. Where the numbers were held, or other journals of this village
        may have given some (`others`), they go on above all that the province has `seen`."""
        books = self._office.books
        if not (held(books) or others):
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
            for series, year, number in read_labels(seen):
                if series in known and number > last_number(books, series, year):
                    go_on_after(self._office, series, year, number, "desa.series.raised")
        except ApplianceError as error:
            if error.code != "E-LTR-14":
                raise
            return False
        return True
