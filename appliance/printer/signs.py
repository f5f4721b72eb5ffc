"""Which signs may reach the paper: names are not commands.

Printers obey control bytes wherever they stand, and python-escpos passes them through. So a text is first turned
into signs that the printer's code page has, one byte each, and nothing else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

from appliance.model.layout import Page, Qr

_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2022": "*",
    "\u2044": "/",
    "\u2212": "-",
    "\u00d7": "x",
}
"""Signs of good typography that NFKD leaves alone, as every typewriter wrote them."""


def printable(text: str, encoding: str) -> str:
    """`text` in signs that `encoding` (a one-byte codec) has.

    A line feed stays, since the layout ends a line there; other white space becomes a space. Controls (C0, C1),
    format signs (bidi, zero width), surrogates and combining marks go. What the code page lacks becomes its NFKD
    letters in ASCII, or else ``?``.
    """
    return "".join(_sign(sign, encoding) for sign in text)


def _sign(sign: str, encoding: str) -> str:
    if " " <= sign <= "~" or sign == "\n":
        return sign
    if sign in "\t\v\f\r\x85\u2028\u2029":
        return " "
    category = unicodedata.category(sign)
    if category[0] == "C" or category == "Mn":
        return ""
    if _has(sign, encoding):
        return sign
    if sign in _PLAIN:
        return _PLAIN[sign]
    letters = "".join(
        _PLAIN.get(part, part) for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)
    )
    return letters if letters and letters.isascii() and letters.isprintable() else "?"


def _has(sign: str, encoding: str) -> bool:
    """Whether the code page has `sign` among its upper 128 places (below lie ASCII and the commands)."""
    try:
        code = sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(code) == 1 and code[0] >= 0x80


def printable_page(page: Page, encoding: str) -> Page:
    """`page` with every text made `printable`. Done before lines are set, since a sign may become several."""
    safe: Page = _safe(page, encoding)
    return safe


def _safe(part: Any, encoding: str) -> Any:
    """Any part of a layout tree: texts made printable wherever they stand, QR codes left alone."""
    if isinstance(part, str):
        return printable(part, encoding)
    if isinstance(part, tuple):
        return tuple(_safe(item, encoding) for item in part)
    if is_dataclass(part) and not isinstance(part, Qr | type):
        values = {item.name: _safe(getattr(part, item.name), encoding) for item in fields(part)}
        return replace(part, **values)
    return part
