"""Key and value beside the tables: village, epoch, settings. Not visible to TinyDB, kept by `drop_tables`."""

from __future__ import annotations

import json
from typing import Any

from appliance.store.database import Database


class Meta:
    """Values are whatever JSON holds."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        found = self._db.sql("SELECT value FROM meta WHERE key=?", (key,))
        return json.loads(found[0][0]) if found else default

    def set(self, key: str, value: Any) -> None:
        """Set `key`; joins or opens a transaction."""
        self._db.sql("REPLACE INTO meta (key, value) VALUES (?,?)", (key, json.dumps(value, allow_nan=False)))

    def remove(self, key: str) -> None:
        """Forget `key`; nothing happens when it is not there."""
        self._db.sql("DELETE FROM meta WHERE key=?", (key,))

    def all(self, prefix: str = "") -> dict[str, Any]:
        """Every key that begins with `prefix`, in their order."""
        rows = self._db.sql("SELECT key, value FROM meta ORDER BY key")
        return {key: json.loads(value) for key, value in rows if key.startswith(prefix)}
