"""Is the file whole? Answers in sentences and never stops at the damage it looks for."""

from __future__ import annotations

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
