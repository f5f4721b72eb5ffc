"""A copy of the living store, checked when it is made."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.check import check_copy
from appliance.store.connect import connect_blank
from appliance.store.database import Database
from appliance.store.faults import disk_fault, fault
from appliance.store.files import sync_folder

DRAFT = ".copy."
"""How the name of a copy begins until it has been checked."""

_BESIDE = ("-journal", "-wal", "-shm")


def backup(db: Database, target: Path) -> None:
    """Write a whole copy of one moment to `target`, while others go on. An older file there is replaced only once
    the copy has been checked. The living file is never opened by other means than SQLite: closing such a handle
    would drop this process's locks.

    Raises E-STO-01 when the copy has problems, E-STO-02 and E-STO-04 when it cannot be written.
    """
    draft = target.with_name(f"{DRAFT}{os.urandom(8).hex()}")
    try:
        _no_foreign_bytes(target)
        copy_checked(db, draft)
        _remove(target, *_BESIDE)  # of an older copy: would be played into ours
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise disk_fault(error) from error
    finally:
        with suppress(OSError):  # a medium that died: what failed before is told
            _remove(draft, "")


def copy_checked(db: Database, draft: Path) -> None:
    """Write such a copy to `draft`, a new file that nobody else knows of yet, and look through what the medium has
    kept of it. Nothing is left when it fails. Raises as `backup` does."""
    try:
        draft.touch(0o600, exist_ok=False)
        try:
            _fill(db, draft)
            problems = look_through(draft)
            if problems:
                raise ApplianceError("E-STO-01", reason=f"cadangan: {problems[0]}")
        except BaseException:
            with suppress(OSError):
                _remove(draft, "", *_BESIDE)
            raise
        _remove(draft, *_BESIDE)
    except OSError as error:
        raise disk_fault(error) from error


def look_through(copy: Path) -> list[str]:
    """The problems of what the medium has kept of a finished copy; none when it is whole. Raises E-STO-.. when it
    cannot even be opened, and may raise OSError."""
    _settle(copy)
    return check_copy(copy)


def _fill(db: Database, draft: Path) -> None:
    """All pages in one step, so that they are of one moment. Not VACUUM INTO: of a store that outgrows the page
    cache it writes pages before the header that asks for checksums, and those stay without one."""
    copy = connect_blank(draft)
    try:
        with copy.backup("main", db.engine.session().connection, "main") as work:
            work.step(-1)
    except apsw.Error as error:
        raise (fault(error, copy.system_errno) or error) from error
    finally:
        copy.close()


def _settle(draft: Path) -> None:
    """All of it on the medium, and none of it left in memory, as far as the system obeys: the check that follows is
    to read what a worn or false stick has kept, not what was sent to it."""
    file = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)


def _no_foreign_bytes(target: Path) -> None:
    """SQLite knows names in UTF-8 alone."""
    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        raise ApplianceError("E-STO-04", reason="nama berkas bukan UTF-8") from error


def _remove(file: Path, *ends: str) -> None:
    for end in ends:
        file.with_name(file.name + end).unlink(missing_ok=True)
