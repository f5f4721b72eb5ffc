"""The one redactor: what goes to a log passes here (threat S15, UU 27/2022).

Codes and places of the program stay; runs of digits that may be a NIK, a KK, a telephone or a PIN, runs of
hexadecimal digits that may be a UID or a key, and words in capitals that may be a name become marks. Our own words
are never in capitals but for the codes and short terms, so nothing that a clerk needs is lost.

It is the second barrier: no sentence of ours is made with such a value in the first place.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

_CODE = r"E-[A-Z]{2,5}-[0-9]{2,3}\b"
_TERM = r"\b(?:DTSEN|KTP|MQTT|NIK|PIN|SKTM|SQL|TCP|TLS|UID|WIB)\b"
_ADDRESS = r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)"
_PAIR = r"[0-9A-Fa-f]{2}"
_HIDDEN = re.compile(
    rf"(?P<keep>{_CODE}|{_TERM}|{_ADDRESS})"
    rf"|(?P<hex>\b{_PAIR}(?:[ :\-]{_PAIR}){{3,}}\b|\b(?:0x)?(?=[A-Fa-f]*[0-9])(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{{8,}}\b"
    rf"|(?:\\x{_PAIR}){{2,}})"
    r"|(?P<number>\d(?:[ .\-]?\d){5,})"
    r"|(?P<name>\b[A-Z][A-Z'’.\-]{2,}(?: [A-Z][A-Z'’.\-]*)*)"
)


def redact(text: str) -> str:
    """`text` on one line without anything that may name a person or open a card."""
    return _HIDDEN.sub(_mark, " ".join(text.split()))


def _mark(found: re.Match[str]) -> str:
    return found[0] if found["keep"] else f"[{found.lastgroup}]"


def told_back(typed: str) -> str:
    """A word about a command line that was not understood, on one line, without what may be a NIK or a PIN and
    without anything that a terminal would obey."""
    words = re.sub(r"[0-9]{4,}", "…", " ".join(typed.split()))
    return "".join(sign if sign.isprintable() else "?" for sign in words)[:300]


def place_of(error: BaseException) -> str:
    """Where a fault stands, as ``file.py:line``, without any value of the data."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


class RedactingFormatter(logging.Formatter):
    """Writes a record through `redact`. A traceback becomes the kind of the error and where it stood: messages and
    source lines of a traceback may hold data."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: level, logger, redacted message."""
        message = redact(record.getMessage())
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            message = f"{message} ({type(error).__name__} {place_of(error)})"
        return f"{record.levelname.lower()} {record.name}: {message}"
