"""A copy of the living store, checked when it is made."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.check import check_file
from appliance.store.database import Database
from appliance.store.faults import fault
from appliance.store.files import sync_folder


def backup(db: Database, target: Path) -> None:
    """Write a whole copy of one moment to `target`, while others go on. An older file there is replaced only once
    the copy has been checked. The living file is never opened by other means than SQLite: closing such a handle
    would drop this process's locks.

    Raises E-STO-01 when the copy has problems, E-STO-02 and E-STO-04 when it cannot be written.
    """
    draft = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
    try:
        try:
            db.engine.session().connection.execute("VACUUM INTO ?", (str(draft),))
        except apsw.Error as error:
            raise (fault(error) or error) from error
        _check(draft)
        draft.chmod(0o600)
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


def _check(copy: Path) -> None:
    with Database(copy, create=False) as db:
        problems = check_file(db)
    if problems:
        raise ApplianceError("E-STO-01", reason=f"cadangan: {problems[0]}")
