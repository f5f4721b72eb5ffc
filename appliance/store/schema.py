"""The file itself: its schema, its version, and how it comes into being whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.faults import fault
from appliance.store.files import sync_folder

APPLICATION_ID = 0x414E4A55
"""Marks our files ("ANJU"), so that a foreign database is never taken for a store."""

VERSION = 1
"""Schema version of this release; it stands in the file's `user_version`."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tables (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE indexes (
    table_name TEXT NOT NULL, field TEXT NOT NULL, single INTEGER NOT NULL, PRIMARY KEY (table_name, field)
) WITHOUT ROWID;
CREATE TABLE journal (
    number INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1), have INTEGER NOT NULL, hash TEXT NOT NULL,
    epoch INTEGER NOT NULL, generation INTEGER NOT NULL
);
"""


def create(path: Path) -> None:
    """Make a new store at `path`, complete or not at all. The caller holds the gate; nothing stands at `path`.

    It is made under another name and linked into place, so an empty or half-made file at `path` is always damage
    and never a beginning. Refuses (E-STO-01) when the WAL of a lost store still lies there.
    """
    if path.with_name(path.name + "-wal").exists():
        raise ApplianceError("E-STO-01", reason="berkas utama hilang, sisanya (-wal) masih ada")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        connection = connect(draft, create=True)
        try:
            connection.execute(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id={APPLICATION_ID};"
                f" PRAGMA user_version={VERSION}; COMMIT"
            )
        finally:
            connection.close()
        draft.chmod(0o660)
        os.link(draft, path)
        draft.unlink()
        sync_folder(path.parent)
    except apsw.Error as error:
        raise (fault(error) or error) from error
    except OSError as error:
        raise ApplianceError("E-STO-04", reason=error.strerror) from error
    finally:
        for left in path.parent.glob(draft.name + "*"):
            left.unlink()


def check_version(connection: apsw.Connection) -> None:
    """Refuse what is not ours (E-STO-01) and what a newer release made (E-STO-05)."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise ApplianceError("E-STO-01", reason="bukan berkas data anjungan")
    found = connection.pragma("user_version")
    if found != VERSION:
        raise ApplianceError("E-STO-05", found=found, known=VERSION)
