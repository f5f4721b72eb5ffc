"""A new life of the journal after a restore: which numbers are lost, which are unknown, what may have been printed.

The restored books are those of the backup's day. What was given since then is told by the former store where it
could still be read whole, by a clerk who looks into the paper book, or later by the province; a series of which
nobody can tell the last number stays blocked, since no number may come twice (fact sheet "store", Restore).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from appliance import __version__
from appliance.desk.numbers import known_series, last_number, set_held, set_unknown, skip_to
from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.journal import RESTORED, Head
from appliance.model.places import read_labels
from appliance.model.records import Series


@dataclass(frozen=True)
class Former:
    """The store that was replaced, where it could be read whole: its newest event, its last numbers, and the hash
    of each of its events by number. `silent` are the series of which it could not be sure itself, `seen` the
    highest numbers that the province had told it of (`model.places`)."""

    head: Head
    series: list[Series]
    hash_of: Callable[[int], tuple[str, int] | None]
    silent: list[str]
    seen: Mapping[str, int]

    def continues(self, base: Head) -> bool:
        """Whether it is the same journal grown on, so that it knows all that was given since the backup."""
        found = self.hash_of(base.number)
        return found is not None and found[0] == base.hash


@dataclass(frozen=True)
class NewLife:
    """`event` is the number of the first event of the new life; `lost` are the void places, `unknown` the series
    whose last number has to be told before their next letter."""

    epoch: int
    event: int
    lost: list[dict[str, Any]]
    unknown: list[str]


def begin_life(office: Office, former: Former | None, told: Mapping[str, int], seconds: int) -> NewLife:
    """Begin the new life in the restored books, in one transaction. `told` are last numbers of this year by a
    clerk, `seconds` the Unix time of now, which makes an epoch that was never used before.

    Raises E-LTR-13 to E-LTR-15 for a number that cannot be, E-CLK-01 for numbers told under a doubtful date.
    """
    books = office.books
    with books.transaction():
        now = office.clock.require() if told else office.clock.now()
        base = books.journal.head()
        if base is None:
            raise ApplianceError("E-STO-01", reason="cadangan tanpa peristiwa")
        known = former if former is not None and former.continues(base) else None
        epochs = [base.epoch + 1, seconds, former.head.epoch + 1 if former else 0]
        silent = set(known.silent) if known else known_series(books)
        life = NewLife(max(epochs), base.number + 1, [], sorted(silent - set(told)))
        lasts = _given(former, known, known_series(books))
        for series, last in told.items():
            if series not in known_series(books):
                raise ApplianceError("E-LTR-15", series=series[:20])
            if last < lasts.get((series, now.year), 0):
                raise ApplianceError("E-LTR-13", series=series, known=lasts[series, now.year])
            lasts[series, now.year] = last
        for (series, year), last in lasts.items():
            places = skip_to(books, series, year, max(last, last_number(books, series, year)), life.event, now)
            if places:
                life.lost.append({"series": series, "year": year, "first": places[0], "last": places[1]})
        set_held(books, "")
        set_unknown(books, life.unknown)
        jobs = _leave_papers_to_people(office)
        books.journal.open_epoch(office.village.digits, life.epoch)
        data = {
            "base": _told_of(base),
            "former": _told_of(former.head) if former else None,
            "life": secrets.token_hex(16),
            "public": office.keys.signer.public.hex(),
            "software": __version__,
            "lost": life.lost,
            "unknown": life.unknown,
            "jobs": jobs,
        }
        books.journal.append(RESTORED, data, now)
    return life


def _given(former: Former | None, known: Former | None, names: set[str]) -> dict[tuple[str, int], int]:
    """The highest number of each series and year that is known to have been given."""
    rows = [(row.series, row.year, row.last) for row in known.series] if known else []
    rows += read_labels(former.seen) if former else []
    lasts: dict[tuple[str, int], int] = {}
    for series, year, last in rows:
        if series in names:
            lasts[series, year] = max(last, lasts.get((series, year), 0))
    return lasts


def _leave_papers_to_people(office: Office) -> list[int]:
    """What waited when the backup was made may have been printed since: only a person can tell. The jobs' keys."""
    jobs = office.books.jobs
    waiting = [pair for state in ("queued", "sending") for pair in jobs.find(state=state)]
    for key, job in waiting:
        jobs.put(key, replace(job, state="unsure", code="E-JOB-01"))
    return [key for key, _job in waiting]


def _told_of(head: Head) -> dict[str, object]:
    return {"number": head.number, "hash": head.hash, "epoch": head.epoch}
