"""Checking the journal's chain from the bytes alone, at little more than the price of hashing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from appliance.model.errors import ApplianceError
from appliance.model.event import NO_HASH, read_line
from appliance.store.database import Database
from appliance.store.session import Row, Session

PAGE = 500
_TAIL = len(',"hash":""}') + len(NO_HASH)


Read = Callable[[str, Sequence[Any]], list[Row]]


class _Unreadable(Exception):
    """The event with this number cannot be read: a page that it lies on is damaged."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def first_broken(db: Database) -> int | None:
    """The first number that is missing or cannot be read, or whose bytes do not fit their hash, the one before,
    their number or their epoch; None for a whole chain. The epoch may stay or grow, never go back.

    A wrong checksum spoils a whole page with all events on it. Read once more without checksums, the chain itself
    tells which of them is damaged; the first that could not be read counts where it tells of none.
    """
    try:
        return _first_broken(db.sql)
    except _Unreadable as damage:
        first = damage.number
    bare = Session(db.engine.path, read_only=True)
    try:
        bare.connection.pragma("checksum_verification", "off")
        found = _first_broken(bare.rows)
    except _Unreadable as damage:
        found = damage.number
    finally:
        bare.close(last=False)
    return first if found is None else found


def _page(read: Read, after: int) -> list[Row]:
    """The next events. Where a page of them cannot be read, only one; `_Unreadable` where not even that."""
    statement = "SELECT number, body FROM journal WHERE number > ? ORDER BY number LIMIT ?"
    for limit in (PAGE, 1):
        try:
            return read(statement, (after, limit))
        except ApplianceError as error:
            if error.code != "E-STO-01":
                raise
    raise _Unreadable(after + 1)


def _first_broken(read: Read) -> int | None:
    number, epoch, before = 0, 0, NO_HASH.encode()
    mark = b'"epoch":0'
    while page := _page(read, number):
        last = number + len(page)
        for _, line in page:
            number += 1
            if type(line) is not bytes:  # SQL functions turn bytes into text: somebody has been at it
                return number
            digest = sha256(line[:-_TAIL]).hexdigest().encode()
            if not (
                line.endswith(b',"prevhash":"%b","hash":"%b"}' % (before, digest))
                and line.startswith(b'{"specversion":"1.0","id":"%d","source":"/desa/' % number)
            ):
                return number
            before = digest
            if line.find(mark) < 0:
                grown = _epoch(line)
                if grown <= epoch:
                    return number
                epoch, mark = grown, b',"epoch":%d,"data":' % grown
        if page[-1][0] != last:  # numbers are unique and in order, so the last one tells whether one is missing
            return next(wanted for wanted, (found, _) in enumerate(page, last - len(page) + 1) if found != wanted)
    return None


def _epoch(line: bytes) -> int:
    """The epoch that a line says; 0 when it is no event."""
    try:
        return read_line(line).epoch
    except ValueError:
        return 0
