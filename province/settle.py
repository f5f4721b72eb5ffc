"""What an operator decides when two journals have one name, after calling the village.

Nothing is deleted: the journal that was not chosen lies aside. No number comes twice after it, since the village
goes on above the floors in its acknowledgement, which count both journals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from province.aside import move_aside
from province.connect import Connection, writing
from province.untold import to_be_told


@dataclass(frozen=True)
class Settled:
    """The events from `start` on left the chain, `moved` of them; it now reaches to `have`."""

    start: int
    moved: int
    have: int


def choose_other(db: Connection, kode: str, start: int | None = None) -> Settled:
    """The terminal that does not fit the chain is the right one: what is held from `start` on (None: from where the
    two part) goes aside, and the village sends its own from there.

    Raises E-PRV-11 where nothing is to be settled, E-PRV-10 for a `start` beyond the chain, E-PRV-12.
    """
    with writing(db):
        have, fork, _refused = _village(db, kode)
        if fork is None:
            raise ApplianceError("E-PRV-11")
        if start is not None and not 1 <= start <= have:
            raise ApplianceError("E-PRV-10", name="--from", expected=f"bilangan 1 sampai {have}")
        start = start or fork
        moved = move_aside(db, kode, start, datetime.now(WIB).isoformat(timespec="seconds"))
        db.execute("UPDATE village SET fork = NULL, gap = NULL WHERE kode = ?", (kode,))
        to_be_told(db, kode)
        return Settled(start, moved, _village(db, kode)[0])


def keep_chain(db: Connection, kode: str) -> None:
    """What is held is right, and the other terminal or key is out of use: the alarms are over, nothing moves.

    Raises E-PRV-11 where nothing is to be settled, E-PRV-12.
    """
    with writing(db):
        _have, fork, refused = _village(db, kode)
        if fork is None and not refused:
            raise ApplianceError("E-PRV-11")
        db.execute("UPDATE village SET fork = NULL, refused = '' WHERE kode = ?", (kode,))
        to_be_told(db, kode)


def accept_key(db: Connection, kode: str, key: bytes) -> bool:
    """From now on the village is known by `key` (32 bytes), as it was read to the operator; whether that is the key
    that was refused last. Raises E-PRV-11 when it is known by it already, E-PRV-12."""
    with writing(db):
        refused = _village(db, kode)[2]
        db.execute("UPDATE village SET key = ?1, refused = '' WHERE kode = ?2 AND key <> ?1", (key, kode))
        if not db.changes():
            raise ApplianceError("E-PRV-11")
        to_be_told(db, kode)
        return refused == key.hex()


def _village(db: Connection, kode: str) -> tuple[int, int | None, str]:
    row = db.execute("SELECT have, fork, refused FROM village WHERE kode = ?", (kode,)).fetchone()
    if row is None:
        raise ApplianceError("E-PRV-12")
    have, fork, refused = row
    return int(have), fork, refused
