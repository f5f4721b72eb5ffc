"""Is the store whole? SQLite's own look, then every village's chain from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from appliance.model.event import NO_HASH, Event, read_line
from appliance.model.journal import RESTORED
from province.connect import Connection, reading, told
from province.register import everyone
from province.words import dotted

_PAGE = 500
_MOST = 100
"""Problems that are named; a file with more is not mended by reading them."""


@dataclass(frozen=True)
class Report:
    """What was found. `ok`: `problems` (sentences, in Indonesian) is empty. `rows` counts those of each table."""

    ok: bool
    rows: dict[str, int]
    problems: list[str]


def check(db: Connection) -> Report:
    """Look at everything. Raises E-PRV-03 when the file cannot even be read."""
    found = list(problems(db))
    with told():
        tables = ("village", "event", "aside", "letter", "quarantine")
        rows = {table: int(db.execute(f"SELECT count(*) FROM {table}").get) for table in tables}  # noqa: S608 - own names
    return Report(not found, rows, found[:_MOST])


def problems(db: Connection) -> Iterator[str]:
    """What is wrong, each as a sentence, what costs least to find first. Raises E-PRV-03 when the file cannot even
    be read."""
    yield from _look(db)
    for kode in everyone(db):
        with reading(db):
            found = list(_chain(db, kode))
        yield from (f"Desa {dotted(kode)}: {problem}." for problem in found)


def _look(db: Connection) -> list[str]:
    """SQLite's integrity, and cursors that fit their chains; no bit inside an event is noticed by it."""
    with reading(db):
        found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({_MOST})")]
        problems = [] if found == ["ok"] else [f"Berkas rusak: {line}." for line in found]
        if db.execute("PRAGMA foreign_key_check").fetchone():
            problems.append("Berkas rusak: isi atas nama desa yang tidak dikenal.")
        wrong: list[Any] = db.execute(
            "SELECT v.kode FROM village v LEFT JOIN event e ON e.kode = v.kode AND e.n = v.have WHERE"
            " coalesce(e.hash, ?) <> v.hash OR coalesce(e.epoch, 0) <> v.epoch OR v.projected > v.have"
            " OR EXISTS (SELECT 1 FROM event later WHERE later.kode = v.kode AND later.n > v.have)",
            (NO_HASH,),
        ).fetchall()
        return problems + [
            f"Desa {dotted(kode)}: kursor tidak sama dengan peristiwa terakhir." for (kode,) in wrong
        ]


def _chain(db: Connection, kode: str) -> Iterator[str]:
    """The first thing that is wrong with a village's chain, and each event aside that is not what it is kept as."""
    last: Event | None = None
    for number, epoch, digest, body in _rows(db, kode):
        try:
            event = read_line(body)
        except ValueError:
            yield f"peristiwa {number} rusak"
            break
        if (event.number, event.epoch, event.hash, event.village) != (number, epoch, digest, kode):
            yield f"peristiwa {number} bukan yang tercatat"
            break
        if not _follows(db, event, last):
            yield f"rantai putus pada peristiwa {number}"
            break
        last = event
    aside: list[Any] = db.execute("SELECT n, hash, body FROM aside WHERE kode = ? ORDER BY n", (kode,)).fetchall()
    for number, digest, body in aside:
        try:
            sound = read_line(body).hash == digest
        except ValueError:
            sound = False
        if not sound:
            yield f"peristiwa {number} yang disimpan terpisah rusak"


def _follows(db: Connection, event: Event, last: Event | None) -> bool:
    """A restore goes on from any event that is held; those after it that the village has lost stay."""
    if last is None:
        return (event.number, event.prevhash) == (1, NO_HASH)
    if event.type == RESTORED and event.epoch > last.epoch and event.prevhash != last.hash:
        query = "SELECT EXISTS (SELECT 1 FROM event WHERE kode = ? AND n < ? AND hash = ?)"
        return bool(db.execute(query, (event.village, event.number, event.prevhash)).get)
    if event.type == RESTORED and event.epoch > last.epoch:
        return event.number > last.number
    return (event.number, event.epoch, event.prevhash) == (last.number + 1, last.epoch, last.hash)


def _rows(db: Connection, kode: str) -> Iterator[Any]:
    since: Any = 0
    query = "SELECT n, epoch, hash, body FROM event WHERE kode = ? AND n > ? ORDER BY n LIMIT ?"
    while page := db.execute(query, (kode, since, _PAGE)).fetchall():
        yield from page
        since = page[-1][0]
