"""Events that are not in a village's chain are kept beside it: what a person may have to look at is never deleted.

All of it happens inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from appliance.model.event import NO_HASH, Event, read_line
from province.connect import Connection

_FORK_LIMIT = 2000
"""Events of one village kept aside as forks: enough to look at, and no more than that."""


def keep_fork(db: Connection, kode: str, events: Iterable[Event], now: str) -> bool:
    """Keep one side of a fork. False when all of it lies aside already: a late double is no news."""
    news = [e for e in events if not lies_aside(db, kode, e.number, e.hash)]
    kept = int(db.execute("SELECT count(*) FROM aside WHERE kode = ? AND why = 'fork'", (kode,)).get)
    db.executemany(
        "INSERT INTO aside (kode, n, epoch, hash, body, why, since) VALUES (?, ?, ?, ?, ?, 'fork', ?)",
        [(kode, e.number, e.epoch, e.hash, e.line, now) for e in news[: max(0, _FORK_LIMIT - kept)]],
    )
    return bool(news)


def move_aside(db: Connection, kode: str, start: int, now: str) -> int:
    """Move the events from `start` on out of the chain, and the cursors to what is left; how many they were."""
    db.execute(
        "INSERT INTO aside (kode, n, epoch, hash, body, why, since, projected)"
        " SELECT kode, n, event.epoch, event.hash, body, 'former', ?1, n <= projected"
        " FROM event JOIN village USING (kode) WHERE kode = ?2 AND n >= ?3",
        (now, kode, start),
    )
    db.execute("DELETE FROM event WHERE kode = ? AND n >= ?", (kode, start))
    moved = db.changes()
    last: Any = db.execute(
        "SELECT n, hash, epoch FROM event WHERE kode = ? ORDER BY n DESC LIMIT 1", (kode,)
    ).fetchone()
    have, digest, epoch = last or (0, NO_HASH, 0)
    db.execute(
        "UPDATE village SET have = ?1, hash = ?2, epoch = ?3, projected = min(projected, ?1) WHERE kode = ?4",
        (have, digest, epoch, kode),
    )
    return moved


def back_in_chain(db: Connection, kode: str, events: Iterable[Event]) -> None:
    """Events that are in the chain lie aside no longer."""
    db.executemany(
        "DELETE FROM aside WHERE (kode, n, hash) = (?, ?, ?)", [(kode, e.number, e.hash) for e in events]
    )


def parting(db: Connection, kode: str, have: int) -> int:
    """The first number that a journal does not share with the chain, of which everything up to `have` was once
    acknowledged: the next one, unless the operator has moved that journal aside since."""
    first = have + 1
    ends: list[Any] = db.execute("SELECT n, body FROM aside WHERE kode = ? AND n = ?", (kode, have)).fetchall()
    for row in ends:
        while row is not None:
            number, body = row
            first = min(first, number)
            row = db.execute(
                "SELECT n, body FROM aside WHERE (kode, n, hash) = (?, ?, ?)", (kode, number - 1, _before(body))
            ).fetchone()
    return first


def _before(body: bytes) -> str:
    try:
        return read_line(body).prevhash
    except ValueError:  # a damaged line has nothing before it; `province check` names it
        return ""


def lies_aside(db: Connection, kode: str, number: int, digest: str) -> bool:
    """Whether this very event lies aside."""
    found = db.execute("SELECT 1 FROM aside WHERE (kode, n, hash) = (?, ?, ?)", (kode, number, digest)).get
    return found is not None
