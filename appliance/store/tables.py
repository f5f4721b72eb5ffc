"""TinyDB's table over SQL: its own methods on lazy mappings, with indexes and transactions beside them."""

# ruff: noqa: S608 - names of SQL tables are ours (t1, t2 ...), never a caller's text

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, TypeVar

import apsw
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from appliance.model.errors import ApplianceError
from appliance.store.catalogue import Place
from appliance.store.documents import decode, encode
from appliance.store.faults import extended_code
from appliance.store.mappings import UPSERT, Doc, Draft, Rows, row_id, text_id
from appliance.store.narrow import cacheable, narrow
from appliance.store.remembered import Remembered, Stored
from appliance.store.session import Row, Session
from appliance.store.storage import SqlStorage

KEYED = frozenset({"residents"})
"""Tables whose ids are given by the caller: a made-up one would stand for a person who is not there."""

_FIRST, _LAST = -(2**63), 2**63 - 1
"""The ids that a row may have."""

T = TypeVar("T")


class SqlTable(Table):
    """One table, a row for each document.

    Where it differs from stock TinyDB, on purpose: documents come in the order of their ids; ids are integers of
    64 bits; remembered results are handed out as fresh documents; a query that an index narrows does not meet the
    documents left out, so a comparison that would fail on one of them passes.
    """

    query_cache_class = Remembered  # type: ignore[assignment]
    _query_cache: Remembered  # type: ignore[assignment]
    _next_id: int | None  # type: ignore[assignment]
    """Above every id that this object has given out, so that the id of a removed last document is not given to
    another one before the store is opened anew."""

    def __init__(self, storage: SqlStorage, name: str, *args: Any, **kwargs: Any) -> None:
        self._engine = storage.engine
        self._catalogue = storage.catalogue
        super().__init__(storage, name, *args, **kwargs)

    # Writing

    def insert(self, document: Mapping[Any, Any]) -> int:
        """Insert a document and return its id.

        Raises ValueError for a taken id and for no Mapping, as stock does; E-STO-08 for what cannot be stored and
        for a resident without an id; E-STO-13 for a second value where one may stand.
        """
        return self.insert_body(self._given_id(document), encode(document))

    def insert_body(self, given: int | None, body: str) -> int:
        """As `insert`, of a document that is encoded already (`documents`); its id."""
        return self._write(lambda session, place: self._insert(session, place, given, body))

    def put_body(self, number: int, body: str) -> None:
        """Let the encoded document stand under the id `number`, whole, whatever stood there: one statement, where
        TinyDB's `update` would merge. Raises E-STO-13 for a second value where one may stand."""
        self._write(lambda session, place: self._put(session, place, number, body))

    def _write(self, write: Callable[[Session, Place], int]) -> int:
        """Let `write` write one document at the table's place; its id."""
        with self._engine.transaction(single=True) as session:
            place = self._catalogue.make(session, self.name)
            try:
                number = write(session, place)
            except apsw.SQLError:
                number = write(session, self._again(session))
        self._given_out(number)
        return number

    def insert_multiple(self, documents: Iterable[Mapping[Any, Any]]) -> list[int]:
        """Insert all documents or none. The list is made before the lock is taken."""
        given = [(self._given_id(document), encode(document)) for document in list(documents)]
        with self._engine.transaction() as session:
            place, following = self._open(session)
            pairs = []
            for number, body in given:
                pairs.append((following if number is None else number, body))
                following = max(following, pairs[-1][0] + 1)
            if following > _LAST + 1:
                raise ApplianceError("E-STO-08", reason="nomor dokumen habis")
            try:
                session.write_many(f"INSERT INTO {place.table} (id, body) VALUES (?,?)", pairs)
            except apsw.ConstraintError as error:
                raise self._refusal(error, "of one of these") from error
        self._given_out(following - 1)
        return [number for number, _ in pairs]

    def _insert(self, session: Session, place: Place, given: int | None, body: str) -> int:
        """Write one document, under the next free id when none is `given`; one statement, not two."""
        following = f"max(?, (SELECT ifnull(max(id) + 1, 1) FROM {place.table}))"
        try:
            session.write(
                f"INSERT INTO {place.table} (id, body) VALUES (ifnull(?, {following}), ?)",
                (given, self._next_id or _FIRST, body),
            )
        except apsw.ConstraintError as error:
            raise self._refusal(error, str(given)) from error
        except apsw.MismatchError as error:
            raise ApplianceError("E-STO-08", reason="nomor dokumen habis") from error
        return session.connection.last_insert_rowid()

    def _put(self, session: Session, place: Place, number: int, body: str) -> int:
        try:
            session.write(UPSERT.format(table=place.table), (number, body))
        except apsw.ConstraintError as error:
            raise ApplianceError("E-STO-13", table=self.name) from error
        return number

    def _refusal(self, error: apsw.ConstraintError, which: str) -> Exception:
        if extended_code(error) == apsw.SQLITE_CONSTRAINT_PRIMARYKEY:
            return ValueError(f"Document with ID {which} already exists")
        return ApplianceError("E-STO-13", table=self.name)

    def _given_out(self, number: int) -> None:
        self._next_id = min(max(self._next_id or _FIRST, number + 1), _LAST)
        self.clear_cache()

    def _given_id(self, document: object) -> int | None:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        if isinstance(document, self.document_class):
            number = row_id(document.doc_id)
            if number is None:
                raise ApplianceError("E-STO-08", reason="nomor dokumen bukan bilangan 64 bit")
            return number
        if self.name in KEYED:
            raise ApplianceError("E-STO-08", reason=f"tabel {self.name} tidak membuat nomor sendiri")
        return None

    def _get_next_id(self) -> int:
        last = self._select("SELECT max(id) FROM {table}")
        following = self._following(last[0][0] if last else None)
        self._next_id = following + 1
        return following

    def _following(self, last: int | None) -> int:
        """The id after `last`, the highest there is, and above all that were given out."""
        return max(self._next_id or _FIRST, 1 if last is None else last + 1)

    def update(self, fields: Any, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As stock; a failed update leaves nothing behind."""
        if cond is None or doc_ids is not None:
            return super().update(fields, cond, doc_ids)
        with self._engine.transaction():
            return super().update(fields, doc_ids=self._ids(cond))

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As stock."""
        if cond is None or doc_ids is not None:
            return super().remove(cond, doc_ids)
        with self._engine.transaction():
            return super().remove(doc_ids=self._ids(cond))

    def upsert(self, document: Any, cond: QueryLike | None = None) -> list[int]:
        """As stock, in one transaction."""
        with self._engine.transaction():
            return super().upsert(document, cond)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._engine.transaction() as session:
            place, _ = self._open(session)
            draft = Draft(session, place.table)
            try:
                updater(draft)
                draft.flush()
            except apsw.ConstraintError as error:
                raise ApplianceError("E-STO-13", table=self.name) from error
        self.clear_cache()

    def _open(self, session: Session) -> tuple[Place, int]:
        """The table's place, made when missing, and the next free id; inside a transaction."""
        place = self._catalogue.make(session, self.name)
        try:
            last = session.rows(f"SELECT max(id) FROM {place.table}")
        except apsw.SQLError:
            place = self._again(session)
            last = session.rows(f"SELECT max(id) FROM {place.table}")
        return place, self._following(last[0][0])

    def _again(self, session: Session) -> Place:
        """The place after an SQL error: another process may have dropped the table that we remember."""
        self._catalogue.forget(self.name)
        return self._catalogue.make(session, self.name)

    # Reading

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match, in the order of their ids; always fresh ones."""
        narrowed = self._look(lambda place: self._narrowed(cond, place))
        if narrowed is not None:
            return [self._document(number, document) for number, body in narrowed if cond(document := decode(body))]
        mark = Remembered.mark(self._engine.session()) if cacheable(cond) else None
        known = self._query_cache.recall(cond, mark) if mark is not None else None
        if known is not None:
            return [self._document(number, decode(body)) for number, body in known]
        found = self._look(lambda place: list(self._scan(cond, place)))
        if mark is not None:
            self._query_cache.remember(cond, mark, [(number, body) for number, body, _ in found])
        return [self._document(number, document) for number, _, document in found]

    def get(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None
    ) -> Document | list[Document] | None:
        """One document by id or the first that matches, or None; with `doc_ids` a list in the order of ids."""
        if doc_id is not None:
            number = text_id(doc_id)
            rows = [] if number is None else self._select("SELECT body FROM {table} WHERE id=?", (number,))
            return self.document_class(decode(rows[0][0]), doc_id) if rows else None
        if doc_ids is not None:
            numbers = sorted({number for number in map(text_id, doc_ids) if number is not None})
            rows = self._select(
                "SELECT id, body FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (f"[{','.join(map(str, numbers))}]",),
            )
            return [self._document(number, decode(body)) for number, body in rows]
        if cond is not None:
            return self._look(lambda place: self._first(cond, place))
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def __len__(self) -> int:
        return len(self._read_table())

    def _read_table(self) -> Any:
        return Rows(self._select)

    def _first(self, cond: QueryLike, place: Place | None) -> Document | None:
        narrowed = self._narrowed(cond, place)
        if narrowed is not None:
            for number, body in narrowed:
                document = decode(body)
                if cond(document):
                    return self._document(number, document)
            return None
        with closing(self._scan(cond, place)) as matches:
            return next((self._document(number, document) for number, _, document in matches), None)

    def _ids(self, cond: QueryLike) -> list[int]:
        """Ids of all matches."""

        def read(place: Place | None) -> list[int]:
            narrowed = self._narrowed(cond, place)
            if narrowed is not None:
                return [number for number, body in narrowed if cond(decode(body))]
            return [number for number, _, _ in self._scan(cond, place)]

        return self._look(read)

    def _narrowed(self, cond: QueryLike, place: Place | None) -> list[Stored] | None:
        """Ids and bodies of the candidates that an index gives, in the order of ids; None when none helps."""
        condition = narrow(cond, place.fields) if place is not None and place.fields else None
        if place is None or condition is None:
            return None
        where, args = condition
        found: list[Any] = self._engine.rows(f"SELECT id, body FROM {place.table} WHERE {where}", args)
        if len(found) > 1:  # SQL would sort a single row as well, at the price of the look-up itself
            found.sort()
        return found

    def _scan(self, cond: QueryLike, place: Place | None) -> Generator[tuple[int, str, Doc], None, None]:
        """Id, body and document of each match among all, in the order of ids, from one moment."""
        if place is not None:
            with closing(self._engine.session().scan(f"SELECT id, body FROM {place.table} ORDER BY id")) as rows:
                for number, body in rows:
                    document = decode(body)
                    if cond(document):
                        yield number, body, document

    def _document(self, number: int, document: Doc) -> Document:
        return self.document_class(document, self.document_id_class(number))

    def _select(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Rows of `statement` with the table's place in its braces; none when there is no table."""
        return self._look(
            lambda place: [] if place is None else self._engine.rows(statement.format(table=place.table), args)
        )

    def _look(self, read: Callable[[Place | None], T]) -> T:
        """Read at the table's place; once more when another process has dropped it or made it anew meanwhile."""
        try:
            return read(self._catalogue.find(self.name))
        except apsw.SQLError:
            self._catalogue.forget(self.name)
            return read(self._catalogue.find(self.name))
