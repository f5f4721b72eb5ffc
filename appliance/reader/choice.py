"""Which of several readers is the one for residents."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONTACTLESS = re.compile(r"\b(PICC|CL|CONTACTLESS|NFC)\b", re.IGNORECASE)
"""In the name of a reader that takes a card laid down; its twin takes one pushed in."""

_SAM = re.compile(r"\bSAM\b", re.IGNORECASE)
"""In the name of a slot that holds a module for ever."""


def choose(names: Sequence[str], wanted: str = "", current: str | None = None) -> str | None:
    """The reader to watch: the one watched so far while it is there, else the first contactless one, else the
    first, but never a slot for a SAM. With `wanted`, a part of a name, capitals or not, only readers of that name
    (and a SAM's slot too). None when no reader fits."""
    fitting = [name for name in names if (wanted.upper() in name.upper() if wanted else not _SAM.search(name))]
    if current in fitting:
        return current
    contactless = [name for name in fitting if _CONTACTLESS.search(name)]
    return next(iter(contactless or fitting), None)
