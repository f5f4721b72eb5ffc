"""What the province's word means for letter numbers: held while two journals have one name, then let go on above
every number that the province has seen (threat F8)."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.desk.numbers import go_on_after, held, known_series, last_number, note_seen, set_held
from appliance.desk.numbers import seen as known
from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.places import label, read_labels


class LetterHold:
    """Fulfils `post.ports.Numbers` for the agent."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def hold(self, cause: str, seen: Mapping[str, int]) -> None:
        """No letter gets a number until the province and this journal agree again; recorded once. What the province
        has `seen` is remembered, since the next thing may be a restore without a network."""
        office, books = self._office, self._office.books
        if held(books) == cause and all(known(books).get(name, 0) >= last for name, last in seen.items()):
            return
        with books.transaction():
            note_seen(books, seen)
            if held(books) != cause:
                set_held(books, cause)
                books.journal.append("desa.series.held", {"cause": cause}, office.clock.now())

    def last(self) -> Mapping[str, int]:
        """The last places given here, by series and year."""
        rows = self._office.books.series.find()
        return {label(row.series, row.year): row.last for _key, row in rows}

    def go_above(self, seen: Mapping[str, int]) -> bool:
        """Other journals of this village may have given numbers: go on above all that the province has `seen`.
        False for a number out of all reason, which is not believed."""
        books = self._office.books
        try:
            with books.transaction():
                for series, year, number in read_labels(seen):
                    if series in known_series(books) and number > last_number(books, series, year):
                        go_on_after(self._office, series, year, number, "desa.series.raised")
        except ApplianceError as error:
            if error.code != "E-LTR-14":
                raise
            return False
        return True

    def release(self, seen: Mapping[str, int]) -> None:
        """The province's word fits this journal: what was held goes on, above all that the province has `seen`."""
        books = self._office.books
        if not held(books):
            return
        with books.transaction():
            if self.go_above(seen):
                set_held(books, "")
                books.journal.append("desa.series.released", {}, self._office.clock.now())
