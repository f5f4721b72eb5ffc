"""How a store comes into being: whole or not at all, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.faults import disk_fault, fault
from appliance.store.files import sync_folder
from appliance.store.gate import Gate
from appliance.store.generations import FOLDER, read_name
from appliance.store.schema import DEFINITION


def create(path: Path) -> None:
    """Make an empty store at `path`, unless another process has just done so.

    It is made under another name and linked into place, so an empty or half-made file at `path` is always damage
    and never a beginning. Raises E-STO-01 where a store was lost, as `refuse_lost` does.
    """
    gate = Gate(path)
    gate.enter()
    try:
        if not path.exists():
            refuse_lost(path)
            _create(path)
    finally:
        gate.leave()
        gate.close()


def refuse_lost(path: Path) -> None:
    """Raise E-STO-01 where no store lies at `path` but its WAL does, or copies of it do: it was lost, and must not
    begin anew. SQLite would even play the WAL into a new file."""
    wal = path.with_name(path.name + "-wal").exists()
    try:
        copies = any(read_name(copy.name) for copy in (path.parent / FOLDER).iterdir())
    except OSError:
        copies = False
    if not path.exists() and (wal or copies):
        left = "sisanya (-wal)" if wal else "cadangannya"
        raise ApplianceError("E-STO-01", reason=f"berkas utama hilang, {left} masih ada")


def _create(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        connection = connect(draft, create=True)
        try:
            connection.execute(f"BEGIN IMMEDIATE; {DEFINITION} COMMIT").fetchall()
            # Closing would do this too, but say nothing where the disk is full, and the WAL is not linked.
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except apsw.Error as error:
            raise (fault(error, connection.system_errno) or error) from error
        finally:
            connection.close()
        draft.chmod(0o660)
        os.link(draft, path)
        sync_folder(path.parent)
    except OSError as error:
        raise disk_fault(error) from error
    finally:
        for left in path.parent.glob(draft.name + "*"):
            left.unlink()
