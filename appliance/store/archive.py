"""A folder that keeps generations of the store: the day's copy, the room it needs, and which older ones go."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.store.backup import DRAFT, backup, look_through
from appliance.store.check import check_file
from appliance.store.database import Database
from appliance.store.faults import disk_fault
from appliance.store.generations import Generation, is_due, kept, newest_first, of_day, read_name, to_free
from appliance.store.reserve import PLENTY, SIZE

LETTERS_FIRST = PLENTY + SIZE
"""Bytes that stay free on the disk of the store: its reserve, and room for letters."""

SLACK = 2**20
"""Bytes that stay free on a second medium, which holds nothing but copies."""

MIB = 2**20


@dataclass(frozen=True)
class Kept:
    """How a folder stands after the day's copy: the file that holds it, whether it was made just now, and the names
    of all that are there and of those that went, newest first."""

    file: Path
    made: bool
    names: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """What a copy made now stands for: the time as it is recorded, whether the clock is in doubt, and the village
    (ten digits), epoch and number of the journal's newest event."""

    at: datetime
    doubtful: bool
    village: str
    epoch: int
    number: int


class Archive:
    """The copies of one village in one folder; other files there are left alone. `spare` bytes stay free."""

    def __init__(self, folder: Path, spare: int) -> None:
        self._folder, self._spare = folder, spare

    def keep(self, db: Database, now: Moment) -> Kept:
        """See to it that the folder holds the day's copy, checked, and no generations beyond the rule. Doing it
        again changes nothing as long as that copy is whole. Others who do it at the same time wait for their turn.

        Raises E-BAK-02 when there is no room even without the older ones, E-STO-01 when the copy has problems
        (nothing older goes then), E-STO-02 and E-STO-04 for what the disk says.
        """
        today = now.at.date()
        try:
            with self._alone():
                self._clear_drafts()
                removed = self._remove_spoiled(now, db)
                sizes = self._copies(now.village)
                made = is_due(sizes, today, now.epoch, now.number, doubtful=now.doubtful)
                if made:
                    removed += self._make_room(sizes, now, db)
                    new = Generation(now.village, now.at, now.epoch, now.number)
                    backup(db, self._folder / new.name)
                    sizes = self._copies(now.village)
                stay = kept(sizes, today)
                removed += self._remove(newest_first(set(sizes) - stay, today))
        except OSError as error:
            raise disk_fault(error) from error
        names = _names(newest_first(stay, today))
        return Kept(self._folder / names[0], made, names, _names(newest_first(removed, today)))

    def newest(self, village: str | None, now: datetime) -> Generation | None:
        """The newest copy of `village` (of any, for None). Raises E-STO-04 when the folder cannot be read."""
        try:
            copies = self._copies(village)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_fault(error) from error
        return next(iter(newest_first(copies, now.date())), None)

    def look_through(self, copy: Generation) -> list[str]:
        """The problems of one of the copies; none when it is whole."""
        try:
            return look_through(self._folder / copy.name)
        except OSError as error:
            return [disk_fault(error).for_clerk()]
        except ApplianceError as error:
            return [error.for_clerk()]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The folder itself is the lock: it vanishes with a killed process and leaves no file behind."""
        handle = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _clear_drafts(self) -> None:
        """What a power cut left half made."""
        for left in self._folder.glob(f"{DRAFT}*"):
            left.unlink(missing_ok=True)

    def _copies(self, village: str | None) -> dict[Generation, int]:
        """The generations that are there, with their sizes in bytes."""
        found: dict[Generation, int] = {}
        with os.scandir(self._folder) as entries:
            for entry in entries:
                one = read_name(entry.name)
                if one is None or village not in (None, one.village):
                    continue
                state = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(state.st_mode):
                    found[one] = state.st_size
        return found

    def _remove_spoiled(self, now: Moment, db: Database) -> list[Generation]:
        """Remove the day's copy when the medium has not kept it, so that it is made again; not from beside a broken
        store, which may have to be mended with its help."""
        todays = of_day(self._copies(now.village), now.at.date(), now.epoch)
        if todays is None or not self.look_through(todays):
            return []
        _refuse_broken(db)
        return self._remove([todays])

    def _make_room(self, sizes: dict[Generation, int], now: Moment, db: Database) -> list[Generation]:
        """Remove what has to go before a copy of `db` can be made; nothing for the sake of a broken store."""
        disk = os.statvfs(self._folder)
        free, needed = disk.f_bavail * disk.f_frsize, _size(db) + self._spare
        going = to_free(sizes, now.at.date(), free, needed)
        if going is None:
            facts = {"needed": -(-needed // MIB), "free": free // MIB}
            raise ApplianceError("E-BAK-02", folder=self._folder.name[:80], **facts)
        if going:
            _refuse_broken(db)
        return self._remove(going)

    def _remove(self, going: Iterable[Generation]) -> list[Generation]:
        gone = list(going)
        for one in gone:
            (self._folder / one.name).unlink(missing_ok=True)
        return gone


def _refuse_broken(db: Database) -> None:
    if problems := check_file(db):
        raise ApplianceError("E-STO-01", reason=problems[0])


def _size(db: Database) -> int:
    """Bytes of a copy made now. The file's own size would leave out what is still in the WAL."""
    connection = db.engine.session().connection
    return int(connection.pragma("page_count")) * int(connection.pragma("page_size"))


def _names(copies: Iterable[Generation]) -> tuple[str, ...]:
    return tuple(one.name for one in copies)
