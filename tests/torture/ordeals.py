"""What the product is put through, and which share of the faults each ordeal gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.torture import journey, power_cuts, register, rounds
from tests.torture.verdict import Rows, Tell


@dataclass(frozen=True)
class Ordeal:
    """`run(count, seed, tell)` makes `count` faults and gives rows for the table; it raises `Broken` at the first
    promise that was not kept. `weight` is its part of all faults, against that of the others."""

    name: str
    title: str
    weight: int
    run: Callable[[int, int, Tell], Rows]


ORDEALS = (
    Ordeal("letters", "SIGKILL while two processes issue and print", 2, rounds.ordeal),
    Ordeal("register", "SIGKILL while an extract is imported and a clerk edits", 1, register.ordeal),
    Ordeal("journey", "SIGKILL of writer, agent, broker and collectors", 1, journey.ordeal),
    Ordeal("power", "power cut of village, province or both", 2, power_cuts.ordeal),
)


def shares(faults: int, chosen: Sequence[Ordeal] = ORDEALS) -> list[int]:
    """How many of `faults` each of `chosen` gets, at least one."""
    whole = sum(ordeal.weight for ordeal in chosen)
    given = [max(1, faults * ordeal.weight // whole) for ordeal in chosen]
    given[0] += max(0, faults - sum(given))
    return given
