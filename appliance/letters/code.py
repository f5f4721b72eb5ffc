"""The ten characters under the seal: one code for reprint, look-up by telephone and witness of the journal.

They are the first 50 bits of the SHA-256 of the event that issued the letter, in Crockford's base32 alphabet, which
has no I, L, O and U: what is read aloud or from a faded paper cannot be mistaken. So each paper in a drawer pins
one event of the village's journal.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10

_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code_of(event_hash: str) -> str:
    """The code of the event with this hash (64 hex digits): ``K7Q4M-X2P9D``."""
    bits = int(event_hash[:13], 16) >> 2
    signs = "".join(ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))
    return f"{signs[:5]}-{signs[5:]}"


def parse_code(text: str) -> str | None:
    """The code that a person typed or said, in its one spelling; None when it cannot be one. Capitals, hyphens and
    spaces do not matter, O is 0, I and L are 1."""
    signs = text.upper().translate(_HEARD)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return f"{signs[:5]}-{signs[5:]}"
