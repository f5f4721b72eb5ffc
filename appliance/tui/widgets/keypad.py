"""Digits, for NIK and PIN."""

from __future__ import annotations

from collections.abc import Callable

from appliance.tui.box import Box
from appliance.tui.widgets.keys import Key, Keys


class Keypad(Keys):
    """Digits in the telephone's order; the key with the word `rub` takes the last one back and types nothing."""

    def __init__(self, typed: Callable[[str], None], rub: str) -> None:
        super().__init__(typed)
        self._rub = rub

    def keys(self, width: int, height: int) -> list[Key]:
        """Three columns, four rows; keys of two rows leave one row and one column for the lines."""
        down = min(5, height // 4)
        lead = 1 if down == 2 else 0
        across = (width - lead) // 3
        labels = [*"123456789", self._rub, "0"]
        return [
            Key(label, label if len(label) == 1 else "", Box(n % 3 * across, lead + n // 3 * down, across, down))
            for n, label in enumerate(labels)
        ]
