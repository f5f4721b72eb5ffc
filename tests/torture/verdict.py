"""What every judge says when a promise was not kept."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]
"""Gets a line on how an ordeal goes on."""
Rows = list[tuple[str, object]]
"""What an ordeal did to how many: lines of the table."""


class Broken(Exception):
    """A promise was not kept; the text says which."""


def must(holds: bool, why: str) -> None:
    """Raise `Broken` when it does not hold."""
    if not holds:
        raise Broken(why)
