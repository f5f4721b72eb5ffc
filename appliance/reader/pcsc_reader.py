"""The PC/SC driver: a thread that watches, and a watch over that thread."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Literal

from appliance.model.card import CardEvent, Unreadable
from appliance.reader.watcher import Mark, Watcher

_SILENT_SECONDS = 3.0
"""After this long a card that does not answer has to be lifted: nothing else ends the call (7)."""
_STOP_SECONDS = 0.8
_CANCEL_EVERY = 0.02

_Told = CardEvent | Mark | BaseException | None


class PcscReader:
    """A reader behind pcscd. `name`, a part of its name, keeps other readers out. `stays` is for a reader that
    holds the card during a visit: whether it is still the same one is then asked each second."""

    kind: Literal["pcsc"] = "pcsc"

    def __init__(self, name: str = "", stays: bool = False) -> None:
        self._name = name
        self._stays = stays
        self._stopping = threading.Event()
        self._told: queue.SimpleQueue[_Told] = queue.SimpleQueue()

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Tell events until `stop`. The watching thread is left behind where a silent card holds it; it ends
        with that card, or with the process."""
        if self._stopping.is_set():
            return
        watcher = Watcher(self._name, self._stays, self._told.put, self._stopping)
        thread = threading.Thread(target=self._watch, args=(watcher,), name="card-reader", daemon=True)
        thread.start()
        try:
            self._pass_on(emit)
        finally:
            self._stopping.set()
            canceller = threading.Thread(target=_cancel, args=(watcher, thread), name="card-cancel", daemon=True)
            canceller.start()
            thread.join(_STOP_SECONDS)

    def stop(self) -> None:
        """End `run`."""
        self._stopping.set()
        self._told.put(None)

    def _pass_on(self, emit: Callable[[CardEvent], None]) -> None:
        silent_at: float | None = None
        while not self._stopping.is_set():
            try:
                told = self._told.get(timeout=None if silent_at is None else max(0, silent_at - time.monotonic()))
            except queue.Empty:
                silent_at = None
                emit(Unreadable("E-RDR-05"))
                continue
            match told:
                case None:
                    return
                case Mark.ASKING:
                    silent_at = time.monotonic() + _SILENT_SECONDS
                case Mark.ANSWERED:
                    silent_at = None
                case BaseException():
                    raise told
                case _:
                    emit(told)

    def _watch(self, watcher: Watcher) -> None:
        try:
            watcher.run()
        except Exception as fault:  # noqa: BLE001 - handed over, and raised by `run` in its caller's thread
            self._told.put(fault)


def _cancel(watcher: Watcher, thread: threading.Thread) -> None:
    """Wake the watching thread until it has ended: a cancel that meets no wait is lost (8). In a thread of its own,
    since a daemon that hangs holds this call as well; ends in any case when the stop is given up."""
    deadline = time.monotonic() + _STOP_SECONDS
    while thread.is_alive() and time.monotonic() < deadline:
        watcher.cancel()
        thread.join(_CANCEL_EVERY)
