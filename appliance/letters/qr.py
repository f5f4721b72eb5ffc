"""The seal as a QR code: one matrix for every medium, so that screen, paper and picture show the same modules."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from appliance.model.layout import Page, Qr


def payload(seal: str, url: str = "") -> str:
    """What the QR carries: the seal alone, or behind the page that verifies it where one is set. The seal stands
    after ``#``, which browsers do not send: the page's server never learns whose letter is looked at."""
    return f"{url}#{seal}" if url else seal


def seal_in(scanned: str) -> str:
    """The seal in what a scanner read from a QR."""
    return scanned.rpartition("#")[2]


def seal_qr(seal: str, url: str = "") -> Qr:
    """The QR of a seal with its modules, for a screen or a test."""
    return _drawn(Qr(payload(seal, url)))


def complete(page: Page) -> Page:
    """`page` with the modules of its QR codes, for a medium that shows them. A stored page keeps only what a code
    carries, so that no letter waits for its drawing to get its number."""
    if all(node.matrix for node in page.nodes if isinstance(node, Qr)):
        return page
    return Page(tuple(_drawn(node) if isinstance(node, Qr) else node for node in page.nodes))


@lru_cache(maxsize=8)
def _drawn(qr: Qr) -> Qr:
    """Error correction M (15 %). The seal is coded in alphanumeric mode (5.5 bits a letter), the address before it
    in bytes; the version is the smallest that holds both, the mask is always 0 (a seal looks like noise under any
    of the eight). So ISO/IEC 18004 leaves nothing open, and a reprint shows the modules of the first print: what
    stands here may never change for a payload that is in the store.
    """
    import segno

    if qr.matrix:
        return qr
    address, sign, seal = qr.payload.rpartition("#")
    parts: Any = [address + sign, seal] if sign else seal  # segno finds the mode of each part by itself
    symbol = segno.make_qr(parts, error="m", boost_error=False, mask=0)
    return Qr(qr.payload, tuple("".join("1" if module else "0" for module in row) for row in symbol.matrix))
