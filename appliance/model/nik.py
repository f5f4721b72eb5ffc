"""NIK and KK: the two numbers of sixteen digits that every extract carries (fact sheet "village office", 1).

NIK = area of the first registration (6) + DDMMYY of birth, women DD+40 + serial (4). KK = area of issue (6) +
DDMMYY of recording + serial (4). Neither has a check digit. Both are text everywhere, since numbers from 91…
exceed what a double holds.
"""

from __future__ import annotations

import re
from typing import Literal

Sex = Literal["L", "P"]

MASK = "•"

_NOISE = re.compile(r"[\s.\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_SIXTEEN = re.compile(r"[0-9]{16}\Z")
_UNKNOWN = frozenset({"", "-", "NULL", "NN"})


def clean_number(raw: str) -> str:
    """`raw` without what exports add to numbers: spaces, dots, NBSP, invisible and control characters, and a
    leading apostrophe. The marks for "unknown" (``-``, ``NULL``, ``NN``) become an empty text."""
    if _SIXTEEN.match(raw):
        return raw
    text = _NOISE.sub("", raw).lstrip("'’`")
    return "" if text.upper() in _UNKNOWN else text


def is_sixteen(number: str) -> bool:
    """Whether `number` is sixteen ASCII digits."""
    return _SIXTEEN.match(number) is not None


def is_nik(number: str) -> bool:
    """Whether `number` is a NIK that Disdukcapil gave: sixteen digits, not beginning with 0 (those are stand-ins
    of other village systems)."""
    return is_sixteen(number) and number[0] != "0"


def sex_in_nik(nik: str) -> Sex:
    """The sex that the day part tells."""
    return "P" if int(nik[6:8]) > 40 else "L"


def birth_in_nik(nik: str) -> tuple[int, int, int] | None:
    """Day, month and two-digit year of birth in `nik`, or None when no calendar has such a day. The century is not
    in it and is never guessed."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= 40 if day > 40 else 0
    if not 1 <= month <= 12 or not 1 <= day <= _longest(month, year):
        return None
    return day, month, year


def mask_number(number: str) -> str:
    """NIK or KK as a public screen shows it: ``1801 04•• •••• 0003``. Anything but sixteen digits is hidden."""
    if not is_sixteen(number):
        return MASK * 4
    return f"{number[:4]} {number[4:6]}{MASK * 2} {MASK * 4} {number[12:]}"


def group_number(number: str) -> str:
    """NIK or KK in groups of four, easy to compare with a card: ``1801 0412 0384 0003``."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def _longest(month: int, year: int) -> int:
    """Days of `month`; 29 February holds where 19YY or 20YY is a leap year (00 is, as 2000)."""
    if month == 2:
        return 29 if year % 4 == 0 else 28
    return 30 if month in (4, 6, 9, 11) else 31
