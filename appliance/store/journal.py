"""The journal: every event of the village, numbered without gap, chained by hash, its bytes fixed once.

An event is appended in the transaction of the change it tells of. Nothing here deletes: an acknowledgement of the
province moves a cursor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from appliance.model.errors import ApplianceError
from appliance.model.event import LINE_LIMIT, NO_HASH, Event, read_line, write_line
from appliance.model.journal import Cursor, Head
from appliance.store.chain import first_broken
from appliance.store.database import Database

PAGE = 500
"""Events read at once; no cursor stays open between pages."""

_VILLAGE, _EPOCH = "journal.village", "journal.epoch"


class Journal:
    """The events of one store."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._newest: Event | None = None

    def open_epoch(self, village_digits: str, epoch: int) -> None:
        """Say for all later events which village (ten digits) writes, and in which life of its store."""
        with self._db.transaction():
            self._db.set_meta(_VILLAGE, village_digits)
            self._db.set_meta(_EPOCH, str(epoch))

    def append(self, type: str, data: Mapping[str, Any], at: datetime) -> Event:
        """Append one event; joins or opens a transaction. See `append_many`."""
        return self.append_many([(type, data)], at)[0]

    def append_many(self, items: Iterable[tuple[str, Mapping[str, Any]]], at: datetime) -> list[Event]:
        """Append events of one instant. Raises E-STO-09 for an event that would not fit a batch, E-CMD-01 before
        `open_epoch`; then nothing of `items` is kept."""
        listed = list(items)
        with self._db.engine.transaction(single=len(listed) == 1) as session:
            village, epoch = self._pen()
            last = self._last()
            number, prevhash = (last.number, last.hash) if last else (0, NO_HASH)
            events = []
            time = at.isoformat(timespec="milliseconds")
            for type, data in listed:
                number += 1
                line, hash = write_line(
                    number=number, village=village, epoch=epoch, type=type, time=at, data=data, prevhash=prevhash
                )
                if len(line) > LINE_LIMIT:
                    raise ApplianceError("E-STO-09", size=len(line))
                events.append(Event(number, village, epoch, type, time, data, prevhash, hash, line))
                prevhash = hash
            session.write_many(
                "INSERT INTO journal (number, body) VALUES (?,?)", [(event.number, event.line) for event in events]
            )
            self._newest = events[-1] if events else last
            return events

    def _pen(self) -> tuple[str, int]:
        """Village and epoch that the next event is written under."""
        found = self._db.sql("SELECT value FROM meta WHERE key IN (?,?) ORDER BY key DESC", (_VILLAGE, _EPOCH))
        if len(found) < 2:
            raise ApplianceError("E-CMD-01")
        (village,), (epoch,) = found
        return village, int(epoch)

    def head(self) -> Head | None:
        """The newest event, or None in an empty journal. Raises E-STO-07 when its bytes are broken."""
        last = self._last()
        if last is None:
            return None
        try:
            return Head(last.number, last.hash, last.epoch, datetime.fromisoformat(last.time))
        except ValueError as error:
            raise ApplianceError("E-STO-07", number=last.number) from error

    def event(self, number: int) -> Event | None:
        """One event, or None when there is none of that number. Raises E-STO-07 when its bytes are broken."""
        found = self._db.sql("SELECT body FROM journal WHERE number=?", (number,))
        return _read(number, found[0][0]) if found else None

    def _last(self) -> Event | None:
        """The newest event; parsed once as long as its bytes in the store stay the same."""
        found = self._db.sql("SELECT number, body FROM journal ORDER BY number DESC LIMIT 1")
        if not found:
            return None
        number, line = found[0]
        known = self._newest
        if known is None or known.number != number or known.line != line:
            known = self._newest = _read(number, line)
        return known

    def length(self) -> int:
        """The number of the newest event; 0 in an empty journal."""
        return int(self._db.sql("SELECT coalesce(max(number), 0) FROM journal")[0][0])

    def lines(self, since: int = 0, limit: int | None = None, max_bytes: int | None = None) -> list[bytes]:
        """The exact bytes of the events after number `since`: at most `limit` of them, and only as many as stay
        within `max_bytes` together, but one at least."""
        found: list[bytes] = []
        size = 0
        for _, line in self.pages(since):
            size += len(line)
            if (limit is not None and len(found) >= limit) or (
                max_bytes is not None and found and size > max_bytes
            ):
                break
            found.append(line)
        return found

    def pages(self, since: int = 0) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of the events after `since`, read page by page up to the newest of this moment."""
        last = self.length()
        while since < last:
            page = self._db.sql(
                "SELECT number, body FROM journal WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
                (since, last, PAGE),
            )
            if not page:
                return
            yield from page
            since = page[-1][0]

    def hash_of(self, number: int) -> tuple[str, int] | None:
        """Hash and epoch of an event, or None when there is none of that number."""
        event = self.event(number)
        return (event.hash, event.epoch) if event else None

    def verify(self) -> int | None:
        """The first number at which the chain is broken, or is not what the province has acknowledged; None when
        all is well. Recomputes every hash from the bytes. A chain whose end was cut off, or written anew from some
        event on, is whole in itself: the cursor alone tells (F3, S5)."""
        broken, cursor = first_broken(self._db), self.cursor()
        if not cursor.have or (broken is not None and broken <= cursor.have):
            return broken
        if broken is None and cursor.have > (length := self.length()):
            return length + 1
        fits = self.hash_of(cursor.have) == (cursor.hash, cursor.epoch)
        return broken if fits else cursor.have

    def cursor(self) -> Cursor:
        """What the province has, as far as this village knows."""
        found = self._db.sql("SELECT have, hash, epoch, generation FROM cursor")
        return Cursor(*found[0]) if found else Cursor()

    def move_cursor(self, cursor: Cursor) -> None:
        """Remember what the province has. It may go back; whether to believe it is decided elsewhere."""
        self._db.sql(
            "REPLACE INTO cursor (one, have, hash, epoch, generation) VALUES (1,?,?,?,?)",
            (cursor.have, cursor.hash, cursor.epoch, cursor.generation),
        )


def _read(number: int, line: bytes) -> Event:
    try:
        return read_line(line)
    except (ValueError, TypeError) as error:  # TypeError: SQL made text of the bytes
        raise ApplianceError("E-STO-07", number=number) from error
