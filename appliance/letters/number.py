"""Numbers of letters: the format a village writes, and the next place in a series.

A number is made once, inside the transaction that issues the letter; a later change of format or classification
never touches it (fact sheet "village office", section 3).
"""

from __future__ import annotations

import re
from datetime import date

from appliance.letters.words import roman_month
from appliance.model.errors import ApplianceError

DEFAULT_FORMAT = "{classification}/{seq}/{village}/{month}/{year}"
DEFAULT_SERIES = "umum"
"""The one series that all kinds share, as one paper book does, unless a village gives a kind its own."""

LONGEST = 48
"""Letters a number may have: it stands in the seal, whose QR has to stay small."""

_TOKEN = re.compile(r"\{(classification|village|abbreviation|month|year|seq(?::([1-9]))?)\}")
_NEEDED = ("{seq", "{year}")
"""A series restarts each year, so a number without place or year would come twice."""


def check_format(format: str) -> None:
    """Raise E-LTR-07 when `format` has an unknown token, or lacks place or year."""
    rest = _TOKEN.sub("", format)
    if "{" in rest or "}" in rest or any(token not in format for token in _NEEDED):
        raise ApplianceError("E-LTR-07", format=format[:80])


def letter_number(format: str, *, classification: str, seq: int, village: str, abbreviation: str, on: date) -> str:
    """The number of the letter with place `seq` in its series and the date `on`.

    Tokens: ``{classification}``, ``{seq}`` (three digits, or ``{seq:5}`` for five), ``{village}`` (ten digits),
    ``{abbreviation}``, ``{month}`` (Roman), ``{year}``. Raises E-LTR-07 for a format that cannot be used.
    """
    check_format(format)
    values = {
        "classification": classification,
        "village": village,
        "abbreviation": abbreviation,
        "month": roman_month(on),
        "year": str(on.year),
    }

    def fill(token: re.Match[str]) -> str:
        if token[1].startswith("seq"):
            return f"{seq:0{int(token[2] or 3)}d}"
        return values[token[1]]

    number = _TOKEN.sub(fill, format)
    if len(number) > LONGEST:
        raise ApplianceError("E-LTR-07", format=format[:80])
    return number


def next_seq(last: int | None, start: int, *, first_year: bool) -> int:
    """The next place in a series.

    `last` is the place given last in this series and year, None when there is none. `start` is the village's start
    number, and counts only in the `first_year` of the series (no letter in an earlier year): a village that joins
    in mid-year goes on from its paper book, and each later year begins with 1.
    """
    if last is not None:
        return last + 1
    return start if first_year else 1
