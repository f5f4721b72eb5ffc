"""Calls to the desk. Each runs in a thread of its own, one at a time for each device, so that neither disk nor
printer can ever hold the screen (threat F9); only the answer comes back to the loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from textual.worker import Worker, WorkerState

from appliance.model.errors import ApplianceError

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

Device = Literal["store", "printer"]
T = TypeVar("T")


@dataclass(frozen=True)
class _Errand:
    ticket: object | None
    began: float
    waits: bool
    then: Callable[[Any], None] | None
    refused: Callable[[ApplianceError], None]


class Errands:
    """What has been asked and not yet answered. An answer is delivered only while the page that asked still
    stands; `forget_answers` is called at each change of page."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self._open: dict[Worker[Any], _Errand] = {}
        self._ticket = object()
        self.closing = False
        self._locks: dict[Device, Lock] = {"store": Lock(), "printer": Lock()}

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
        """Do `work` in a thread, then `then` with its result on the loop. A refusal goes to `refused`, by
        default the page that says why. `quiet` errands do not make the page wait; the answer of a `lasting`
        one is delivered whatever page stands then. Any other exception is a fault of the program and ends it
        in the ordered way."""
        lock = self._locks[device]

        def guarded() -> T | ApplianceError:
            with lock:
                try:
                    return work()
                except ApplianceError as error:
                    return error

        worker = self._kiosk.run_worker(guarded, thread=True, exit_on_error=False, group=device)
        self._open[worker] = _Errand(
            None if lasting else self._ticket,
            monotonic(),
            not quiet,
            then,
            refused or self._kiosk.show_refusal,
        )

    def forget_answers(self) -> None:
        """The page changes: what it asked is not wanted any more."""
        self._ticket = object()

    def close(self) -> None:
        """The screen ends: whoever waits for a person must not wait on."""
        self.closing = True

    @property
    def busy(self) -> bool:
        """Whether the page waits for an answer."""
        return any(errand.waits and errand.ticket is self._ticket for errand in self._open.values())

    @property
    def waited(self) -> float:
        """Seconds since the page began to wait; 0 when it does not."""
        begun = [e.began for e in self._open.values() if e.waits and e.ticket is self._ticket]
        return monotonic() - min(begun) if begun else 0.0

    def ended(self, worker: Worker[Any]) -> None:
        """A worker changed its state (Textual's message, handed on by the application)."""
        if worker.state not in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED):
            return
        errand = self._open.pop(worker, None)
        if isinstance(worker.error, Exception):
            self._kiosk.crash(worker.error)
        elif errand is None:
            return
        elif worker.state is WorkerState.SUCCESS and (errand.ticket is None or errand.ticket is self._ticket):
            if isinstance(worker.result, ApplianceError):
                errand.refused(worker.result)
            elif errand.then is not None:
                errand.then(worker.result)
