"""Who has the store open: many may at once, a restore only when nobody else has.

A lock of the kernel beside the store, not in it: it is gone with its process, and it can be taken where the store
itself is broken.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from appliance.model.errors import ApplianceError
from province.disk import disk_told

LOCK = "province.sqlite.open"
"""Stands in each folder where a store was ever open."""


class InUse:
    """Holds the lock of the state folder `state` from its making until `release`.

    Raises E-PRV-08 when it cannot be had now, E-PRV-04 when the folder cannot be written.
    """

    def __init__(self, state: Path, *, alone: bool = False) -> None:
        with disk_told():
            self._file = os.open(state / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise ApplianceError("E-PRV-08") from error

    def release(self) -> None:
        """Let the lock go; also right when it is gone."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)
