"""Dates as extracts write them. Never month before day, never a guessed century, never a filled-in date."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?\Z")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?\Z")
_NO_DATE = frozenset({"", "-", "NULL", "NN", "00-00-0000", "00/00/0000", "0000-00-00", "0"})
_SERIAL_ZERO = date(1899, 12, 30)


def read_date(text: str) -> date | None:
    """The date in `text`, or None where the file says that it is unknown (empty, ``-``, ``00-00-0000``).

    Takes ``dd-mm-yyyy``, ``dd/mm/yyyy``, ``yyyy-mm-dd``, each also after an apostrophe or before a midnight, and
    spreadsheet serials of five digits (from May 1927; four digits are rather a year). Raises ValueError for all
    else.
    """
    text = text.strip().lstrip("'").strip()
    if text.upper() in _NO_DATE:
        return None
    text = _MIDNIGHT.sub("", text)
    if found := _DAY_FIRST.match(text):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if found := _YEAR_FIRST.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SERIAL.match(text):
        return _SERIAL_ZERO + timedelta(days=int(found[1]))
    raise ValueError("no date")
