"""The register of residents: a row a person under a key of its own; the NIK is text, unique, replaceable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tinydb import where
from tinydb.table import Document

from appliance.model.nik import is_nik
from appliance.store.database import Database

_SLICE = 500
"""NIKs asked for at once; far below SQLite's limit on variables."""


class ResidentTable:
    """Table `residents`. Documents as the registry room makes them: columns in lower case, derived under ``x``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.table("residents")
        database.declare("residents", "nik", "no_kk")

    def by_key(self, key: int) -> Mapping[str, Any] | None:
        """One resident's document."""
        document = self._table.get(doc_id=key)
        return document if isinstance(document, Document) else None

    def by_nik(self, nik: str) -> tuple[int, Mapping[str, Any]] | None:
        """Key and document of the resident with this NIK."""
        document = self._table.get(where("nik") == nik) if nik else None
        return (document.doc_id, document) if isinstance(document, Document) else None

    def family(self, kk: str) -> list[tuple[int, Mapping[str, Any]]]:
        """All rows of one family card, in the order of their keys."""
        found = self._table.search(where("no_kk") == kk) if kk else []
        return sorted(((document.doc_id, document) for document in found), key=lambda pair: pair[0])

    def known(self, niks: Iterable[str]) -> dict[str, tuple[int, Mapping[str, Any]]]:
        """Those of `niks` that are in the register."""
        wanted = [nik for nik in niks if nik]
        known: dict[str, tuple[int, Mapping[str, Any]]] = {}
        for start in range(0, len(wanted), _SLICE):
            for document in self._table.search(where("nik").one_of(wanted[start : start + _SLICE])):
                known[document["nik"]] = (document.doc_id, document)
        return known

    def unnumbered(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Residents who have no NIK of Disdukcapil yet. Looks at every row: ask once an import."""
        return [(document.doc_id, document) for document in self._table if not is_nik(document["nik"])]

    def write(self, new: list[Mapping[str, Any]], changed: list[tuple[int, Mapping[str, Any]]]) -> list[int]:
        """Add rows and replace rows; the keys of the new ones. A key is never used again."""
        with self._database.transaction():
            first = int(self._database.get_meta("residents.next") or 1)
            keys = list(range(first, first + len(new)))
            if new:
                self._table.insert_multiple(
                    Document(document, doc_id=key) for key, document in zip(keys, new, strict=True)
                )
                self._database.set_meta("residents.next", str(first + len(new)))
            for key, document in changed:
                self._table.upsert(Document(document, doc_id=key))
        return keys

    def count(self) -> int:
        """How many rows there are."""
        return len(self._table)
