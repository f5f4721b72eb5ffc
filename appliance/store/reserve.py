"""A reserve on the disk, given away when the disk is full.

SQLite needs room even to tell that there is none: to begin a transaction, to make its shared-memory file anew (fact
sheet "store"). The reserve gives just the room to open, read, tell and clean up.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

SIZE = 2 * 2**20
"""Bytes of the reserve."""

PLENTY = 32 * 2**20
"""Bytes that must be free before the reserve is laid in again."""


def lay_in(store: Path) -> None:
    """Lay the reserve in beside `store` where it is missing and there is room enough. It only helps, so a disk that
    refuses it stops nothing."""
    path = _path(store)
    if _lies_there(path):
        return
    with suppress(OSError):
        disk = os.statvfs(store.parent)
        if disk.f_bavail * disk.f_frsize < PLENTY:
            return
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o660)
        try:
            os.posix_fallocate(file, 0, SIZE)
        finally:
            os.close(file)


def give_away(store: Path) -> bool:
    """Free the reserve; whether there was one."""
    try:
        _path(store).unlink()
    except OSError:
        return False
    return True


def _lies_there(path: Path) -> bool:
    try:
        return path.stat().st_size >= SIZE
    except OSError:
        return False


def _path(store: Path) -> Path:
    return store.with_name(store.name + ".reserve")
