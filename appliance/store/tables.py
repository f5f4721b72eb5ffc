"""TinyDB's table over SQL: its own methods on lazy mappings, with indexes and transactions beside them."""

# ruff: noqa: S608 - names of SQL tables are ours (t1, t2 ...), never a caller's text

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import apsw
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from appliance.model.errors import ApplianceError
from appliance.store.catalogue import Place
from appliance.store.documents import decode, encode
from appliance.store.engine import Session
from appliance.store.mappings import Draft, Rows, row_id, text_id
from appliance.store.narrow import cacheable, narrow
from appliance.store.storage import SqlStorage

KEYED = frozenset({"residents"})
"""Tables whose ids are given by the caller: a made-up one would stand for a person who is not there."""

CACHED = 1000
"""Results of more documents than this are not remembered."""

_ALL = "SELECT id, body FROM {table} ORDER BY id"


class SqlTable(Table):
    """One table, a row for each document.

    Where it differs from stock TinyDB, on purpose: documents come in the order of their ids; ids are integers of
    64 bits; remembered results are handed out as fresh documents; a narrowed query does not meet the documents that
    its index leaves out, so a comparison that would fail on one of them may pass.
    """

    _storage: SqlStorage

    def __init__(self, storage: SqlStorage, name: str, *args: Any, **kwargs: Any) -> None:
        self._engine = storage.engine
        self._catalogue = storage.catalogue
        self._cache_lock = threading.Lock()
        self._cache_mark: object = None
        super().__init__(storage, name, *args, **kwargs)

    # Writing

    def insert(self, document: Mapping[Any, Any]) -> int:
        """Insert a document and return its id. Raises ValueError for a taken id and for no Mapping, E-STO-08 for
        what cannot be stored, and for a resident without an id."""
        return self._insert([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[Any, Any]]) -> list[int]:
        """Insert all documents or none. The list is made before the lock is taken."""
        return self._insert(list(documents))

    def _insert(self, documents: list[Any]) -> list[int]:
        pairs = [self._pair(document) for document in documents]
        with self._engine.transaction() as session:
            place = self._make(session)
            following = self._following(session, place)
            for pair in pairs:
                if pair[0] is None:
                    pair[0] = following
                following = max(following, pair[0] + 1)
            try:
                session.write_many(f"INSERT INTO {place.table} (id, body) VALUES (?,?)", pairs)
            except apsw.ConstraintError as error:
                raise self._refusal(session, place, pairs, error) from error
            self._next_id = following
        return [pair[0] for pair in pairs]

    def _pair(self, document: Any) -> list[Any]:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        number: int | None = None
        if isinstance(document, self.document_class):
            number = row_id(document.doc_id)
            if number is None:
                raise ApplianceError("E-STO-08", reason="nomor dokumen bukan bilangan 64 bit")
        elif self.name in KEYED:
            raise ApplianceError("E-STO-08", reason=f"tabel {self.name} tidak membuat nomor sendiri")
        return [number, encode(document)]

    def _following(self, session: Session, place: Place) -> int:
        """The next free id: above all there are now, and above all that this table object has given out."""
        last = session.rows(f"SELECT max(id) FROM {place.table}")[0][0]
        following = 1 if last is None else last + 1
        return following if self._next_id is None else max(following, self._next_id)

    def _refusal(self, session: Session, place: Place, pairs: list[list[Any]], error: apsw.Error) -> Exception:
        """Which id is taken, or that another document holds a value that may stand only once."""
        if error.extendedresult == apsw.SQLITE_CONSTRAINT_PRIMARYKEY:
            return ValueError("Document with that ID already exists")
        return ApplianceError("E-STO-13", table=self.name)

    def _get_next_id(self) -> int:
        place = self._find()
        following = self._next_id or 1 if place is None else self._following(self._engine.session(), place)
        self._next_id = following + 1
        return following

    def update(self, fields: Any, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As stock; a failed update leaves nothing behind."""
        if cond is None or doc_ids is not None:
            return super().update(fields, cond, doc_ids)
        with self._engine.transaction():
            return super().update(fields, doc_ids=[number for number, _, _ in self._matches(cond)])

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As stock."""
        if cond is None or doc_ids is not None:
            return super().remove(cond, doc_ids)
        with self._engine.transaction():
            return super().remove(doc_ids=[number for number, _, _ in self._matches(cond)])

    def upsert(self, document: Any, cond: QueryLike | None = None) -> list[int]:
        """As stock, in one transaction."""
        with self._engine.transaction():
            return super().upsert(document, cond)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._engine.transaction() as session:
            draft = Draft(session, self._make(session).table)
            updater(draft)
            draft.flush()

    # Reading

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match, in the order of their ids; always fresh ones."""
        session = self._engine.session()
        remember = cacheable(cond)
        if remember:
            with self._cache_lock:
                mark = (session, session.changes, session.rows("PRAGMA data_version")[0][0])
                if mark != self._cache_mark:
                    self._query_cache.clear()
                    self._cache_mark = mark
                known = self._query_cache.get(cond)
            if known is not None:
                return [self._document(number, decode(body)) for number, body in known]  # type: ignore[misc]
        found = list(self._matches(cond))
        if remember and len(found) <= CACHED:
            with self._cache_lock:
                if mark == self._cache_mark:
                    self._query_cache[cond] = [(number, body) for number, body, _ in found]  # type: ignore[misc]
        return [self._document(number, document) for number, _, document in found]

    def get(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None
    ) -> Any:
        """One document by id or the first that matches, or None; with `doc_ids` a list in the order of ids."""
        if doc_id is not None:
            number = text_id(doc_id)
            rows = [] if number is None else self._select("SELECT body FROM {table} WHERE id=?", (number,))
            return self.document_class(decode(rows[0][0]), doc_id) if rows else None
        if doc_ids is not None:
            wanted = sorted({number for number in map(text_id, doc_ids) if number is not None})
            return [document for document in (self.get(doc_id=number) for number in wanted) if document is not None]
        if cond is not None:
            matches = self._matches(cond)
            try:
                return next((self._document(number, document) for number, _, document in matches), None)
            finally:
                matches.close()
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def __len__(self) -> int:
        return len(self._read_table())

    def _read_table(self) -> Any:
        place = self._find()
        return {} if place is None else Rows(self._engine.session(), place.table)

    def _document(self, number: int, document: dict[str, Any]) -> Document:
        return self.document_class(document, self.document_id_class(number))

    def _matches(self, cond: QueryLike) -> Any:
        """Id, body and document of each match, in the order of ids, from one moment."""
        place = self._find()
        if place is None:
            return
        narrowed = narrow(cond, place.fields) if place.fields else None
        if narrowed is None:
            rows = self._engine.session().scan(_ALL.format(table=place.table))
        else:
            where, args = narrowed
            rows = iter(self._engine.rows(f"SELECT id, body FROM {place.table} WHERE {where} ORDER BY id", args))
        for number, body in rows:
            document = decode(body)
            if cond(document):
                yield number, body, document

    # Where the documents lie

    def _find(self) -> Place | None:
        return self._catalogue.find(self.name)

    def _make(self, session: Session) -> Place:
        return self._catalogue.make(session, self.name)

    def _select(self, statement: str, args: tuple[Any, ...]) -> list[Any]:
        place = self._find()
        return [] if place is None else self._engine.rows(statement.format(table=place.table), args)
