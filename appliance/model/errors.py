"""The one error family. Each error has a stable code, words for resident and clerk, and a way to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from appliance.model.codes import CODES


class ApplianceError(Exception):
    """Something the product refuses or cannot do, told by a stable code such as ``E-PRN-02``.

    `facts` fill the braces of the catalogue's sentences. They must never hold a NIK, a name, a PIN or a UID,
    since the clerk's sentence goes to standard error and to the log.
    """

    def __init__(self, code: str, **facts: object) -> None:
        if code not in CODES:
            raise KeyError(f"unknown error code {code}")
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.for_clerk()

    def for_resident(self, translate: Callable[[str], str] = str) -> str:
        """The resident's sentence, without the code, in the language of `translate` (a gettext function)."""
        return _fill(translate(CODES[self.code].resident), self.facts)

    def for_clerk(self, translate: Callable[[str], str] = str) -> str:
        """One line that begins with the code, for the clerk and for standard error."""
        return f"{self.code} {_fill(translate(CODES[self.code].clerk), self.facts)}"


@dataclass(frozen=True)
class Finding:
    """A code with its facts that does not stop the work: a rejected row, a warning, a failed check."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The clerk's sentence, without the code."""
        return _fill(translate(CODES[self.code].clerk), dict(self.facts))


def finding(code: str, **facts: object) -> Finding:
    """Make a `Finding`; facts as in `ApplianceError`."""
    return Finding(code, tuple(sorted(facts.items())))


_PERSON = re.compile(r"[0-9]{12,}")
"""Long numbers that somebody typed in the wrong place: a NIK or a KK."""


class _Facts(dict[str, object]):
    """A missing fact shows as "?", since an error about an error helps nobody."""

    def __missing__(self, key: str) -> str:
        return "?"


def _fill(sentence: str, facts: dict[str, object]) -> str:
    """Fill braces. Always one line, with nothing in it that a terminal would obey or that names a person."""
    words = _PERSON.sub("…", " ".join(sentence.format_map(_Facts(facts)).split()))
    return words if words.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in words)
