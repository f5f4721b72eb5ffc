"""A store is prepared once, and opened by this release and every later one."""

from __future__ import annotations

import secrets
from pathlib import Path

from appliance.model.errors import ApplianceError
from province.connect import Connection, connect, sync_folder, told, writing
from province.disk import disk_told
from province.schema import STEPS, VERSION

FILE = "province.sqlite"


def prepare(state: Path) -> None:
    """Make a new store in `state`. Raises E-PRV-02 when one is there, E-PRV-04 when it cannot be made."""
    with disk_told():
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (state / FILE).touch(mode=0o600)
        sync_folder(state.parent)
    db = connect(state / FILE, create=True)
    with told():
        try:
            with writing(db):
                if db.pragma("user_version") or db.execute("SELECT count(*) FROM sqlite_schema").get:
                    raise ApplianceError("E-PRV-02")
                for step in STEPS:
                    db.execute(step)
                db.execute("INSERT INTO fact VALUES ('origin', ?)", (_new_name(),))
                begin_life(db)
                db.pragma("user_version", VERSION)
        finally:
            db.close()


def begin_life(db: Connection) -> None:
    """A new generation, inside the caller's transaction: every village compares anew how far it is held."""
    db.execute("INSERT OR REPLACE INTO fact VALUES ('generation', ?)", (_new_name(),))


def _new_name() -> str:
    return str(1 + secrets.randbelow(2**53 - 1))


def open_file(file: Path) -> Connection:
    """Open a store of this release or an earlier one; an earlier one is brought up to this release.

    Raises E-PRV-01 when nothing is prepared, E-PRV-03 when the file is broken, E-PRV-04 and -08 when it cannot be
    written, E-PRV-07 when it is newer.
    """
    require_prepared(file)
    db = connect(file)
    try:
        with told():
            if _version(db) < VERSION:
                with writing(db):  # asked again inside: two collectors may open an old store at once
                    for step in STEPS[_version(db) :]:
                        db.execute(step)
                    db.pragma("user_version", VERSION)
    except ApplianceError:
        db.close()
        raise
    return db


def require_prepared(file: Path) -> None:
    """Raises E-PRV-01 when there is no `file`, E-PRV-04 when that cannot even be said."""
    with disk_told():
        there = file.is_file()
    if not there:
        raise ApplianceError("E-PRV-01")


def _version(db: Connection) -> int:
    found = int(db.pragma("user_version"))
    if found == 0:
        raise ApplianceError("E-PRV-01")
    if found > VERSION:
        raise ApplianceError("E-PRV-07", found=found, known=VERSION)
    return found
