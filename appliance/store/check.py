"""Is the file whole? Answers in sentences and never stops at the damage it looks for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.database import Database
from appliance.store.faults import fault

LIMIT = 20
"""Problems listed at most."""

_LOOK = f"PRAGMA integrity_check({LIMIT})"


def check_file(db: Database) -> list[str]:
    """The problems of the SQLite file: its structure, its indexes, and the checksum of every page in use."""
    try:
        return _told(db.engine.rows(_LOOK))
    except ApplianceError as error:
        return [error.for_clerk()]


def check_copy(copy: Path) -> list[str]:
    """The same of a finished copy, which nobody changes any more; the folder may be full. Raises E-STO-.. when it
    cannot be opened."""
    connection = connect(copy, frozen=True)
    try:
        return _told(connection.execute(_LOOK))
    except apsw.Error as error:
        return [
            (fault(error, connection.system_errno) or ApplianceError("E-STO-01", reason=str(error))).for_clerk()
        ]
    finally:
        connection.close()


def _told(rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [f"Berkas data: {text}" for (text,) in rows if text != "ok"]


def check_documents(db: Database) -> list[str]:
    """The rows of the tables whose body is no JSON object: no release of ours writes one."""
    problems: list[str] = []
    for number, name in db.engine.rows("SELECT number, name FROM tables ORDER BY number"):
        name = name.strip('"')
        try:
            found = db.engine.rows(
                f"SELECT id FROM t{number} WHERE CASE WHEN typeof(body) = 'text' AND json_valid(body)"  # noqa: S608
                f" THEN json_type(body) <> 'object' ELSE 1 END ORDER BY id LIMIT {LIMIT}"
            )
        except apsw.SQLError:
            problems.append(f"Tabel {name} hilang dari berkas data.")
            continue
        problems += [f"Tabel {name} baris {key} bukan dokumen." for (key,) in found]
    return problems[:LIMIT]
