"""Chance that is the same on every Python: only `random.random()` is promised to keep its sequence for a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from one seed."""

    def __init__(self, seed: int | str) -> None:
        self._draw = random.Random(f"anjungan {seed}").random  # noqa: S311 (fictitious data, no secret)

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self._draw() * limit)

    def between(self, first: int, last: int) -> int:
        """A whole number from `first` to `last`, both included."""
        return first + int(self._draw() * (last - first + 1))

    def happens(self, share: float) -> bool:
        """True in `share` (0 to 1) of all draws."""
        return self._draw() < share

    def pick(self, values: Sequence[T]) -> T:
        """One of `values`, each as likely as the others."""
        return values[int(self._draw() * len(values))]

    def weighted(self, values: Sequence[tuple[int, T]]) -> T:
        """One of the second parts, as likely as its weight says; weights are percent and add up to 100."""
        left = int(self._draw() * 100)
        for weight, value in values:
            left -= weight
            if left < 0:
                return value
        return values[-1][1]
