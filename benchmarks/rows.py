"""What a benchmark tells: a measured value beside its goal."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One line of `make bench`. `value` and `goal` share `unit` ("x" for a ratio within one run); lower is better.
    `detail` says what was measured against what, in a few words."""

    name: str
    value: float
    goal: float
    unit: str
    detail: str

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal

    def line(self) -> str:
        """The row for a person."""
        mark = "✓" if self.reached else "✗"
        measured, goal = f"{self.value:.3g} {self.unit}", f"{self.goal:.3g} {self.unit}"
        return f"{mark} {self.name:<56} {measured:>12} {goal:>10}  {self.detail}"
