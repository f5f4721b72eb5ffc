"""Catalogues: the source language is Indonesian, English stands beside it (gettext)."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

LANGUAGES = ("id", "en")
_DOMAINS = ("codes", "screen", "command")


def translator(language: str) -> Callable[[str], str]:
    """The gettext function of `language`; Indonesian sentences are the message ids and stand for themselves."""
    if language == "id":
        return str
    found: gettext.NullTranslations | None = None
    for domain in _DOMAINS:
        catalogue = gettext.translation(domain, Path(__file__).parent, languages=[language], fallback=True)
        if found is None:
            found = catalogue
        else:
            found.add_fallback(catalogue)
    return found.gettext if found else str
