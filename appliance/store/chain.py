"""Checking the journal's chain from the bytes alone."""

from __future__ import annotations

from hashlib import sha256

from appliance.model.event import NO_HASH
from appliance.store.database import Database

PAGE = 500
_TAIL = len(b',"hash":"') + 64 + len(b'"}')


def first_broken(db: Database) -> int | None:
    """The first number that is missing, or whose bytes do not fit their hash, the one before, their number or
    their epoch; None for a whole chain. An epoch may stay or grow, never go back."""
    number, epoch = 0, 1
    before = NO_HASH.encode()
    while True:
        page = db.sql(
            "SELECT number, epoch, hash, body FROM journal WHERE number > ? ORDER BY number LIMIT ?", (number, PAGE)
        )
        if not page:
            return None
        for found, of_epoch, told, line in page:
            number += 1
            body = line[:-_TAIL]
            digest = sha256(body).hexdigest()
            if (
                found != number
                or told != digest
                or not line.endswith(b',"hash":"%b"}' % digest.encode())
                or not body.endswith(b',"prevhash":"%b"' % before)
                or not line.startswith(b'{"specversion":"1.0","id":"%d","source":"/desa/' % number)
                or b',"epoch":%d,"data":' % of_epoch not in line
                or of_epoch < epoch
            ):
                return number
            before, epoch = digest.encode(), of_epoch
