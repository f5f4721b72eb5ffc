"""Which TinyDB table lies in which SQL table, and which fields have an index.

SQL ignores the case of names and forbids some, so a table's name stands in the catalogue (as a JSON string, which
holds every Python string) and its documents lie in `t1`, `t2` ... Numbers are never used twice. Declared indexes
belong to the name: they outlive `drop_table` and are built again with the table.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from appliance.model.errors import ApplianceError
from appliance.store.engine import Engine, Session

_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where a table's documents lie: the SQL table's name, and the fields with an index."""

    table: str
    fields: frozenset[str]


def expression(field: str) -> str:
    """The one spelling of an indexed expression: SQLite uses an index only for the very same text."""
    return f"json_extract(body,'$.{field}')"


class Catalogue:
    """The catalogue of one store, remembered between uses; a place may be out of date once another process has
    dropped the table, which shows as an SQL error and is answered by `forget`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._places: dict[str, Place] = {}

    def find(self, name: str) -> Place | None:
        """The place of a table, or None as long as it does not exist."""
        place = self._places.get(name)
        if place is None:
            found = self._engine.rows("SELECT number FROM tables WHERE name=?", (_key(name),))
            if not found:
                return None
            place = Place(f"t{found[0][0]}", frozenset(field for field, _ in self.declared(name)))
            if not self._engine.session().reshaped:
                self._places[name] = place
        return place

    def make(self, session: Session, name: str) -> Place:
        """The place of a table, made with its declared indexes when it does not exist. Inside a transaction."""
        place = self.find(name)
        if place is None:
            session.reshaped = True
            session.write("INSERT INTO tables (name) VALUES (?)", (_key(name),))
            table = f"t{session.connection.last_insert_rowid()}"
            session.write(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
            declared = self.declared(name)
            for field, single in declared:
                _build(session, table, field, single)
            place = Place(table, frozenset(field for field, _ in declared))
        return place

    def declare(self, name: str, field: str, single: bool) -> None:
        """Give `field` of a table an index, at once or when the table comes. Does nothing when it has one."""
        if not _FIELD.fullmatch(field):
            raise ApplianceError("E-STO-08", reason="nama kolom indeks hanya huruf ASCII")
        if (field, single) in self.declared(name):
            return
        with self._engine.transaction() as session:
            found = [old for known, old in self.declared(name) if known == field]
            place = self.find(name)
            if found == [single]:
                return
            session.reshaped = True
            session.write("REPLACE INTO indexes VALUES (?,?,?)", (_key(name), field, int(single)))
            if place is not None:
                session.write(f"DROP INDEX IF EXISTS {place.table}_{field}")
                _build(session, place.table, field, single)
            self.forget(name)

    def declared(self, name: str) -> list[tuple[str, bool]]:
        """The fields that have an index, and whether a value may stand only once."""
        rows = self._engine.rows("SELECT field, single FROM indexes WHERE table_name=?", (_key(name),))
        return [(field, bool(single)) for field, single in rows]

    def names(self) -> set[str]:
        """All tables."""
        return {json.loads(name) for (name,) in self._engine.rows("SELECT name FROM tables")}

    def drop(self, name: str) -> None:
        """Drop a table with its documents; nothing happens when it does not exist."""
        with self._engine.transaction() as session:
            session.reshaped = True
            self.forget(name)
            place = self.find(name)
            if place is not None:
                session.write("DELETE FROM tables WHERE name=?", (_key(name),))
                session.write(f"DROP TABLE {place.table}")

    def forget(self, name: str) -> None:
        """Look the place up anew next time."""
        self._places.pop(name, None)


def _build(session: Session, table: str, field: str, single: bool) -> None:
    unique = "UNIQUE " if single else ""
    session.write(f"CREATE {unique}INDEX {table}_{field} ON {table} ({expression(field)})")


def _key(name: str) -> str:
    return json.dumps(name)
