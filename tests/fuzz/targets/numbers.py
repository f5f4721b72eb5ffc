"""NIK and KK as an extract may have them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from appliance.model.nik import (
    birth_in_nik,
    clean_number,
    group_number,
    is_nik,
    is_sixteen,
    mask_number,
    sex_in_nik,
)
from appliance.registry.columns import Header
from appliance.registry.judge import Refused, RowJudge
from tests.fuzz.target import Target, any_text, hold, modest, raw, text

TODAY = date(2026, 11, 24)
_COLUMNS = ("nik", "no_kk", "nama_lgkp", "jenis_klmin", "tgl_lhr")
_JUDGE = RowJudge(Header(_COLUMNS, ","), TODAY)
_GOOD = ("1801041203840003", "1801041508120007", "BUDI SANTOSO", "LAKI-LAKI", "12-03-1984")
_DIGITS = frozenset("0123456789")


def _number(column: str, data: bytes) -> str | None:
    """The number that the register takes of a cell, or None."""
    cell = text(data)
    place = _COLUMNS.index(column)
    try:
        document = _JUDGE.judge([*_GOOD[:place], cell, *_GOOD[place + 1 :]]).document
    except Refused as refusal:
        modest(refusal.finding, "E-REG-10", "E-REG-11")
        return None
    number: str = document[column]
    hold(number == "".join(sign for sign in cell if sign in _DIGITS), "a digit was added or lost")
    hold(clean_number(number) == number, "a clean number is not clean")
    return number


def _nik(data: bytes) -> bool:
    number = _number("nik", data)
    if number is None:
        return False
    hold(number[:1] in ("", "0") or is_nik(number), "neither a NIK nor one to come")
    if is_nik(number):
        _shown(number)
    return True


def _kk(data: bytes) -> bool:
    number = _number("no_kk", data)
    hold(number is None or is_sixteen(number), "a KK without sixteen digits")
    return number is not None


def _shown(nik: str) -> None:
    """What is told of a NIK fits a calendar, and its mask hides the birth date."""
    shown = mask_number(nik)
    hold(
        nik not in shown.replace(" ", "") and sum(sign in _DIGITS for sign in shown) == 10,
        "the mask hides too little",
    )
    hold(group_number(nik).replace(" ", "") == nik, "the groups are another number")
    day = int(nik[6:8]) - (40 if sex_in_nik(nik) == "P" else 0)
    known = any(_is_day(century + int(nik[10:12]), int(nik[8:10]), day) for century in (1900, 2000))
    hold(
        (birth_in_nik(nik) is not None) == known,
        "a birth date that is in no calendar, or one that is and is missed",
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_SAMPLES = tuple(
    raw(word)
    for word in (
        "1801041203840003",
        "1801045203840004",
        "'1801041203840003",
        "1801 0412 0384 0003",
        "1.801.041.203.840.003",
        "1,80104E+15",
        "1801041203840003.0",
        "0000000000000001",
        "-",
        "NULL",
        "",
    )
)
_MADE = st.one_of(any_text, st.from_regex(r"\A[0-9]{15,17}\Z").map(raw))

NIK = Target("nik", "sixteen digits, those of the cell and no other; a mask hides six", _nik, _SAMPLES, made=_MADE)
KK = Target("kk", "sixteen digits, those of the cell and no other", _kk, _SAMPLES, made=_MADE)
