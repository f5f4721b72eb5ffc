"""Results of scans, remembered as long as nobody has written: TinyDB's query cache among several processes."""

from __future__ import annotations

import threading

from tinydb.queries import QueryLike
from tinydb.utils import LRUCache

from appliance.store.session import Session

LIMIT = 1000
"""Results of more documents than this are not remembered."""

Stored = tuple[int, str]
"""A document as it lies in the file: id and body."""


class Remembered(LRUCache[QueryLike, list[Stored]]):
    """Bodies by query. Stock hands out the remembered documents themselves, so that a caller who changes one
    changes later answers; from bodies each answer is fresh. What an index finds is not remembered: it is found
    again as fast."""

    def __init__(self, capacity: int | None = None) -> None:
        super().__init__(capacity)
        self._mark: object = None
        self._lock = threading.Lock()

    @staticmethod
    def mark(session: Session) -> object:
        """Equal to an earlier mark as long as neither this thread nor anybody else has written."""
        return session, session.changes, session.rows("PRAGMA data_version")[0][0]

    def recall(self, query: QueryLike, mark: object) -> list[Stored] | None:
        """What `query` gave at `mark`, if it is remembered."""
        with self._lock:
            if mark != self._mark:
                super().clear()
                self._mark = mark
            return self.get(query)

    def remember(self, query: QueryLike, mark: object, found: list[Stored]) -> None:
        """Remember what `query` gave at `mark`, unless that has passed."""
        if len(found) <= LIMIT:
            with self._lock:
                if mark == self._mark:
                    self.set(query, found)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            super().clear()
