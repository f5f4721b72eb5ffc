"""How village and province name the last places of letter series to each other: ``umum/2026`` and a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST = 9_999_999
"""No series has more places in a year; a greater one is an error."""

_LABEL = re.compile(r"([0-9A-Za-z._-]{1,32})/([0-9]{4})")


def label(series: str, year: int) -> str:
    """The name of a series in one year."""
    return f"{series}/{year}"


def read_labels(told: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Series, year and last place of each label in `told`; what is none of ours is passed over."""
    found = [(_LABEL.fullmatch(name), last) for name, last in told.items()]
    return [(match[1], int(match[2]), last) for match, last in found if match and 0 < last <= MOST]
