"""The seal as a QR code: one matrix for every medium, so that screen, paper and picture show the same modules."""

from __future__ import annotations

from typing import Any

from appliance.model.layout import Qr


def payload(seal: str, url: str = "") -> str:
    """What the QR carries: the seal alone, or behind the page that verifies it where one is set. The seal stands
    after ``#``, which browsers do not send: the page's server never learns whose letter is looked at."""
    return f"{url}#{seal}" if url else seal


def seal_in(scanned: str) -> str:
    """The seal in what a scanner read from a QR."""
    return scanned.rpartition("#")[2]


def seal_qr(seal: str, url: str = "") -> Qr:
    """The QR of a seal, error correction M (15 %). The seal is coded in alphanumeric mode (5.5 bits a letter), the
    address before it in bytes; the version is the smallest that holds both.

    The mask is fixed: a seal looks like noise under any of the eight, and trying them all costs five times the rest
    of issuing a letter.
    """
    import segno

    parts: Any = [f"{url}#", seal] if url else seal  # segno finds the mode of each part by itself
    symbol = segno.make_qr(parts, error="m", boost_error=False, mask=0)
    matrix = tuple("".join("1" if module else "0" for module in row) for row in symbol.matrix)
    return Qr(payload(seal, url), matrix)
