"""How a store comes into being: whole or not at all, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.faults import fault
from appliance.store.files import sync_folder
from appliance.store.gate import Gate
from appliance.store.schema import DEFINITION


def create(path: Path) -> None:
    """Make an empty store at `path`, unless another process has just done so.

    It is made under another name and linked into place, so an empty or half-made file at `path` is always damage
    and never a beginning. Refuses (E-STO-01) when the WAL of a lost store still lies there: SQLite would play it
    into the new file.
    """
    gate = Gate(path)
    gate.enter()
    try:
        if not path.exists():
            if path.with_name(path.name + "-wal").exists():
                raise ApplianceError("E-STO-01", reason="berkas utama hilang, sisanya (-wal) masih ada")
            _create(path)
    finally:
        gate.leave()
        gate.close()


def _create(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        connection = connect(draft, create=True)
        try:
            connection.execute(f"BEGIN IMMEDIATE; {DEFINITION} COMMIT").fetchall()
        finally:
            connection.close()
        draft.chmod(0o660)
        os.link(draft, path)
        sync_folder(path.parent)
    except apsw.Error as error:
        raise (fault(error) or error) from error
    except OSError as error:
        raise ApplianceError("E-STO-04", reason=error.strerror) from error
    finally:
        for left in path.parent.glob(draft.name + "*"):
            left.unlink()
