"""Wait for a single tap: what a command line wants of a reader."""

from __future__ import annotations

import threading

from appliance.model.card import CardEvent, Reader, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.model.errors import ApplianceError

_HOPELESS = {"E-RDR-03", "E-RDR-11"}
"""Refused, or none wanted: no waiting helps."""
_AWAY_SECONDS = 3.0
"""How long a reader may be away before we give up: a pcscd that our own call starts takes a moment."""


def read_one(reader: Reader, timeout: float) -> Tapped:
    """The first card that reads well within `timeout` seconds. Runs the reader in this thread, and stops it.

    Raises `ApplianceError`: the reader's own code when it is away for 3 seconds or at the end, the code of the
    last card that could not be read when no better one came, and E-RDR-09 when no card was laid down.
    """
    wait = _Wait(reader)
    end = _alarm(timeout, reader)
    try:
        reader.run(wait.take)
    finally:
        end.cancel()
        wait.calm()
    if wait.card is not None:
        return wait.card
    if code := wait.away or wait.unreadable:
        raise ApplianceError(code)
    raise ApplianceError("E-RDR-09", seconds=f"{timeout:g}")


class _Wait:
    """What has been told so far; stops the reader when nothing better can come."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._patience: threading.Timer | None = None
        self.card: Tapped | None = None
        self.away: str | None = None
        self.unreadable: str | None = None

    def take(self, event: CardEvent) -> None:
        if self.card is not None:
            return
        match event:
            case Tapped():
                self.card = event
                self._reader.stop()
            case Unreadable(code):
                self.unreadable = code
            case ReaderReady():
                self.away = None
                self.calm()
            case ReaderAway(code):
                self.away = code
                self.calm()
                self._patience = _alarm(0 if code in _HOPELESS else _AWAY_SECONDS, self._reader)

    def calm(self) -> None:
        """The reader is back, or all is over."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _alarm(seconds: float, reader: Reader) -> threading.Timer:
    timer = threading.Timer(seconds, reader.stop)
    timer.daemon = True
    timer.start()
    return timer
