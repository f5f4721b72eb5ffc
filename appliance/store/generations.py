"""Which of the kept copies stay, and what a copy is called. Rules alone: no file is touched here.

Copies are put in order by what they hold, not by what a clock said when they were made: an event more is newer, and
the time decides only between copies of one journal head. So a clock that ran ahead, or fell back to 1970, can give
a copy a silly date, but never makes a good one older than it is. And days are counted among the copies that are
there, not back from today: a terminal that was off for half a year, or whose clock leapt, loses nothing by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from appliance.model.clock import WIB

FOLDER = "backups"
"""Folder of the copies beside the store."""

DAYS, WEEKS, MONTHS = 7, 4, 12
"""The newest copy stays of so many days, of so many weeks (Monday to Sunday) and of so many months."""

CAP = DAYS + WEEKS + MONTHS
"""Copies that one folder holds at most."""

_NAME = re.compile(r"([0-9]{10})-([0-9]{8}-[0-9]{6})-e([1-9][0-9]{0,9})-n([0-9]{1,18})\.sqlite", re.ASCII)
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Generation:
    """One kept copy: whose (ten digits), of when (WIB, whole seconds), and how far its journal reaches at least:
    the epoch it was in and the number of its newest event."""

    village: str
    at: datetime
    epoch: int
    number: int

    @property
    def name(self) -> str:
        """The file's name, from which `read_name` makes the generation again. Fit for every file system."""
        return f"{self.village}-{self.at.astimezone(WIB):{_TIME}}-e{self.epoch}-n{self.number}.sqlite"

    @property
    def day(self) -> date:
        """The day (WIB) it stands for."""
        return self.at.astimezone(WIB).date()


def read_name(name: str) -> Generation | None:
    """The generation of this file name; None for a file that is none of them."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    village, time, epoch, number = found.groups()
    try:
        at = datetime.strptime(time, _TIME).replace(tzinfo=WIB)
    except ValueError:
        return None
    return Generation(village, at, int(epoch), int(number))


def newest_first(copies: Iterable[Generation], today: date) -> list[Generation]:
    """In order of what they hold. Of copies with one journal head those that claim a day after `today` come last:
    some clock was wrong, and the copy made just now must not lose its place to them."""
    return sorted(copies, key=lambda one: (one.epoch, one.number, one.day <= today, one.at), reverse=True)


def kept(copies: Iterable[Generation], today: date) -> set[Generation]:
    """Those that stay: the newest of each of the newest `DAYS` days, `WEEKS` weeks and `MONTHS` months that have a
    copy at all. So the newest always stays, and never more than `CAP`."""
    ordered = newest_first(copies, today)
    spans: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    stay: set[Generation] = set()
    for count, span in spans:
        first: dict[Hashable, Generation] = {}
        for one in ordered:
            first.setdefault(span(one.day), one)
        stay.update(list(first.values())[:count])
    return stay


def is_due(copies: Iterable[Generation], today: date, epoch: int, number: int, *, doubtful: bool) -> bool:
    """Whether today's copy is still to be made: there is none of this day and this life of the store. Under a
    doubtful clock the day does not move on, so there each copy that would hold more is due."""
    newest = of_day(copies, today, epoch)
    return newest is None or (doubtful and newest.number < number)


def of_day(copies: Iterable[Generation], today: date, epoch: int) -> Generation | None:
    """The copy that stands for this day and this life of the store: the newest of them."""
    todays = [one for one in copies if one.day == today and one.epoch == epoch]
    return next(iter(newest_first(todays, today)), None)


def to_free(sizes: Mapping[Generation, int], today: date, free: int, needed: int) -> list[Generation] | None:
    """Which copies (with their sizes in bytes) go so that `needed` bytes are free: the oldest first, the newest
    never. None when that would not be enough; then none should go in vain."""
    going: list[Generation] = []
    for one in reversed(newest_first(sizes, today)[1:]):
        if free >= needed:
            break
        going.append(one)
        free += sizes[one]
    return going if free >= needed else None
