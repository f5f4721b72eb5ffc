"""Is the file whole? Answers in sentences and never stops at the damage it looks for."""

from __future__ import annotations

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.database import Database

LIMIT = 20
"""Problems listed at most."""


def check_file(db: Database) -> list[str]:
    """The problems of the SQLite file: its structure, its indexes, and the checksum of every page in use."""
    try:
        found = [str(text) for (text,) in db.engine.rows(f"PRAGMA integrity_check({LIMIT})")]
    except ApplianceError as error:
        return [error.for_clerk()]
    return [f"Berkas data: {text}" for text in found if text != "ok"]


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
