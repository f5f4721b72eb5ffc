"""A terminal without a card reader: residents type their NIK."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from appliance.model.card import CardEvent, ReaderAway


class NoReader:
    """Tells once that there is no reader, and why."""

    kind: Literal["none"] = "none"

    def __init__(self, code: str = "E-RDR-11") -> None:
        self._code = code
        self._stopped = threading.Event()

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Tell, then wait for `stop`."""
        if not self._stopped.is_set():
            emit(ReaderAway(self._code))
        self._stopped.wait()

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()
