"""From pcscd's first question to the card until its UID is in hand.

Not from laying the card down: the virtual reader looks for cards every 0.4 s, and no client can be faster than
that; a USB reader wakes the daemon by itself (devices fact sheet, "Time")."""

from __future__ import annotations

import queue
import statistics
import tempfile
import threading
import time
from pathlib import Path

from appliance.model.card import CardEvent, Lifted, Tapped
from appliance.reader.factory import open_reader
from benchmarks.rows import Row
from tests.support.pcscd import Pcscd
from tests.support.virtual_card import VirtualCard

_TAPS = 15
_GOAL_MS = 5.0
_PATIENCE = 20.0


def run() -> list[Row]:
    """Taps on a real pcscd with a virtual card."""
    with tempfile.TemporaryDirectory() as folder, Pcscd(Path(folder)) as pcscd:
        times = _taps(pcscd.port)
    detail = f"median of {_TAPS} taps on a virtual card, worst {max(times):.2f} ms"
    return [Row("pcscd's ATR request to UID in hand", statistics.median(times), _GOAL_MS, "ms", detail)]


def _taps(port: int) -> list[float]:
    """Milliseconds of each tap."""
    told: queue.SimpleQueue[tuple[float, CardEvent]] = queue.SimpleQueue()
    reader = open_reader("pcsc")
    thread = threading.Thread(target=reader.run, args=(lambda event: told.put((time.perf_counter(), event)),))
    thread.start()
    try:
        return [_tap(VirtualCard(port), told) for _ in range(_TAPS)]
    finally:
        reader.stop()
        thread.join()


def _tap(card: VirtualCard, told: queue.SimpleQueue[tuple[float, CardEvent]]) -> float:
    with card:
        in_hand = _until(told, Tapped)
    _until(told, Lifted)
    if card.first_look is None:
        raise RuntimeError("the card was read without having been looked at")
    return (in_hand - card.first_look) * 1000


def _until(told: queue.SimpleQueue[tuple[float, CardEvent]], kind: type[CardEvent]) -> float:
    while True:
        at, event = told.get(timeout=_PATIENCE)
        if isinstance(event, kind):
            return at
