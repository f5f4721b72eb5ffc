"""Which TinyDB table lies in which SQL table, and which fields have an index.

SQL ignores the case of names and forbids some, so a table's name stands in the catalogue (as a JSON string, which
holds every Python string) and its documents lie in `t1`, `t2` ... Numbers are never used twice. Declared indexes
belong to the name: they outlive `drop_table` and are built again with the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.engine import Engine
from appliance.store.session import Session

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
    """The catalogue of one store, remembered between uses.

    A remembered place may be out of date once another process has dropped the table: whoever meets that as an SQL
    error calls `forget` and looks again. A transaction that makes or drops tables itself remembers nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._places: dict[str, Place] = {}

    def find(self, name: str) -> Place | None:
        """The place of a table, or None as long as it does not exist."""
        return self._find(self._engine.session(), name)

    def _find(self, session: Session, name: str) -> Place | None:
        if session.reshaped:
            return self._look_up(session, name)
        place = self._places.get(name)
        if place is None:
            place = self._look_up(session, name)
            if place is not None:
                self._places[name] = place
        return place

    def make(self, session: Session, name: str) -> Place:
        """The place of a table, made with its declared indexes when it does not exist. Inside a transaction."""
        place = self._find(session, name)
        if place is None:
            session.reshaped = True
            session.write("INSERT INTO tables (name) VALUES (?)", (_key(name),))
            table = f"t{session.connection.last_insert_rowid()}"
            session.write(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
            declared = self.declared(name)
            for field, single in declared.items():
                _build(session, table, field, single)
            place = Place(table, frozenset(declared))
        return place

    def _look_up(self, session: Session, name: str) -> Place | None:
        found = session.rows("SELECT number FROM tables WHERE name=?", (_key(name),))
        return Place(f"t{found[0][0]}", frozenset(self.declared(name))) if found else None

    def declare(self, name: str, fields: Mapping[str, bool]) -> None:
        """Give `fields` of a table an index, at once or when the table comes; true means that a value may stand
        only once. Does nothing for those that are so already. Raises E-STO-13 when documents are against it."""
        if not all(map(_FIELD.fullmatch, fields)):
            raise ApplianceError("E-STO-08", reason="nama kolom indeks hanya huruf ASCII")
        if not self._missing(name, fields):
            return
        try:
            with self._engine.transaction() as session:
                session.reshaped = True
                place = self.find(name)
                for field in self._missing(name, fields):
                    session.write("REPLACE INTO indexes VALUES (?,?,?)", (_key(name), field, int(fields[field])))
                    if place is not None:
                        session.write(f"DROP INDEX IF EXISTS {place.table}_{field}")
                        _build(session, place.table, field, fields[field])
        except apsw.ConstraintError as error:
            raise ApplianceError("E-STO-13", table=name) from error
        self.forget(name)

    def _missing(self, name: str, fields: Mapping[str, bool]) -> list[str]:
        """Those of `fields` that have no index yet, or one that is too weak."""
        known = self.declared(name)
        return [field for field, single in fields.items() if field not in known or (single and not known[field])]

    def declared(self, name: str) -> dict[str, bool]:
        """The fields that have an index, and whether a value may stand only once."""
        rows = self._engine.rows("SELECT field, single FROM indexes WHERE table_name=?", (_key(name),))
        return {field: bool(single) for field, single in rows}

    def names(self) -> set[str]:
        """All tables."""
        return {json.loads(name) for (name,) in self._engine.rows("SELECT name FROM tables")}

    def drop(self, name: str) -> None:
        """Drop a table with its documents; nothing happens when it does not exist."""
        with self._engine.transaction() as session:
            session.reshaped = True
            place = self.find(name)
            if place is not None:
                session.write("DELETE FROM tables WHERE name=?", (_key(name),))
                session.write(f"DROP TABLE {place.table}")
        self.forget(name)

    def forget(self, name: str) -> None:
        """Look the place up anew next time."""
        self._places.pop(name, None)


def _build(session: Session, table: str, field: str, single: bool) -> None:
    unique = "UNIQUE " if single else ""
    session.write(f"CREATE {unique}INDEX {table}_{field} ON {table} ({expression(field)})")


def _key(name: str) -> str:
    return json.dumps(name)
