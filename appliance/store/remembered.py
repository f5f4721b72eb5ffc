"""Results of scans, remembered as long as nobody has written: TinyDB's query cache among several processes."""

from __future__ import annotations

import threading
from typing import Any

from tinydb.queries import QueryLike

from appliance.store.session import Session

LIMIT = 1000
"""Results of more documents than this are not remembered."""

Stored = tuple[int, str]
"""A document as it lies in the file: id and body."""


class Remembered:
    """Bodies by query, in TinyDB's own cache. Stock hands out the remembered documents themselves, so that a caller
    who changes one changes later answers; from bodies each answer is fresh. Results found by an index are not
    remembered: they are found again as fast."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache
        self._mark: object = None
        self._lock = threading.Lock()

    def mark(self, session: Session) -> object:
        """Equal to an earlier mark as long as neither this thread nor anybody else has written."""
        return session, session.changes, session.rows("PRAGMA data_version")[0][0]

    def get(self, query: QueryLike, mark: object) -> list[Stored] | None:
        """What `query` gave at `mark`, if it is remembered; None for a query with no mark."""
        if mark is None:
            return None
        with self._lock:
            if mark != self._mark:
                self._cache.clear()
                self._mark = mark
            found: list[Stored] | None = self._cache.get(query)
            return found

    def put(self, query: QueryLike, mark: object, found: list[Stored]) -> None:
        """Remember what `query` gave at `mark`; nothing for a query with no mark."""
        if mark is not None and len(found) <= LIMIT:
            with self._lock:
                if mark == self._mark:
                    self._cache[query] = found
