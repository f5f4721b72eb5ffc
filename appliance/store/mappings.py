"""A SQL table as the two mappings that TinyDB's own methods work on: one to read, one to change."""

# ruff: noqa: S608 - names of SQL tables are ours (t1, t2 ...), never a caller's text

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from appliance.model.errors import ApplianceError
from appliance.store.documents import decode, encode
from appliance.store.session import Row, Session

PAGE = 500
"""Documents read at once when all are walked through: no cursor stays open between them."""

HELD = 500
"""Changed documents a draft holds before it writes them back."""

UPSERT = "INSERT INTO {table} (id, body) VALUES (?,?) ON CONFLICT (id) DO UPDATE SET body=excluded.body"
"""Not REPLACE, which would delete the row that another one's unique value stands in."""

Doc = dict[str, Any]


def row_id(key: object) -> int | None:
    """The row that `key` names as a dict's key would (``2``, ``2.0`` and True do), or None for no row."""
    if isinstance(key, int | float):
        if key != key or key in (float("inf"), float("-inf")) or int(key) != key:
            return None
        number = int(key)
        return number if -(2**63) <= number < 2**63 else None
    return None


def text_id(key: object) -> int | None:
    """The row that `key` names by its text, as stock's `get` does: ``2`` and ``'2'``, not ``2.0`` or True."""
    text = str(key)
    digits = text[1:] if text[:1] == "-" else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 19:
        return None
    number = int(text)
    return number if str(number) == text and -(2**63) <= number < 2**63 else None


class Rows(Mapping[str, Doc]):
    """All documents by their id as text, in the order of ids. `select` runs SQL with the table's name in braces."""

    def __init__(self, select: Callable[[str, Sequence[Any]], list[Row]]) -> None:
        self._select = select

    def __getitem__(self, key: str) -> Doc:
        number = text_id(key)
        found = [] if number is None else self._select("SELECT body FROM {table} WHERE id=?", (number,))
        if not found:
            raise KeyError(key)
        document: Doc = decode(found[0][0])
        return document

    def __iter__(self) -> Iterator[str]:
        return (str(number) for number, _ in self.pages())

    def __len__(self) -> int:
        return sum(count for (count,) in self._select("SELECT count(*) FROM {table}", ()))

    def items(self) -> ItemsView[str, Doc]:
        """Ids and documents, read page by page up to the last id of this moment."""
        return _Items(self)

    def pages(self) -> Iterator[tuple[int, str]]:
        """Ids and bodies. Who walks through them may write meanwhile: what is added is not met, what is changed
        is met as it is by then."""
        last = self._select("SELECT max(id) FROM {table}", ())
        if not last or last[0][0] is None:
            return
        page: list[Row] = self._select("SELECT id, body FROM {table} ORDER BY id LIMIT ?", (PAGE,))
        while page:
            yield from ((number, body) for number, body in page if number <= last[0][0])
            page = self._select(
                "SELECT id, body FROM {table} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                (page[-1][0], last[0][0], PAGE),
            )


class _Items(ItemsView[str, Doc]):
    _mapping: Rows

    def __iter__(self) -> Iterator[tuple[str, Doc]]:
        return ((str(number), decode(body)) for number, body in self._mapping.pages())


class Draft(MutableMapping[int, Doc]):
    """The documents of one table under change, inside a transaction. What was taken out and changed is written
    back by `flush`; ids are compared as a dict would."""

    def __init__(self, session: Session, table: str) -> None:
        self._session = session
        self._table = table
        self._held: dict[int, tuple[Doc, str | None]] = {}

    def __contains__(self, key: object) -> bool:
        number = row_id(key)
        if number is None:
            return False
        return number in self._held or bool(
            self._session.rows(f"SELECT 1 FROM {self._table} WHERE id=?", (number,))
        )

    def __getitem__(self, key: int) -> Doc:
        number = row_id(key)
        if number is None:
            raise KeyError(key)
        if number not in self._held:
            found = self._session.rows(f"SELECT body FROM {self._table} WHERE id=?", (number,))
            if not found:
                raise KeyError(key)
            if len(self._held) >= HELD:
                self.flush()
            self._held[number] = decode(found[0][0]), found[0][0]
        return self._held[number][0]

    def __setitem__(self, key: int, document: Doc) -> None:
        number = row_id(key)
        if number is None:
            raise ApplianceError("E-STO-08", reason="nomor dokumen bukan bilangan 64 bit")
        if len(self._held) >= HELD:
            self.flush()
        self._held[number] = document, None

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        number = row_id(key)
        self._held.pop(number, None)  # type: ignore[arg-type]
        self._session.write(f"DELETE FROM {self._table} WHERE id=?", (number,))

    def __iter__(self) -> Iterator[int]:
        self.flush()
        return (number for (number,) in self._session.rows(f"SELECT id FROM {self._table} ORDER BY id"))

    def __len__(self) -> int:
        self.flush()
        return int(self._session.rows(f"SELECT count(*) FROM {self._table}")[0][0])

    def clear(self) -> None:
        """Remove all documents at once."""
        self._held.clear()
        self._session.write(f"DELETE FROM {self._table}")

    def flush(self) -> None:
        """Write back what has changed."""
        changed = [
            (number, body)
            for number, (document, before) in self._held.items()
            if (body := encode(document)) != before
        ]
        self._held.clear()
        if changed:
            self._session.write_many(UPSERT.format(table=self._table), changed)
