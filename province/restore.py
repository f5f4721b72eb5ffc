"""The way back from a copy of the store.

After it the villages send again what the copy lacks: it gets a generation of its own, so that their cursors go back
(docs/wire.md, Acknowledgement). What no village can send again is carried over from the store that is replaced,
where that can still be read: pinned keys, alarms, and the letter numbers that are spent.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.event import NO_HASH
from province.backup import require_sound
from province.connect import Connection, connect_copy, copy_into, told, writing
from province.disk import disk_told
from province.drafts import BESIDE, draft_in, put, sweep
from province.in_use import InUse
from province.opening import FILE, begin_life, open_file
from province.untold import to_be_told


@dataclass(frozen=True)
class Restored:
    """`former`: where the store that was replaced is kept, None where there was none. `carried`: whether keys,
    alarms and spent numbers of it live on."""

    former: Path | None
    carried: bool


def restore(file: Path, state: Path) -> Restored:
    """Make the copy in `file` the store of `state`, which nobody has open; what is there is kept beside it.

    Raises E-PRV-08 while it is open, E-PRV-13 for a file that is no sound copy, E-PRV-04 when it cannot be written.
    """
    with disk_told("E-PRV-13"):
        there = file.is_file()
    if not there:
        raise ApplianceError("E-PRV-13", reason="berkas tidak ada")
    with disk_told():
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
    in_use = InUse(state, alone=True)
    try:
        sweep(state)
        with draft_in(state) as draft:
            _fill(draft, file)
            carried = _begin(draft, state / FILE)
            former = _keep_former(state / FILE)
            put(draft, state / FILE)
        return Restored(former, carried)
    finally:
        in_use.release()


def _fill(draft: Path, file: Path) -> None:
    """The copy in `file`, once more, so that nothing is ever changed in it."""
    try:
        source = connect_copy(file)
        try:
            copy_into(source, draft)
        finally:
            source.close()
        open_file(draft).close()
    except ApplianceError as error:
        if error.code in ("E-PRV-04", "E-PRV-07"):
            raise
        reason = str(error.facts.get("reason", "bukan cadangan provinsi"))
        raise ApplianceError("E-PRV-13", reason=reason) from error


def _begin(draft: Path, present: Path) -> bool:
    """Check the draft, take over what must live on, begin a new life; whether anything could be taken over."""
    db = open_file(draft)
    try:
        require_sound(db)
        carried = _fold(present) and _carry(db, present)
        with writing(db):
            begin_life(db)
            to_be_told(db)
        db.pragma("journal_mode", "delete")
        return carried
    finally:
        db.close()


def _fold(present: Path) -> bool:
    """Bring the store that is to be replaced into one file, of this release's form; False when it is too broken."""
    try:
        db = open_file(present)
        try:
            with told():
                db.pragma("journal_mode", "delete")
        finally:
            db.close()
    except ApplianceError:
        return False
    return True


def _carry(db: Connection, present: Path) -> bool:
    """What villages do not send again. Nothing of a store of other origin (a trial), and nothing where it is too
    broken to be read; then a person settles anew what comes up anew."""
    with told():
        db.execute("ATTACH ? AS present", (str(present),))
    try:
        with writing(db):
            if _origin(db, "main") != _origin(db, "present"):
                return False
            db.execute(
                "INSERT INTO main.village (kode, key, stage, have, hash, epoch, fork, refused, last_seen)"
                " SELECT kode, key, stage, 0, ?, 0, fork, refused, last_seen FROM present.village WHERE true"
                " ON CONFLICT DO UPDATE SET key = excluded.key, stage = excluded.stage, refused = excluded.refused,"
                " fork = coalesce(min(fork, excluded.fork), fork, excluded.fork), last_seen = excluded.last_seen",
                (NO_HASH,),
            )
            db.execute(
                "INSERT INTO main.series SELECT * FROM present.series WHERE true"
                " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"
            )
        return True
    except ApplianceError:
        return False
    finally:
        db.execute("DETACH present")


def _origin(db: Connection, schema: str) -> object:
    return db.execute(f"SELECT value FROM {schema}.fact WHERE name = 'origin'").get  # noqa: S608 - own names


def _keep_former(present: Path) -> Path | None:
    """Give the present file a second name. A folded store has no journal; that of a broken one goes along, since it
    would be played into the file that comes."""
    if not present.exists():
        return None
    former = present.with_name(f"{FILE}.{datetime.now(WIB):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}")
    os.link(present, former)
    for ending in BESIDE:
        beside = present.with_name(present.name + ending)
        if beside.exists():
            beside.replace(former.with_name(former.name + ending))
    return former
