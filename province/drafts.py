"""A file that appears whole or not at all: written beside its place, flushed, then put there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from province.disk import disk_told

BESIDE = ("-wal", "-shm")
"""What SQLite lays beside a store; it would be played into any other file of that name."""
_PREFIX = ".copy."


@contextmanager
def draft_in(folder: Path) -> Iterator[Path]:
    """An empty file in `folder` that is gone afterwards unless it was put in its place. Raises E-PRV-04."""
    draft = folder / f"{_PREFIX}{secrets.token_hex(8)}"
    with disk_told():
        try:
            draft.touch(0o600, exist_ok=False)
            yield draft
        finally:
            for ending in ("", "-journal", *BESIDE):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)


def put(draft: Path, target: Path) -> None:
    """Put a finished copy in its place, so that after a power cut either file is there whole. What lies beside an
    older file of that name would be played into ours."""
    _flush(draft, os.O_RDWR)
    for ending in BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    draft.replace(target)
    _flush(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def _flush(path: Path, flags: int) -> None:
    file = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sweep(folder: Path) -> None:
    """Delete the drafts of processes that were killed, where nobody else can have one. Raises E-PRV-04."""
    with disk_told():
        for left in folder.glob(f"{_PREFIX}*"):
            left.unlink()
