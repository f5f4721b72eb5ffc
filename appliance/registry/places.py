"""The villages of Lampung by their Kemendagri codes, and what a village and its head are called."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TERMS = ("Desa", "Pekon", "Kampung", "Tiyuh", "Kelurahan")
"""Words for a village that may stand before its name."""

_CODE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})\Z", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A village of the code list. `kabupaten` has no leading word (``Lampung Selatan``); `kabupaten_term` is
    ``Kabupaten`` or ``Kota``."""

    code: str
    name: str
    kecamatan: str
    kabupaten: str
    kabupaten_term: str


@dataclass(frozen=True)
class Terms:
    """What the regency calls a village and its head."""

    term: str
    head: str


def find_village(code: str) -> Place | None:
    """The village with this code (with dots or as ten digits), or None when the list has none.

    Looks in the raw file, since a start of the terminal needs one village and not 2,900 parsed lines.
    """
    parts = _CODE.match(code.strip())
    if parts is None:
        return None
    dotted = ".".join(parts.groups())
    name = _name(dotted)
    kecamatan, regency = _name(dotted[:8]), _name(dotted[:5])
    if name is None or kecamatan is None or regency is None:
        return None
    term, _, rest = regency.partition(" ")
    return Place(dotted, name, kecamatan, rest.title(), term.title())


def terms_of(code: str) -> Terms:
    """What the village with this code and its head are called where no setting says otherwise.

    The regency decides, but a fourth part of 1xxx is a kelurahan anywhere. Raises KeyError for a code outside
    Lampung.
    """
    parts = _CODE.match(code.strip())
    if parts is None:
        raise KeyError(code)
    province, regency, _, village = parts.groups()
    return _terms()["kelurahan" if village[0] == "1" else f"{province}.{regency}"]


def village_name(given: str, official: str) -> str:
    """`given` without a leading word for "village", so that nothing reads "Kepala Desa Desa Hajimena".

    One word is taken away, and none when the code list itself has the name so (``Kampung Baru``, ``Pekon Balak``).
    A name that differs from the list's only in capitals is written as there.
    """
    name = " ".join(given.split())
    first, _, rest = name.partition(" ")
    if name.casefold() != official.casefold() and rest and first.title() in TERMS:
        name = rest
    return official if name.casefold() == official.casefold() else name


@cache
def kecamatan_codes() -> frozenset[str]:
    """The first six digits of every kecamatan of Lampung today."""
    found = re.findall(rb"^(18)\.(\d\d)\.(\d\d),", _list(), re.MULTILINE)
    return frozenset(b"".join(parts).decode() for parts in found)


def _name(code: str) -> str | None:
    """The third column of the line that begins with `code`."""
    start = _list().find(f"\n{code},".encode())
    if start < 0:
        return None
    line = _list()[start + 1 : _list().find(b"\n", start + 1)]
    return line.decode("utf-8").rstrip("\r").split(",", 2)[2]


@cache
def _list() -> bytes:
    """The packaged list; its licence (ODbL 1.0) stands beside it in ``wilayah-18.txt``."""
    return files("appliance.registry").joinpath("data/wilayah-18.csv").read_bytes()


@cache
def _terms() -> dict[str, Terms]:
    source = files("appliance.registry").joinpath("data/terms.toml").read_text(encoding="utf-8")
    return {code: Terms(term, head) for code, (term, head) in tomllib.loads(source).items()}
