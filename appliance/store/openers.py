"""Who has the store open: so that the first one after an unclean end looks whether the file is whole."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from appliance.store.gate import open_lock


class Openers:
    """One process's part in the shared lock of all that have the store open. It vanishes with a killed process."""

    def __init__(self, store: Path) -> None:
        self._file = open_lock(store.with_name(store.name + ".open"))
        wal = store.with_name(store.name + "-wal")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.unclean = False
        else:
            self.unclean = wal.exists() and wal.stat().st_size > 0
        """True when nobody else has the store open and the last one left without closing it."""

    def join(self) -> None:
        """Let others open as well; called once the file has been looked at. Waits while another looks."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """The store is closed here."""
        os.close(self._file)
