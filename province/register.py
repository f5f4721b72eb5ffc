"""The register of letters, read from the events once those are kept: store first, project second.

It is made of the events alone, so it can be made anew at any time. A cursor for each village says how far it has
read, and moves in the same transaction as what it read, so that a killed collector goes on where it stood. An event
that cannot be read goes to quarantine and stops nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from appliance.model.clock import WIB
from appliance.model.places import label, read_labels
from province.connect import Connection, told, writing
from province.letter import BadEvent, Letter, Place, read_places

_PAGE = 500
"""Events that are read at once."""
_TOGETHER = 32
"""Villages that are read in one transaction."""
_SERIES_TOLD = 32
"""Series and years that an acknowledgement names, the newest first, so that it stays within its 4,096 bytes."""


@dataclass
class Found:
    """What a person should know after reading, for each village (ten digits): how many events could not be read,
    and how many letters have a number that another letter has too."""

    unread: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Unread:
    """An event in quarantine. `village` is ten digits; `why` holds nothing of the content."""

    village: str
    n: int
    why: str
    since: str


@dataclass(frozen=True)
class Twin:
    """A letter whose number another letter has too. `n` is its event; `aside`: that is not in the chain."""

    series: str
    year: int
    seq: int
    n: int
    number: str
    issued_at: str
    aside: bool


def project(db: Connection, villages: Iterable[str]) -> Found:
    """Read what is new of `villages` into the register. Raises E-PRV-03, -04, -08; then the rest waits."""
    found = Found()
    with told():
        waiting = [kode for kode in villages if _is_behind(db, kode)]
    while waiting:
        now, later = waiting[:_TOGETHER], waiting[_TOGETHER:]
        with writing(db):
            waiting = [kode for kode in now if _read_page(db, kode, found)] + later
    return found


def everyone(db: Connection) -> list[str]:
    """All villages, by code."""
    with told():
        return [kode for (kode,) in db.execute("SELECT kode FROM village ORDER BY kode")]


def replay(db: Connection, kode: str) -> Found:
    """Make the register of one village anew from all its events, in one transaction: nobody sees it half made.
    Spent places stay spent, also those whose events an older backup of this store no longer has."""
    found = Found()
    with writing(db):
        for table in ("letter", "quarantine"):
            db.execute(f"DELETE FROM {table} WHERE kode = ?", (kode,))  # noqa: S608 - own names
        for table in ("village", "aside"):
            db.execute(f"UPDATE {table} SET projected = 0 WHERE kode = ?", (kode,))  # noqa: S608 - own names
        while _read_page(db, kode, found):
            pass
    return found


def floors(db: Connection, kode: str) -> dict[str, int]:
    """The highest place seen of each series and year (``umum/2026``), in whatever life or branch."""
    rows: list[Any] = db.execute(
        "SELECT series, year, last FROM series WHERE kode = ? ORDER BY year DESC, series LIMIT ?",
        (kode, _SERIES_TOLD),
    ).fetchall()
    return {label(series, year): last for series, year, last in rows}


def spend(db: Connection, kode: str, told: Mapping[str, int]) -> None:
    """Places that a village in trouble says it has given, inside the caller's transaction: its events are not here,
    but no other journal of the village may give these numbers again."""
    for series, year, last in read_labels(told):
        db.execute(
            "INSERT INTO series SELECT kode, ?2, ?3, ?4 FROM village WHERE kode = ?1"
            " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
            (kode, series, year, last),
        )


def quarantine(db: Connection) -> list[Unread]:
    """Every event that could not be read, by village and number."""
    with told():
        rows: list[Any] = db.execute("SELECT kode, n, why, since FROM quarantine ORDER BY kode, n").fetchall()
    return [Unread(*row) for row in rows]


def twins(db: Connection, kode: str) -> list[Twin]:
    """The letters of a village whose number stands on more than one letter."""
    with told():
        rows: list[Any] = db.execute(
            "SELECT l.series, l.year, l.seq, l.n, l.number, l.issued_at, e.hash IS NOT l.hash"
            " FROM letter l LEFT JOIN event e ON e.kode = l.kode AND e.n = l.n WHERE l.kode = ? AND EXISTS"
            " (SELECT 1 FROM letter o WHERE (o.kode, o.series, o.year, o.seq) = (l.kode, l.series, l.year, l.seq)"
            " AND o.hash <> l.hash) ORDER BY l.series, l.year, l.seq, l.n",
            (kode,),
        ).fetchall()
    return [Twin(series, year, seq, n, number, at, bool(aside)) for series, year, seq, n, number, at, aside in rows]


def _is_behind(db: Connection, kode: str) -> bool:
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM village WHERE kode = ?1 AND projected < have)"
            " OR EXISTS (SELECT 1 FROM aside WHERE kode = ?1 AND NOT projected)",
            (kode,),
        ).get
    )


def _read_page(db: Connection, kode: str, found: Found) -> bool:
    """Read some events, inside the caller's transaction; whether there may be more."""
    chain: Sequence[Any] = db.execute(
        "SELECT event.n, event.hash, body FROM event JOIN village USING (kode) WHERE kode = ? AND n > projected"
        " ORDER BY n LIMIT ?",
        (kode, _PAGE),
    ).fetchall()
    aside: Sequence[Any] = db.execute(
        "SELECT n, hash, body FROM aside WHERE kode = ? AND NOT projected LIMIT ?", (kode, _PAGE)
    ).fetchall()
    for number, digest, body in (*chain, *aside):
        _read_one(db, kode, number, digest, body, found)
    if chain:
        db.execute("UPDATE village SET projected = ? WHERE kode = ?", (chain[-1][0], kode))
    db.executemany(
        "UPDATE aside SET projected = 1 WHERE kode = ? AND n = ? AND hash = ?",
        [(kode, number, digest) for number, digest, _body in aside],
    )
    return _PAGE in (len(chain), len(aside))


def _read_one(db: Connection, kode: str, number: int, digest: str, body: bytes, found: Found) -> None:
    try:
        places = read_places(body)
    except Exception as error:  # noqa: BLE001 - a fault in the reading of one event must not stop a village
        why = (
            f"isi {error} tidak dikenal"
            if isinstance(error, BadEvent)
            else f"tidak terbaca ({type(error).__name__})"
        )
        now = datetime.now(WIB).isoformat(timespec="seconds")
        db.execute("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)", (kode, number, digest, why, now))
        found.unread[kode] += 1
        return
    if places:
        db.execute("DELETE FROM quarantine WHERE (kode, n, hash) = (?, ?, ?)", (kode, number, digest))
    for place in places:
        _enter(db, kode, number, digest, place, found)


def _enter(db: Connection, kode: str, number: int, digest: str, place: Place, found: Found) -> None:
    spot = (kode, place.series, place.year, place.seq)
    db.execute(
        "INSERT INTO series VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)", spot
    )
    if isinstance(place, Letter):
        row = (kode, number, digest, place.series, place.year, place.seq, place.number, place.kind, place.issued_at)
        db.execute("INSERT OR IGNORE INTO letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        others = "SELECT EXISTS (SELECT 1 FROM letter WHERE (kode, series, year, seq) = (?, ?, ?, ?) AND hash <> ?)"
        found.twice[kode] += int(db.execute(others, (*spot, digest)).get)
