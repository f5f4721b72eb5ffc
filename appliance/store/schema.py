"""What stands in the file beside TinyDB's tables, and how a file of ours is known."""

from __future__ import annotations

import apsw

from appliance.model.errors import ApplianceError

APPLICATION_ID = 0x414E4A55
"""Marks our files ("ANJU"), so that a foreign database is never taken for a store."""

VERSION = 1
"""Schema version of this release; it stands in the file's `user_version`. Each release opens every earlier store,
so the first change of the schema brings the step from 1 to 2 with it."""

DEFINITION = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tables (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE indexes (
    table_name TEXT NOT NULL, field TEXT NOT NULL, single INTEGER NOT NULL, PRIMARY KEY (table_name, field)
) WITHOUT ROWID;
CREATE TABLE journal (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1), have INTEGER NOT NULL, hash TEXT NOT NULL,
    epoch INTEGER NOT NULL, generation INTEGER NOT NULL
);
PRAGMA application_id={APPLICATION_ID};
PRAGMA user_version={VERSION};
"""


def check_version(connection: apsw.Connection) -> None:
    """Refuse what is not ours (E-STO-01) and what a newer release made (E-STO-05). Writes nothing."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise ApplianceError("E-STO-01", reason="bukan berkas data anjungan")
    found = connection.pragma("user_version")
    if found != VERSION:
        raise ApplianceError("E-STO-05", found=found, known=VERSION)
