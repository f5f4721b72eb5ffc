"""Small files that survive a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def write_file(path: Path, content: bytes, mode: int) -> None:
    """Write `content` whole or not at all, readable as `mode` says from the first byte. May raise OSError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def new_folder(folder: Path, mode: int) -> None:
    """Make `folder` with all above it that is missing, durably. May raise OSError."""
    missing = [path for path in folder.parents if not path.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for path in (folder, *missing):  # also one that is there: who made it may have been cut off before this
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new and renamed names in `folder` durable. May raise OSError."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
