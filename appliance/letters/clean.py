"""Text from people and files as a letter may show it."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """`text` on one line: NFC, single spaces, without control, format (bidi, zero width), private and surrogate
    characters. Capitals, titles and punctuation stay exactly as they were."""
    if not text.isprintable():  # which says quickly that nothing is to be taken out
        text = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    # last, since two signs may join once nothing stands between them any more
    return " ".join(unicodedata.normalize("NFC", text).split())
