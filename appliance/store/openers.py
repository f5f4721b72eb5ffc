"""Who has the store open: so that the first one after an unclean end looks whether the file is whole, and that
nobody works on a file that a restore is about to replace."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.store.gate import open_lock


class Openers:
    """One process's part in the shared lock of all that have the store open. It vanishes with a killed process.

    Made before the file itself is opened. Waits while another process looks at the file or restores it.
    """

    def __init__(self, store: Path) -> None:
        self._file = open_lock(store.with_name(store.name + ".open"))
        wal = store.with_name(store.name + "-wal")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.alone = False
            fcntl.flock(self._file, fcntl.LOCK_SH)
        else:
            self.alone = True
        """True until `join` when nobody else has the store open."""
        self.unclean = self.alone and wal.exists() and wal.stat().st_size > 0
        """True when, besides, the last one left without closing it."""

    def join(self) -> None:
        """Let others open as well; called once the file has been looked at."""
        self.alone = False
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """The store is closed here."""
        os.close(self._file)


def restore_mark(store: Path) -> Path:
    """The file that lies beside `store` while a restore puts another one in its place."""
    return store.with_name(store.name + ".restoring")


def refuse_half_restored(store: Path) -> None:
    """Raise E-STO-15 where a restore was cut off in the middle."""
    if restore_mark(store).exists():
        raise ApplianceError("E-STO-15")
