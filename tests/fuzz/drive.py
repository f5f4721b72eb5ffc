"""Inputs to a target, one after another, with what they cost: time, memory, and whether a promise broke."""

from __future__ import annotations

import signal
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from appliance.model.redact import place_of
from tests.fuzz.mutate import Mutator
from tests.fuzz.target import Broken, Target

HANG = 10.0
"""Seconds of computing for one input that no target may need, on any machine."""

MEMORY = 48 << 20
"""Bytes that one input may make the product hold at a time."""

WEIGHED = 40
"""Every so many inputs one is weighed, since weighing slows."""

MADE = 20
"""One of so many inputs is made from nothing; the others are valid ones spoilt."""

FAULTS = 5
"""Faults of one target after which it is left."""


@dataclass(frozen=True)
class Fault:
    """An input, made small, and what it did."""

    data: bytes
    what: str


@dataclass
class Tally:
    """What became of the inputs of one target. `longest` in seconds, `heaviest` in bytes held at once."""

    name: str
    refused: int = 0
    accepted: int = 0
    longest: float = 0.0
    heaviest: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """All of them."""
        return self.refused + self.accepted + len(self.faults)


def drive(target: Target, inputs: int, start: int) -> Tally:
    """Give `inputs` inputs to `target`; the same `start` gives the same ones."""
    tally = Tally(target.name)
    made = inputs // MADE if target.made is not None else 0
    with target.surroundings(), _stopwatch():
        for data in target.samples:
            _one(target, data, tally)
        _made(target, made, start, tally)
        mutator = Mutator(Random(f"{target.name} {start}"), target.samples, target.words)
        while tally.inputs < inputs and len(tally.faults) < FAULTS:
            data = mutator.make()
            if _one(target, data, tally):
                mutator.keep(data)
    return tally


def _one(target: Target, data: bytes, tally: Tally) -> bool:
    """Whether `data` was accepted."""
    weigh = tally.inputs % WEIGHED == 0
    try:
        accepted, took, held = _measured(target.run, data, weigh=weigh)
    except Exception as error:  # noqa: BLE001 - whatever comes out is what we look for
        kind = type(error)
        small = _smaller(target.run, data, kind)
        tally.faults.append(Fault(small, _said(error)))
        return False
    tally.longest, tally.heaviest = max(tally.longest, took), max(tally.heaviest, held)
    if accepted:
        tally.accepted += 1
    else:
        tally.refused += 1
    return accepted


def _measured(run: Callable[[bytes], bool], data: bytes, *, weigh: bool) -> tuple[bool, float, int]:
    if weigh:
        tracemalloc.start()
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    began = time.perf_counter()
    try:
        accepted = run(data)
        took = time.perf_counter() - began
        held = tracemalloc.get_traced_memory()[1] if weigh else 0
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if weigh:
            tracemalloc.stop()
    if held > MEMORY + 8 * len(data):
        raise Broken(f"{held >> 20} MiB for an input of {len(data)} bytes")
    return accepted, took, held


def _made(target: Target, count: int, start: int, tally: Tally) -> None:
    """Inputs that hypothesis makes. It sees none fail: `_one` notes a fault and makes it small."""
    if target.made is None or count == 0:
        return

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.made)
    def each(data: bytes) -> None:
        if len(tally.faults) < FAULTS:
            _one(target, data, tally)

    each()


def _smaller(run: Callable[[bytes], bool], data: bytes, kind: type[Exception]) -> bytes:
    """The least of `data` that still raises the same kind of error, within some hundred tries."""
    tries, size = 400, max(1, len(data) // 2)
    while size and tries:
        at = 0
        while at < len(data) and tries:
            shorter = data[:at] + data[at + size :]
            tries -= 1
            if _raises(run, shorter, kind):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def _raises(run: Callable[[bytes], bool], data: bytes, kind: type[Exception]) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    try:
        run(data)
    except Exception as error:  # noqa: BLE001 - compared with the first one
        return type(error) is kind
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300] + f" [{place_of(error)}]"


@contextmanager
def _stopwatch() -> Iterator[None]:
    """Whatever computes for longer than `HANG` is stopped. Time of this process alone counts, so that a busy
    machine accuses nobody."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("only the main thread gets signals")

    def stop(_number: int, _frame: object) -> None:
        raise Broken(f"more than {HANG:g} seconds of computing")

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
