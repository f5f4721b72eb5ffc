"""The beginning of an extract: what kind of file it is, its delimiter, and its columns under their SIAK names."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from itertools import islice

from appliance.model.errors import ApplianceError
from appliance.registry.lines import CHUNK, Lines, Source, UnreadableLine
from appliance.registry.utf16 import Utf16, byte_order

COLUMN_LIMIT = 200
"""Columns a file may have; the flat extract has 34."""

LEADING_LIMIT = 1000
"""Lines in which the header has to be found; spreadsheets leave some empty ones before it."""

REQUIRED = ("nik", "no_kk", "nama_lgkp", "jenis_klmin", "tgl_lhr")
"""Columns without which no row can be judged."""

_ALIASES = {
    "nama_lengkap": "nama_lgkp",
    "jenis_kelamin": "jenis_klmin",
    "tempat_lahir": "tmpt_lhr",
    "tanggal_lahir": "tgl_lhr",
    "gol_darah": "gol_drh",
    "golongan_darah": "gol_drh",
    "status_kawin": "stat_kwn",
    "shdk": "stat_hbkel",
    "pendidikan": "pddk_akh",
    "pekerjaan": "jenis_pkrjn",
    "kewarganegaraan": "warganegara",
    "kd_pos": "kode_pos",
    "rt": "no_rt",
    "rw": "no_rw",
}

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """The columns of a file: SIAK names in lower case where one is known, else the file's own, in lower case."""

    columns: tuple[str, ...]
    delimiter: str


def open_extract(source: Source) -> tuple[Header, Lines]:
    """Read the beginning of a flat CSV file. Raises `ApplianceError` (E-IMP-02 to 09) for any other file."""
    begin = _begin(source)
    if begin.startswith(_WORKBOOKS):
        raise ApplianceError("E-IMP-05")
    if order := byte_order(begin):
        source = Utf16(source, begin, order)
        begin = _begin(source)
    if _CONTROL.search(begin[:4096].partition(b"\n")[0]):
        raise ApplianceError("E-IMP-03")
    begin = begin.removeprefix(codecs.BOM_UTF8)
    lines = Lines(source, begin, only_cr=b"\n" not in begin and b"\r" in begin)
    try:
        return _header(lines), lines
    except UnreadableLine as error:
        if error.finding.code == "E-REG-32":
            raise ApplianceError("E-IMP-06", limit=COLUMN_LIMIT) from error
        raise ApplianceError("E-IMP-03") from error


def _begin(source: Source) -> bytes:
    """The first `CHUNK` of the file, of a source that gives less at once as well."""
    begin = piece = source.read(CHUNK)
    while piece and len(begin) < CHUNK:
        piece = source.read(CHUNK - len(begin))
        begin += piece
    return begin


def _header(lines: Lines) -> Header:
    line = _first_filled(lines)
    delimiters = ",;\t"
    if given := _SEPARATOR_LINE.match(line):
        delimiters = given[1]
        line = _first_filled(lines)
    found: list[str] = []
    for delimiter in delimiters:
        found = _cells(line, delimiter)
        names = [_name(cell, place) for place, cell in enumerate(found, 1)]
        if "nik" in names and "no_kk" in names:
            return Header(_checked(names), delimiter)
    _refuse_other_layouts(line)
    raise ApplianceError("E-IMP-02")


def _first_filled(lines: Lines) -> str:
    for line in islice(lines, LEADING_LIMIT):
        lines.mark()
        if line.strip(" \t\r\n,;"):
            return line
    raise ApplianceError("E-IMP-02")


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return []


def _name(cell: str, place: int) -> str:
    """The key under which a column is stored. `x` is the register's own key and no column."""
    name = re.sub(r"[^a-z0-9]+", "_", cell.lower()).strip("_")[:40]
    if name in ("", "x"):
        return f"kolom_{place}"
    return _ALIASES.get(name, name)


def _checked(names: list[str]) -> tuple[str, ...]:
    while names[-1] == f"kolom_{len(names)}":
        names.pop()  # spreadsheets leave empty columns at the end
    if len(names) > COLUMN_LIMIT:
        raise ApplianceError("E-IMP-06", limit=COLUMN_LIMIT)
    if names[:4] == ["alamat", "dusun", "no_rw", "no_rt"]:
        raise ApplianceError("E-IMP-08", layout="OpenSID")
    missing = [column for column in REQUIRED if column not in names]
    if missing:
        raise ApplianceError("E-IMP-07", columns=", ".join(missing).upper())
    for place, name in enumerate(names):
        if name in names[:place]:
            raise ApplianceError("E-IMP-09", column=name.upper())
    return tuple(names)


def _refuse_other_layouts(line: str) -> None:
    """Name a layout that the fact sheet knows and this reader does not."""
    first = line.lstrip('"').casefold()
    if first.startswith("nomor kk"):
        raise ApplianceError("E-IMP-08", layout="ekspor SIAK")
    if "buku induk" in first or "wjb ktp" in first:
        raise ApplianceError("E-IMP-08", layout="Buku Induk Penduduk")
