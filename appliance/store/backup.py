"""A copy of the living store, checked when it is made."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.check import check_file
from appliance.store.connect import connect_blank
from appliance.store.database import Database
from appliance.store.faults import fault
from appliance.store.files import sync_folder


def backup(db: Database, target: Path) -> None:
    """Write a whole copy of one moment to `target`, while others go on. An older file there is replaced only once
    the copy has been checked. The living file is never opened by other means than SQLite: closing such a handle
    would drop this process's locks.

    Raises E-STO-01 when the copy has problems, E-STO-02 and E-STO-04 when it cannot be written.
    """
    draft = target.with_name(f".copy.{os.urandom(8).hex()}")
    try:
        _no_foreign_bytes(target)
        draft.touch(0o600, exist_ok=False)
        _fill(db, draft)
        _check(draft)
        file = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(file)
        finally:
            os.close(file)
        for old in ("-wal", "-shm"):
            target.with_name(target.name + old).unlink(
                missing_ok=True
            )  # of an older copy: would be played into ours
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise ApplianceError("E-STO-04", reason=error.strerror) from error
    finally:
        for left in target.parent.glob(draft.name + "*"):
            left.unlink()


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


def _no_foreign_bytes(target: Path) -> None:
    """SQLite knows names in UTF-8 alone."""
    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        raise ApplianceError("E-STO-04", reason="nama berkas bukan UTF-8") from error


def _check(copy: Path) -> None:
    with Database(copy, create=False) as db:
        problems = check_file(db)
    if problems:
        raise ApplianceError("E-STO-01", reason=f"cadangan: {problems[0]}")
