"""The day's copy of the store, beside it and on a second medium where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.store.archive import LETTERS_FIRST, SLACK, Archive, Kept, Moment
from appliance.store.database import Database
from appliance.store.faults import disk_fault
from appliance.store.files import new_folder
from appliance.store.generations import FOLDER


@dataclass(frozen=True)
class Daily:
    """What came of it: how each folder stands now, or why it has no copy; None where no second medium is set."""

    first: Kept | ApplianceError
    second: Kept | ApplianceError | None


def keep_daily(db: Database, state: Path, folder: Path | None, now: Moment) -> Daily:
    """Keep the day's copy in the state folder and in `folder`, each checked and with generations of its own. Each
    is made from the living store, so trouble with one never stops the other."""

    def first() -> Kept:
        return first_archive(state, make=True).keep(db, now)

    def second(folder: Path) -> Kept:
        try:
            return second_archive(folder, state).keep(db, now)
        except ApplianceError as error:
            raise (error if error.code.startswith("E-BAK-") else _second_failed(folder, error)) from error

    return Daily(_tried(first), _tried(lambda: second(folder)) if folder is not None else None)


def _tried(keep: Callable[[], Kept]) -> Kept | ApplianceError:
    try:
        return keep()
    except ApplianceError as error:
        return error


def first_archive(state: Path, *, make: bool = False) -> Archive:
    """The copies in the state folder. Raises E-STO-04 when their folder cannot be made."""
    folder = state / FOLDER
    try:
        if make:
            new_folder(folder, 0o700)
    except OSError as error:
        raise disk_fault(error) from error
    return Archive(folder, LETTERS_FIRST)


def second_archive(folder: Path, state: Path) -> Archive:
    """The copies on the second medium. Raises E-BAK-04 when it is not there, and E-BAK-05 when the folder lies on
    the disk of the store: that is where a stick should be mounted and is not, and the copies would fill the very
    disk that they are meant to outlive."""
    try:
        if not folder.is_dir():
            raise ApplianceError("E-BAK-04", folder=folder.name[:80])
        if folder.stat().st_dev == state.stat().st_dev:
            raise ApplianceError("E-BAK-05", folder=folder.name[:80])
    except OSError as error:
        raise _second_failed(folder, disk_fault(error)) from error
    return Archive(folder, SLACK)


def _second_failed(folder: Path, error: ApplianceError) -> ApplianceError:
    return ApplianceError(
        "E-BAK-06", folder=folder.name[:80], reason=f"{error.code} {error.facts.get('reason', '')}"
    )
