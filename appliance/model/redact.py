"""The one redactor: what goes to a log passes here (threat S15, UU 27/2022).

Codes and places of the program stay; runs of digits that may be a NIK, a KK, a telephone or a PIN, runs of
hexadecimal digits that may be a UID or a key, and words in capitals that may be a name become marks. Our own words
are never in capitals but for the codes and short terms, so nothing that a clerk needs is lost.
"""

from __future__ import annotations

import logging
import re

_CODE = r"E-[A-Z]{2,5}-[0-9]{2,3}\b"
_HIDDEN = re.compile(
    rf"(?P<keep>{_CODE})"
    r"|(?P<number>\d(?:[ .\-]?\d){5,})"
    r"|(?P<hex>\b(?=[0-9A-Fa-f]*\d)[0-9A-Fa-f]{8,}\b)"
    r"|(?P<name>\b[A-Z][A-Z'.]{3,}(?: [A-Z][A-Z'.]*)*)"
)


def redact(text: str) -> str:
    """`text` on one line without anything that may name a person or open a card."""
    return _HIDDEN.sub(_mark, " ".join(text.split()))


def _mark(found: re.Match[str]) -> str:
    return found[0] if found["keep"] else f"[{found.lastgroup}]"


class RedactingFormatter(logging.Formatter):
    """Writes a record through `redact`. A traceback becomes the kind of the error and where it stood: messages and
    source lines of a traceback may hold data."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: level, logger, redacted message."""
        message = redact(record.getMessage())
        if record.exc_info and record.exc_info[0] is not None:
            message = f"{message} ({record.exc_info[0].__name__})"
        return f"{record.levelname.lower()} {record.name}: {message}"
