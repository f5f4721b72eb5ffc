"""A checked copy of the living store."""

from __future__ import annotations

from pathlib import Path

from appliance.model.errors import ApplianceError
from province.check import look
from province.connect import Connection, connect_copy, copy_into
from province.drafts import draft_in, put


def backup(db: Connection, target: Path) -> None:
    """Write a copy of one moment to `target` while collectors go on; an older file there is replaced only once the
    copy has been checked. Raises E-PRV-13 when the copy has problems, E-PRV-04 when it cannot be written."""
    if target.is_dir() or (target.exists() and target.samefile(db.filename)):
        raise ApplianceError("E-PRV-10", name="FILE", expected="nama berkas, bukan folder atau data yang dipakai")
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
    problems = look(db)
    if problems:
        raise ApplianceError("E-PRV-13", reason=problems[0].rstrip("."))
