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
