"""A reader of our own making, for demo and tests: hands lay cards down and pull cables through its methods."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Literal

from appliance.model.card import (
    UID_LENGTHS,
    CardEvent,
    Lifted,
    ReaderAway,
    ReaderReady,
    Tapped,
    Unreadable,
)

NAME = "Pembaca simulasi"
ATR = bytes.fromhex("3B8A80013037393134315F3030316F")
"""Answer to reset of a KTP-el (village office fact sheet, section 7)."""


class SimulatedReader:
    """Tells the same events in the same order as a real reader. Every method may be called from any thread, also
    before `run`: the first event then tells how things lie. What hands cannot do raises RuntimeError."""

    kind: Literal["simulated"] = "simulated"

    def __init__(self, plugged: bool = True) -> None:
        self._lock = threading.Lock()
        self._todo: queue.SimpleQueue[CardEvent | None] = queue.SimpleQueue()
        self._history: list[CardEvent] = []
        self._away: str | None = None if plugged else "E-RDR-01"
        self._card: Tapped | Unreadable | None = None
        self._tell(ReaderReady(NAME) if plugged else ReaderAway("E-RDR-01"))

    @property
    def history(self) -> tuple[CardEvent, ...]:
        """Everything told to `emit` so far."""
        return tuple(self._history)

    @property
    def occupied(self) -> bool:
        """Whether a card lies on the reader."""
        return self._card is not None

    def lay(self, uid: bytes, atr: bytes = ATR) -> None:
        """Lay a card down that reads well."""
        if len(uid) not in UID_LENGTHS:
            raise ValueError("no card has a UID of this length")
        self._lay(Tapped(uid, atr))

    def lay_unreadable(self, code: str = "E-RDR-04") -> None:
        """Lay a card down that cannot be read, for the reason that `code` names."""
        self._lay(Unreadable(code))

    def lift(self) -> None:
        """Take the card away."""
        with self._lock:
            if self._card is None:
                raise RuntimeError("no card lies on the reader")
            self._card = None
            if self._away is None:
                self._tell(Lifted())

    def unplug(self) -> None:
        """Pull the reader's cable. A card may go on lying there, unseen."""
        self._leave("E-RDR-01")

    def break_down(self) -> None:
        """Kill the daemon behind the reader."""
        self._leave("E-RDR-02")

    def replug(self) -> None:
        """Undo `unplug` or `break_down`; a card that still lies there is read anew."""
        with self._lock:
            if self._away is None:
                raise RuntimeError("the reader is there")
            self._away = None
            self._tell(ReaderReady(NAME))
            if self._card is not None:
                self._tell(self._card)

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Tell what hands do until `stop`."""
        while (event := self._todo.get()) is not None:
            self._history.append(event)
            emit(event)

    def stop(self) -> None:
        """End `run`; what was not told yet is told first."""
        self._todo.put(None)

    def _lay(self, card: Tapped | Unreadable) -> None:
        with self._lock:
            if self._card is not None:
                raise RuntimeError("a card lies on the reader already")
            self._card = card
            if self._away is None:
                self._tell(card)

    def _leave(self, code: str) -> None:
        with self._lock:
            if self._away is not None:
                raise RuntimeError("the reader is away already")
            self._away = code
            if self._card is not None:
                self._tell(Lifted())
            self._tell(ReaderAway(code))

    def _tell(self, event: CardEvent) -> None:
        self._todo.put(event)
