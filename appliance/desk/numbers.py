"""The places in a series of letter numbers: the next one, those that are lost, and when none may be given.

No two letters may have one number, so numbers are held while it is in doubt which come next: when the province
knows a newer or another journal of this village (threat F8), and after a restore that could not learn the last
number. A number that was given in a journal which is no more stays void for ever; the books say so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from appliance.desk.office import Office
from appliance.desk.ports import Books
from appliance.letters.number import DEFAULT_SERIES, next_seq
from appliance.model.errors import ApplianceError
from appliance.model.records import Lost, Series
from appliance.model.settings import START_PREFIX

MOST_LOST = 10_000
"""Numbers that may be skipped at once. No village writes so many letters between two backups: more is an error of
typing, or a forged word of the province."""

_STOP = "letters.stop"
"""Note, one look for each letter: the code (E-NET-..) of what holds all numbers, or ``-``; then the series whose
last number nobody has told since a restore, with spaces between. Missing where all is well."""

_SEEN = "letters.seen"
"""Note: what `seen` tells, as JSON."""


def require_numbers(books: Books, series: str = DEFAULT_SERIES) -> None:
    """Raise E-LTR-11 while the province knows of another journal, E-LTR-12 while the last number is unknown."""
    cause, silent = _stops(books)
    if cause:
        raise ApplianceError("E-LTR-11", cause=cause)
    if series in silent:
        raise ApplianceError("E-LTR-12", series=series)


def next_number(office: Office, series: str, year: int) -> int:
    """Take the next place (inside the transaction, so that no two processes take the same). Raises as
    `require_numbers`."""
    books = office.books
    require_numbers(books, series)
    rows = books.series.find(series=series)
    for key, row in rows:
        if row.year == year:
            seq = next_seq(row.last, 1, first_year=False)
            books.series.put(key, Series(series, year, seq))
            return seq
    start = int(books.settings.all().get(START_PREFIX + series, 1))
    seq = next_seq(None, start, first_year=not rows)
    books.series.add(Series(series, year, seq))
    return seq


def seen(books: Books) -> dict[str, int]:
    """The highest places that the province said it has seen when it held the numbers (`model.places`)."""
    told: dict[str, int] = json.loads(books.settings.note(_SEEN) or "{}")
    return told


def note_seen(books: Books, told: Mapping[str, int]) -> None:
    """Remember such places, for a restore to go on above them."""
    before = seen(books)
    books.settings.set_note(_SEEN, json.dumps({**before, **{k: max(n, before.get(k, 0)) for k, n in told.items()}}))


def last_number(books: Books, series: str, year: int) -> int:
    """The last place that was given or is lost; 0 for none."""
    return next((row.last for _key, row in books.series.find(series=series) if row.year == year), 0)


def skip_to(books: Books, series: str, year: int, last: int, event: int, at: datetime) -> tuple[int, int] | None:
    """Go on after `last`, inside the caller's transaction whose event is numbered `event`: first and last of the
    places that are void by it, or None for none. Raises E-LTR-13 for a place before one that is known, E-LTR-14
    for one too far away."""
    before = last_number(books, series, year)
    if last < before:
        raise ApplianceError("E-LTR-13", series=series, known=before)
    if last - before > MOST_LOST:
        raise ApplianceError("E-LTR-14", series=series, known=before, limit=MOST_LOST)
    if last == before:
        return None
    rows = books.series.find(series=series)
    key = next((key for key, row in rows if row.year == year), None)
    row = Series(series, year, last)
    if key is None:
        books.series.add(row)
    else:
        books.series.put(key, row)
    books.lost.add(Lost(series, year, before + 1, last, event, at.isoformat(timespec="seconds")))
    return before + 1, last


def held(books: Books) -> str:
    """The code of what holds all numbers; empty when nothing does."""
    return _stops(books)[0]


def set_held(books: Books, cause: str) -> None:
    """Hold all numbers for `cause`, a code; an empty one lets them go."""
    _set_stops(books, cause, _stops(books)[1])


def unknown(books: Books) -> list[str]:
    """The series whose last number has to be told."""
    return _stops(books)[1]


def set_unknown(books: Books, series: list[str]) -> None:
    """Hold the numbers of `series` until their last ones are told."""
    _set_stops(books, _stops(books)[0], series)


def _stops(books: Books) -> tuple[str, list[str]]:
    cause, *silent = (books.settings.note(_STOP) or "-").split()
    return "" if cause == "-" else cause, silent


def _set_stops(books: Books, cause: str, silent: list[str]) -> None:
    books.settings.set_note(_STOP, " ".join([cause or "-", *silent]))


def tell_last(office: Office, told: Mapping[str, int]) -> dict[str, tuple[int, int] | None]:
    """A clerk tells the last number of each series in `told`, as the paper book has it, for this year; the places
    that are void by it. Raises E-CLK-01 while the date is in doubt, and as `go_on_after`."""
    books = office.books
    with books.transaction():
        now = office.clock.require()
        voids = {
            series: go_on_after(office, series, now.year, last, "desa.series.told") for series, last in told.items()
        }
        set_unknown(books, [name for name in unknown(books) if name not in told])
        return voids


def go_on_after(office: Office, series: str, year: int, last: int, type: str) -> tuple[int, int] | None:
    """Go on after the place `last`, inside the caller's transaction, with an event of `type`; the places that are
    void by it. Raises as `skip_to`, and E-LTR-15 for a series that does not exist."""
    books, now = office.books, office.clock.now()
    if series not in known_series(books):
        raise ApplianceError("E-LTR-15", series=series[:20])
    lost = skip_to(books, series, year, last, books.journal.length() + 1, now)
    books.journal.append(type, {"series": series, "year": year, "last": last, "lost": lost}, now)
    return lost


def known_series(books: Books) -> set[str]:
    """The series of this village."""
    return {DEFAULT_SERIES} | {row.series for _key, row in books.series.find()}
