"""Settings and small facts, one row each in the store's own meta table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from appliance.model.settings import Value, complete
from appliance.store.database import Database

_SETTING = "setting."
_NOTE = "note."


class SettingTable:
    """Settings as JSON values under ``setting.KEY``, facts as text under ``note.KEY``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[object, Mapping[str, Value]] | None = None

    def all(self) -> Mapping[str, Value]:
        """Every setting, defaults included. Remembered until somebody changes one, or another process writes
        anything; what a transaction has not committed yet is never remembered."""
        session = self._database.engine.session()
        mark = session, session.rows("PRAGMA data_version")[0][0]
        known = self._known
        if known is not None and known[0] == mark:
            return known[1]
        rows = self._database.meta(_SETTING)
        values = {key.removeprefix(_SETTING): json.loads(text) for key, text in rows.items()}
        settings = MappingProxyType(complete(values))
        if not session.connection.in_transaction:
            self._known = mark, settings
        return settings

    def put(self, key: str, value: Value) -> None:
        """Store one setting."""
        self._known = None
        self._database.set_meta(_SETTING + key, json.dumps(value))

    def note(self, key: str) -> str | None:
        """A small fact that is no setting."""
        return self._database.get_meta(_NOTE + key)

    def set_note(self, key: str, value: str) -> None:
        """Store such a fact."""
        self._database.set_meta(_NOTE + key, value)
