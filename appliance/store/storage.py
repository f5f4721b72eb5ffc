"""The SQL file as a TinyDB storage: what `Database` stands on, and what middlewares may wrap."""

# ruff: noqa: S608 - names of SQL tables are ours (t1, t2 ...), never a caller's text

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from appliance.store.catalogue import Catalogue
from appliance.store.documents import decode, encode
from appliance.store.engine import Engine


class SqlStorage(Storage):
    """One SQLite file. `create` allows making a missing one; a broken one is never replaced."""

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True, read_only: bool = False) -> None:
        self.engine = Engine(Path(path), create_missing=create, read_only=read_only)
        self.catalogue = Catalogue(self.engine)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Everything, as TinyDB's storages give it; None when there is no table."""
        found: dict[str, dict[str, Any]] = {}
        for name in self.catalogue.names():
            place = self.catalogue.find(name)
            if place is not None:
                rows = self.engine.rows(f"SELECT id, body FROM {place.table} ORDER BY id")
                found[name] = {str(number): decode(body) for number, body in rows}
        return found or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace everything in one transaction, as TinyDB's storages do."""
        with self.engine.transaction() as session:
            for name in self.catalogue.names() - set(data):
                self.catalogue.drop(name)
            for name, documents in data.items():
                table = self.catalogue.make(session, name).table
                session.write(f"DELETE FROM {table}")
                pairs = [(int(number), encode(document)) for number, document in documents.items()]
                session.write_many(f"INSERT INTO {table} (id, body) VALUES (?,?)", pairs)

    def close(self) -> None:
        """Close the file for this process."""
        self.engine.close()
