"""The store as everyone opens it: TinyDB's API unchanged, with indexes, transactions and SQL for repositories."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from appliance.store.engine import Engine
from appliance.store.session import Row
from appliance.store.storage import SqlStorage
from appliance.store.tables import SqlTable


class Database(TinyDB):
    """``Database(path)`` opens the store at `path`, made when missing; ``create=False`` raises E-STO-10 instead,
    ``read_only=True`` never writes. With ``storage=`` of another class it behaves as stock TinyDB does.

    Raises E-STO-01 for a broken or foreign file, E-STO-05 for one of a newer release.
    """

    table_class: type[Table] = SqlTable
    default_storage_class: type[Storage] = SqlStorage  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self._storage, SqlStorage):
            self.table_class = Table

    @property
    def engine(self) -> Engine:
        """The SQL file. Raises TypeError over a foreign storage."""
        if not isinstance(self._storage, SqlStorage):
            raise TypeError("this database stands on a foreign storage")
        return self._storage.engine

    def declare(self, table: str, *fields: str, unique: tuple[str, ...] = ()) -> None:
        """Declare indexes on top-level fields of a table, kept in the file. Values of `unique` fields may stand
        once only (null and missing as often as they like). Idempotent."""
        if not isinstance(self._storage, SqlStorage):
            raise TypeError("this database stands on a foreign storage")
        self._storage.catalogue.declare(table, dict.fromkeys(fields, False) | dict.fromkeys(unique, True))

    def transaction(self) -> AbstractContextManager[object]:
        """All or nothing, across tables, journal and SQL of this thread. Inside another one it joins it; when a
        part fails, that part alone is undone and the exception goes on. Others wait: keep it short."""
        return self.engine.transaction()

    def sql(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Run SQL for a repository of this room. Anything but SELECT joins or opens a transaction."""
        if statement.lstrip()[:6].upper() == "SELECT":
            return self.engine.rows(statement, args)
        with self.engine.transaction() as session:
            return session.write(statement, args)

    def get_meta(self, key: str) -> str | None:
        """A small fact kept beside the tables (village, epoch, settings), or None."""
        found = self.engine.rows("SELECT value FROM meta WHERE key=?", (key,))
        return found[0][0] if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep such a fact; joins or opens a transaction."""
        self.sql("REPLACE INTO meta (key, value) VALUES (?,?)", (key, value))

    def meta(self, prefix: str = "") -> dict[str, str]:
        """All such facts whose key begins with `prefix`, in the order of keys."""
        rows = self.engine.rows("SELECT key, value FROM meta ORDER BY key")
        return {key: value for key, value in rows if key.startswith(prefix)}

    def tables(self) -> set[str]:
        """The names of all tables."""
        if not isinstance(self._storage, SqlStorage):
            return super().tables()
        return self._storage.catalogue.names()

    def drop_table(self, name: str) -> None:
        """Drop a table and its documents. Its declared indexes come back with it."""
        if not isinstance(self._storage, SqlStorage):
            super().drop_table(name)
            return
        self._tables.pop(name, None)
        self._storage.catalogue.drop(name)

    def drop_tables(self) -> None:
        """Drop all TinyDB tables. Journal, cursor and settings are none of them."""
        if not isinstance(self._storage, SqlStorage):
            super().drop_tables()
            return
        self._storage.write({})
        self._tables.clear()
