"""Which of several readers is the one for residents."""

from __future__ import annotations

from collections.abc import Sequence

_CONTACTLESS = ("PICC", "CONTACTLESS", "NFC", " CL ")
"""Words in the names of readers that take a card laid down; their twin takes one pushed in."""


def choose(names: Sequence[str], wanted: str = "", current: str | None = None) -> str | None:
    """The reader to watch: the one watched so far while it is there, else the first contactless one, else the
    first. Slots for a SAM hold a module for ever and are never taken, unless `wanted` names them; `wanted` is a
    part of the name, capitals or not. None when no reader fits."""
    fitting = [name for name in names if wanted.upper() in name.upper()]
    if not wanted:
        fitting = [name for name in fitting if "SAM" not in name.upper().replace("SAMSUNG", "").split()]
    if current in fitting:
        return current
    contactless = [name for name in fitting if any(word in name.upper() for word in _CONTACTLESS)]
    return next(iter(contactless or fitting), None)
