"""The gate before each write: a fair file lock between threads and processes.

SQLite's own waiting is no queue: of two processes that commit in a loop one waited 5.6 s (fact sheet "store").
Two locks make it fair. Who wants the gate first takes its *turn*, and keeps it while waiting; who lets the gate go
and wants it again must stand behind that turn. Both are `flock` locks, which belong to the open file, so they hold
between threads as well, and vanish with a killed process.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.store.faults import disk_fault

WAIT = 20.0
"""Seconds to wait for other writers before E-STO-03; a batch of an import takes about 0.2 s."""

_STEP = 0.0005


class Gate:
    """One holder's handle on the gate of one store. Not re-entrant; belongs to one thread."""

    def __init__(self, store: Path, wait: float = WAIT) -> None:
        self._wait = wait
        self._turn = open_lock(store.with_name(store.name + ".turn"))
        try:
            self._gate = open_lock(store.with_name(store.name + ".gate"))
        except ApplianceError:
            os.close(self._turn)
            raise

    def enter(self) -> None:
        """Wait for the gate. Raises E-STO-03 when another holds it longer than the limit."""
        deadline = time.monotonic() + self._wait
        _lock(self._turn, deadline)
        try:
            _lock(self._gate, deadline)
        finally:
            fcntl.flock(self._turn, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._gate, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the lock files; they stay where they are, since removing them would open a second gate."""
        os.close(self._turn)
        os.close(self._gate)


def open_lock(path: Path) -> int:
    """Open a lock file, made when missing. For reading only: that suffices for `flock`, and another user of the
    group may open it whatever the umask was. Raises E-STO-04."""
    try:
        return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o660)
    except OSError as error:
        raise disk_fault(error) from error


def _lock(file: int, deadline: float) -> None:
    step = _STEP
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise ApplianceError("E-STO-03") from error
            time.sleep(step)
            step = min(step * 1.5, 0.004)
        else:
            return
