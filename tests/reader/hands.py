"""One pair of hands for two readers: the simulated one, and a real pcscd with a virtual card."""

from __future__ import annotations

import queue
import threading
import time
from types import TracebackType
from typing import Protocol

from appliance.model.card import CardEvent, Lifted, Reader, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.reader.pcsc_reader import PcscReader
from appliance.reader.simulated import SimulatedReader
from tests.support.pcscd import Pcscd
from tests.support.virtual_card import KTP_ATR, VirtualCard, says

PATIENCE = 30.0
"""Seconds that a test waits for something that must come."""


class Told:
    """Runs a reader in a thread and keeps what it tells. Each `next` takes one event, in order."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.history: list[CardEvent] = []
        self._events: queue.SimpleQueue[CardEvent] = queue.SimpleQueue()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="test-reader", daemon=True)

    def __enter__(self) -> Told:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.end()
        assert_order(self.history)

    def end(self) -> None:
        """Stop; the run must end, and without a fault."""
        self.reader.stop()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "run did not end"
        assert self._fault is None, f"run raised {self._fault!r}"

    def next(self) -> CardEvent:
        """The next event."""
        try:
            return self._events.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"nothing more was told after {self.history}") from None

    def until(self, wanted: CardEvent | type[CardEvent]) -> list[CardEvent]:
        """Take events until `wanted` is told; all of them."""
        taken = [self.next()]
        while not (isinstance(taken[-1], wanted) if isinstance(wanted, type) else taken[-1] == wanted):
            taken.append(self.next())
        return taken

    def quiet(self, seconds: float) -> bool:
        """Whether nothing is told for so long."""
        time.sleep(seconds)
        return self._events.empty()

    def _run(self) -> None:
        try:
            self.reader.run(self._take)
        except BaseException as fault:  # noqa: BLE001 - asserted on in `end`
            self._fault = fault

    def _take(self, event: CardEvent) -> None:
        self.history.append(event)
        self._events.put(event)


def assert_order(history: list[CardEvent]) -> None:
    """The order that the port promises (`appliance.model.card.Reader`)."""
    ready, lies, read = False, False, False
    for index, event in enumerate(history):
        so_far = history[: index + 1]
        match event:
            case ReaderReady():
                assert not ready, f"ready twice: {so_far}"
                ready = True
            case ReaderAway():
                assert not lies, f"away before the card was lifted: {so_far}"
                assert index == 0 or history[index - 1] != event, f"away twice: {so_far}"
                ready = False
            case Tapped() | Unreadable():
                assert ready, f"a card on a reader that is not ready: {so_far}"
                assert not read, f"a card told again after it was read: {so_far}"
                lies, read = True, isinstance(event, Tapped)
            case Lifted():
                assert lies, f"lifted what was not there: {so_far}"
                lies = read = False


class Rig(Protocol):
    """A reader and the hands around it."""

    @property
    def reader(self) -> Reader: ...
    def lay(self, uid: bytes, atr: bytes = KTP_ATR) -> None: ...
    def lay_noise(self) -> None: ...
    def lift(self) -> None: ...
    def swap(self, uid: bytes) -> None: ...
    def unplug(self) -> None: ...
    def break_down(self) -> None: ...
    def replug(self) -> None: ...


class SimulatedRig:
    """The simulated reader."""

    def __init__(self, plugged: bool) -> None:
        self.reader = SimulatedReader(plugged)
        self.lay = self.reader.lay
        self.lay_noise = self.reader.lay_unreadable
        self.lift = self.reader.lift
        self.unplug = self.reader.unplug
        self.break_down = self.reader.break_down
        self.replug = self.reader.replug

    def swap(self, uid: bytes) -> None:
        self.reader.lift()
        self.reader.lay(uid)


class PcscRig:
    """pcscd. A virtual card's connection ends with the daemon, so a card that lies there is laid down again."""

    def __init__(self, pcscd: Pcscd) -> None:
        self.reader = PcscReader()
        self.pcscd = pcscd
        self.card: VirtualCard | None = None

    def lay(self, uid: bytes, atr: bytes = KTP_ATR) -> None:
        self._put(VirtualCard(self.pcscd.port, uid, atr=atr))

    def lay_noise(self) -> None:
        self._put(VirtualCard(self.pcscd.port, answer=says(bytes(range(40)))))

    def lift(self) -> None:
        assert self.card is not None
        self.card.lift()
        self.card = None

    def swap(self, uid: bytes) -> None:
        self.lift()
        self.lay(uid)

    def unplug(self) -> None:
        self.pcscd.restart(readers=False)

    def break_down(self) -> None:
        self.pcscd.kill()

    def replug(self) -> None:
        port = self.pcscd.port
        self.pcscd.restart(readers=True)
        assert self.pcscd.port == port, "somebody took the virtual reader's port"
        if self.card is not None:
            self.card.lift()
            self.card.put()

    def _put(self, card: VirtualCard) -> None:
        self.card = card
        card.put()
