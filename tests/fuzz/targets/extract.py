"""Files that are said to be extracts."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from itertools import pairwise

from hypothesis import strategies as st

from appliance.letters.clean import clean
from appliance.model.errors import ApplianceError
from appliance.model.nik import is_nik, is_sixteen
from appliance.model.resident import from_document
from appliance.registry.changes import ROOM, diff, split
from appliance.registry.extract import read_extract
from appliance.registry.items import Accepted, Item
from appliance.registry.rows import CELL_LIMIT
from appliance.registry.sampling import sample
from tests.fuzz.target import Target, hold, modest

TODAY = date(2026, 11, 24)


def _read(data: bytes) -> bool:
    try:
        items = list(read_extract(io.BytesIO(data), TODAY))
    except ApplianceError as refusal:
        modest(refusal, "E-IMP-0")
        return False
    _told(items, 1 + data.count(b"\n") + data.count(b"\r"))
    documents = [item.document for item in items if isinstance(item, Accepted)]
    for document in documents:
        _sound(document)
    numbers = Counter(doc["nik"] for doc in documents if is_nik(doc["nik"]))
    hold(not numbers or max(numbers.values()) == 1, "one NIK was taken twice")
    for old, new in pairwise(documents):
        pieces = list(split(diff(old, new)))
        hold(all(len(json.dumps(piece)) <= ROOM for piece in pieces), "a change fits no event")
    if len(data) < 1500:
        hold(list(read_extract(_Slow(data), TODAY)) == items, "in pieces it is another file")
    return bool(documents)


class _Slow(io.BytesIO):
    """A source that gives less than it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(31, size or 31))


def _told(items: list[Item], lines: int) -> None:
    for item in items:
        hold(1 <= item.line <= lines, "a line that the file does not have")
        if not isinstance(item, Accepted):
            modest(item.finding, "E-REG-")


def _sound(document: dict[str, object]) -> None:
    """What is stored is a person that letters can show."""
    hold(json.loads(json.dumps(document)) == document, "not what JSON holds")
    one = from_document(1, document)
    hold(is_sixteen(one.kk) and (one.nik is None or is_nik(one.nik)), "a number that is none")
    shown = clean(one.name)
    hold(shown != "" and shown[0] not in "=+-@", "a name that is none, or a formula")
    hold(0 <= one.age(TODAY) <= 120, "born in no time of ours")
    cells = [value for key, value in document.items() if key != "x"]
    hold(all(isinstance(cell, str) and len(cell) <= CELL_LIMIT for cell in cells), "a cell that is no short text")


_SMALL = b"".join(sample(4, 7))
_TEXT = _SMALL.decode()
_HEADER, _FIRST = _TEXT.split("\n")[:2]
_NARROW = (
    b"NIK,NO_KK,NAMA_LGKP,JENIS_KLMIN,TGL_LHR,FLAG_STATUS\r\n"
    b"1801041203840003,1801041508120007,BUDI SANTOSO,1,12-03-1984,0\r\n"
    b'"1801045203840004",1801041508120007,"SITI, SE",2,1984-03-12,1\r\n'
    b"1801041203840003,1801041508120007,JOS\xc9,L,30753,0\r\n"
    b",1801041508120007,BAYI NY. SITI,P,01/11/2026,0\r\n"
    b"1801041203840009,1801041508120007,\xe2\x80\xae,L,12-03-1984,0\r\n"
    b"1801041203840010,1801041508120007,\xe2\x80\x8b=1+1,L,12-03-1984,0\r\n"
)
_SAMPLES = (
    _SMALL,
    _NARROW,
    _NARROW.replace(b",", b";"),
    _NARROW.replace(b",", b"\t"),
    _NARROW.replace(b"\r\n", b"\r"),
    b"sep=;\n" + _NARROW.replace(b",", b";"),
    b"\xef\xbb\xbf" + _SMALL,
    _TEXT.encode("utf-16"),
    _TEXT.encode("utf-16-le"),
    _TEXT.encode("utf-16-be"),
    _TEXT.replace("A", "É").encode("cp1252", "replace"),
    _TEXT.encode("utf-32"),
    f"{','.join(reversed(_HEADER.split(',')))}\n{','.join(reversed(_FIRST.split(',')))}\n".encode(),
)
_WORDS = (
    b"=cmd|' /C calc'!A0",
    b"+1+1",
    b"-1+1",
    b"@SUM(A1)",
    b"\tx",
    b'=HYPERLINK("http://x","y")',
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b'"\n',
    b'\n"',
    b",,,,,,,,",
    b"\n\n\n",
    b"NIK,NO_KK,",
    b"00-00-0000",
    b"29-02-1900",
    b"31/12/9999",
    _FIRST.encode() + b"\n",
    _HEADER.encode() + b"\n",
    b"A" * 70_000,
    b"," * 70_000,
)
_CELLS = st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=7), max_size=4).map(
    lambda rows: (
        b"NIK,NO_KK,NAMA_LGKP,JENIS_KLMIN,TGL_LHR\n"
        + "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    )
)

EXTRACT = Target(
    "csv",
    "rows are persons, each NIK once, each finding on a line of the file; in pieces the same file",
    _read,
    _SAMPLES,
    _WORDS,
    st.one_of(st.binary(max_size=300), _CELLS),
    share=0.7,
)
