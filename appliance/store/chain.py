"""Checking the journal's chain from the bytes alone, at little more than the price of hashing them."""

from __future__ import annotations

from hashlib import sha256

from appliance.model.event import NO_HASH, read_line
from appliance.store.database import Database

PAGE = 500
_TAIL = len(',"hash":""}') + len(NO_HASH)


def first_broken(db: Database) -> int | None:
    """The first number that is missing, or whose bytes do not fit their hash, the one before, their number or
    their epoch; None for a whole chain. The epoch may stay or grow, never go back."""
    number, epoch, before = 0, 0, NO_HASH
    mark = b'"epoch":0'
    while page := db.sql(
        "SELECT number, body FROM journal WHERE number > ? ORDER BY number LIMIT ?", (number, PAGE)
    ):
        last = number + len(page)
        for _, line in page:
            number += 1
            if type(line) is not bytes:  # SQL functions turn bytes into text: somebody has been at it
                return number
            digest = sha256(line[:-_TAIL]).hexdigest()
            if not (
                line.endswith(f',"prevhash":"{before}","hash":"{digest}"}}'.encode())
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
