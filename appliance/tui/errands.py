"""Calls to the desk. Each device has a thread of its own that does one call after the other, so that neither disk
nor printer can ever hold the screen (threat F9); only the answer comes back to the loop. The threads are daemons: a
call that never returns must not keep the program from its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from textual.message import Message

from appliance.model.errors import ApplianceError

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

Device = Literal["store", "printer"]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Errand:
    """One call. `ticket` is None for a lasting one, `began` is monotonic seconds; `waits`: the page waits."""

    work: Callable[[], Any]
    ticket: object | None
    began: float
    waits: bool
    then: Callable[[Any], None] | None
    refused: Callable[[ApplianceError], None]


class Answered(Message):
    """What a thread brings back: a result, or the exception in its place."""

    def __init__(self, errand: Errand, answer: Any) -> None:
        super().__init__()
        self.errand, self.answer = errand, answer


class Errands:
    """What has been asked and not yet answered. An answer is delivered only while the page that asked still
    stands; `forget_answers` is called at each change of page. A call whose page has gone before its turn came is
    not made any more."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self._open: set[Errand] = set()
        self._ticket = object()
        self._queues: dict[Device, SimpleQueue[Errand | None]] = {}
        self.closing = False

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        device: Device = "store",
        refused: Callable[[ApplianceError], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> None:
        """Do `work` in the device's thread, then `then` with its result on the loop. A refusal goes to `refused`,
        by default the page that says why. `quiet` errands do not make the page wait; a `lasting` one is done and
        answered whatever page stands then. Any other exception is a fault of the program and ends it in the ordered
        way."""
        ticket = None if lasting else self._ticket
        errand = Errand(work, ticket, monotonic(), not quiet, then, refused or self._kiosk.show_refusal)
        self._open.add(errand)
        if device not in self._queues:
            queue = self._queues[device] = SimpleQueue()
            Thread(target=self._serve, args=(queue,), name=f"desk-{device}", daemon=True).start()
        self._queues[device].put(errand)

    def _serve(self, queue: SimpleQueue[Errand | None]) -> None:
        while self._one(queue):
            """Nothing of an errand stays in this thread while it waits for the next (rule 12)."""

    def _one(self, queue: SimpleQueue[Errand | None]) -> bool:
        errand = queue.get()
        if errand is None:
            return False
        answer: Any = None
        if self._wanted(errand):
            try:
                answer = errand.work()
            except Exception as error:  # noqa: BLE001 - handed over to the loop, which ends the program
                answer = error
        self._kiosk.post_message(Answered(errand, answer))
        return True

    def _wanted(self, errand: Errand) -> bool:
        return errand.ticket is None or errand.ticket is self._ticket

    def forget_answers(self) -> None:
        """The page changes: what it asked is not wanted any more."""
        self._ticket = object()

    def close(self) -> None:
        """The screen ends: whoever waits for a person must not wait on."""
        self.closing = True
        for queue in self._queues.values():
            queue.put(None)

    @property
    def busy(self) -> bool:
        """Whether the page waits for an answer."""
        return bool(self._awaited())

    @property
    def waited(self) -> float:
        """Seconds since the page began to wait; 0 when it does not."""
        begun = self._awaited()
        return monotonic() - min(begun) if begun else 0.0

    def _awaited(self) -> list[float]:
        return [errand.began for errand in self._open if errand.waits and errand.ticket is self._ticket]

    def answered(self, errand: Errand, answer: Any) -> None:
        """A thread brought an answer back (handed on by the application)."""
        self._open.discard(errand)
        if isinstance(answer, Exception) and not isinstance(answer, ApplianceError):
            self._kiosk.crash(answer)
        elif not self._wanted(errand):
            return
        elif isinstance(answer, ApplianceError):
            errand.refused(answer)
        elif errand.then is not None:
            errand.then(answer)
