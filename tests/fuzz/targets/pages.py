"""Stored pages that a foreign hand has changed."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from appliance.letters.qr import complete
from appliance.letters.render.text import to_text
from appliance.model.errors import ApplianceError
from appliance.model.layout import Field, Gap, Page, Qr, Rule, Table, Text, words
from appliance.model.records import Asked, Job
from appliance.model.sound import malformed
from appliance.model.typeset import QrBlock, TextLine, typeset
from appliance.printer.escpos import render
from appliance.printer.profile import load_profile
from tests.fuzz.target import Target, hold, modest, raw

_PROFILE = load_profile("generic", 80)
_COMMANDS = (b"\x10\x04", b"\x10\x14", b"\x1b=", b"\x1bp", b"\x1dr", b"\x1f")
"""What no page of ours holds, though a text might."""


def _opened(data: bytes) -> bool:
    try:
        doc = json.loads(data)
    except (ValueError, RecursionError):
        return False
    _records(doc)
    try:
        page = Page.from_json(doc)
    except ApplianceError as refusal:
        modest(refusal, "E-STO-01")
        return False
    hold(Page.from_json(page.to_json()) == page, "stored anew it is another page")
    hold(words(page) == " ".join(words(page).split()), "words that are not on one line")
    for columns in (48, 32):
        for block in typeset(page, columns):
            if isinstance(block, TextLine):
                hold(len(block.text) * block.size <= columns, "a line is wider than the paper")
    if len(data) < 4000:
        _shown(page)
    return True


def _shown(page: Page) -> None:
    """Every page that opens can be shown and printed, but for a QR code that may be too large for the paper."""
    to_text(page, 48)
    job = render(Page(tuple(node for node in page.nodes if not isinstance(node, Qr))), _PROFILE)
    hold(not any(sign in job for sign in _COMMANDS), "text became a command")
    codes = [block.qr for block in typeset(complete(page), 48) if isinstance(block, QrBlock)]
    hold(all(code.matrix for code in codes), "a QR code that is not drawn")


def _records(doc: Any) -> None:
    """Whatever stands in a row, it is sound or its fields are named."""
    found = Job(letter=doc, copy=0, state="queued", made_at="2026-11-24", page=doc)
    hold(set(malformed(found)) <= {"letter", "page"}, "a field that is sound is accused")
    hold(
        (isinstance(doc, int) and type(doc) is int) or doc is None or "letter" in malformed(found),
        "unsound, and not told",
    )
    asked = Asked("A-07", "2026-11-24", "1", "SKTM", doc, "t")
    plain = isinstance(doc, dict) and all(type(value) is str for value in doc.values())
    hold((malformed(asked) == []) == plain, "answers that are none")


_PAGE = Page(
    (
        Text("PEMERINTAH DESA HAJIMENA", align="center", bold=True, size=2),
        Rule(heavy=True),
        Field("Nama", "BUDI SANTOSO"),
        Table(("Nama", "L/P", "Umur"), (("SITI", "P", "12"), ("EKO", "L", "9")), (30, 4, 6)),
        Gap(3),
        Qr("ABCDEFGHIJKLMNOP234567"),
        Text("K7Q4M-X2P9D", aside=True),
    )
)
_SAMPLES = (
    json.dumps(_PAGE.to_json()).encode(),
    json.dumps([node for node in _PAGE.to_json() for _ in range(3)]).encode(),
    json.dumps([*_PAGE.to_json(), {"node": "qr", "payload": "A", "matrix": ["01", "10"]}]).encode(),
    b"[]",
    b'{"keperluan":"x"}',
    b"7",
    b"null",
    b'["x"]',
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["node", "text", "lines", "rows", "header", "widths", "payload"]), inner, max_size=4
        )
    ),
    max_leaves=12,
).map(lambda doc: raw(json.dumps(doc)))

PAGE = Target(
    "stored pages",
    "stored anew it is the same page, that fits the paper and commands no printer",
    _opened,
    _SAMPLES,
    (
        *(
            f'"{name}":'.encode()
            for name in ("node", "text", "lines", "rows", "header", "widths", "matrix", "payload")
        ),
        *(f'"{name}"'.encode() for name in ("text", "field", "table", "rule", "gap", "qr", "left", "center")),
        *(b"\\u001b@", b"\\u0010\\u0004\\u0001", b"\\ud800", b"true", b"null", b"[]", b"{}", b"1e3", b"[" * 500),
    ),
    _JSON,
    share=0.7,
)
