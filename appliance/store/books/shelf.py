"""One table of frozen records."""

from __future__ import annotations

from dataclasses import fields
from typing import Generic, TypeVar

from tinydb import where
from tinydb.queries import QueryLike
from tinydb.table import Document

from appliance.model.errors import ApplianceError
from appliance.store.database import Database
from appliance.store.documents import encode_plain
from appliance.store.tables import SqlTable

T = TypeVar("T")


class TableShelf(Generic[T]):
    """Records of the dataclass `kind` in the table `name`; equality on `indexed` fields is found by index."""

    def __init__(self, database: Database, name: str, kind: type[T], *indexed: str) -> None:
        self._table: SqlTable = database.table(name)  # type: ignore[assignment]
        self._kind = kind
        self._names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        if indexed:
            database.declare(name, *indexed)

    def get(self, key: int) -> T | None:
        """The record, or None."""
        document = self._table.get(doc_id=key)
        return self._record(document) if isinstance(document, Document) else None

    def add(self, record: T, key: int | None = None) -> int:
        """Store a new record; its key. `key` comes from `next_key` of the same transaction."""
        return self._table.insert_body(key, self._body(record))

    def put(self, key: int, record: T) -> None:
        """Keep the record under `key`, whole: TinyDB's `update` would merge it with what was there."""
        self._table.put_body(key, self._body(record))

    def find(self, **equal: object) -> list[tuple[int, T]]:
        """Records whose fields equal all of `equal`, in the order of their keys."""
        query: QueryLike | None = None
        for name, value in equal.items():
            part = where(name) == value
            query = part if query is None else query & part
        found = self._table.all() if query is None else self._table.search(query)
        return sorted(((document.doc_id, self._record(document)) for document in found), key=lambda pair: pair[0])

    def next_key(self) -> int:
        """The key that `add` would give now; for a record that has to name its own key."""
        return self._table._get_next_id()

    def remove(self, key: int) -> None:
        """Take a record away."""
        self._table.remove(doc_ids=[key])

    def count(self) -> int:
        """How many records there are."""
        return len(self._table)

    def _body(self, record: T) -> str:
        return encode_plain({name: getattr(record, name) for name in self._names})

    def _record(self, document: Document) -> T:
        try:
            return self._kind(**{name: document[name] for name in self._names if name in document})
        except TypeError as error:  # a field without default is missing: nothing of ours wrote this
            reason = f"tabel {self._table.name} baris {document.doc_id}"
            raise ApplianceError("E-STO-01", reason=reason) from error
