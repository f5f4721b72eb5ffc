"""A checked copy of the living store."""

from __future__ import annotations

import os
from pathlib import Path

from appliance.model.errors import ApplianceError
from province.check import problems
from province.connect import Connection, connect_copy, copy_into, told
from province.disk import disk_told
from province.drafts import draft_in, put
from province.in_use import LOCK

_ALONE = b"SQLite format 3\0", b"\1\1"
"""How a file begins that needs none beside it, as copies are left; a living store's has a WAL and other numbers."""


def backup(db: Connection, target: Path) -> None:
    """Write a copy of one moment to `target` while collectors go on; an older copy there is replaced only once the
    new one has been checked, chains and all. Raises E-PRV-10 where something else stands, E-PRV-13 when the copy
    has problems, E-PRV-04 when it cannot be written."""
    target = _place_of_copy(target)
    with draft_in(target.parent) as draft:
        copy_into(db, draft)
        copy = connect_copy(draft)
        try:
            require_sound(copy)
        finally:
            copy.close()
        put(draft, target)


def require_sound(db: Connection) -> None:
    """Raise E-PRV-13, with the first problem, for a copy that has any."""
    try:
        problem = next(problems(db), None)
    except ApplianceError as error:
        if error.code != "E-PRV-03":
            raise
        raise ApplianceError("E-PRV-13", **error.facts) from error
    if problem:
        raise ApplianceError("E-PRV-13", reason=problem.rstrip("."))


def _place_of_copy(target: Path) -> Path:
    """`target` with its links followed, where that is a new name or an older copy: never a device, a pipe or
    somebody's file, and nothing in the folder of a living store."""
    with disk_told():
        target = Path(os.path.realpath(target))
        new, living = not os.path.lexists(target), (target.parent / LOCK).exists()
    if living or not (new or _is_copy(target)):
        expected = "nama baru atau cadangan lama, bukan di folder data provinsi"
        raise ApplianceError("E-PRV-10", name="FILE", expected=expected)
    return target


def _is_copy(file: Path) -> bool:
    with disk_told():
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            head = stream.read(20)
    if (head[:16], head[18:]) != _ALONE:
        return False
    try:
        db = connect_copy(file)
        try:
            with told():
                tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        finally:
            db.close()
    except ApplianceError:
        return False
    return {"fact", "village", "event"} <= tables
