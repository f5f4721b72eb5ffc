"""One owner of the printer among all processes of the terminal: a lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.store.faults import disk_fault

_PAUSE = 0.05
_threads = threading.RLock()
"""flock is a process's; the threads of one process queue here. Re-entrant: a use case may hold it already."""
_held: dict[Path, int] = {}


@contextmanager
def printer_lock(file: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock on `file` within the block; yields False when it stays taken for `seconds`."""
    if not _threads.acquire(timeout=max(0.0, seconds)):
        yield False
        return
    try:
        if _held.get(file):
            _held[file] += 1
            try:
                yield True
            finally:
                _held[file] -= 1
            return
        handle = _open(file)
        try:
            mine = _take(handle, seconds)
            _held[file] = int(mine)
            try:
                yield mine
            finally:
                _held.pop(file, None)
        finally:
            os.close(handle)
    finally:
        _threads.release()


def _open(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise disk_fault(error) from error


def _take(handle: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        else:
            return True
