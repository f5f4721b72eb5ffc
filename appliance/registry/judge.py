"""What is right and wrong in one row of an extract (fact sheet "village office", 1).

A row that cannot be trusted is rejected; what looks wrong and may be real is taken with a warning; nothing is
filled in and nothing is put right. Cells that begin like a spreadsheet formula are text here, since nothing
evaluates them; only a name cannot be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from appliance.model.errors import Finding, finding
from appliance.model.nik import Sex, birth_in_nik, clean_number, is_sixteen, sex_in_nik
from appliance.model.resident import ISTRI, KAWIN, SUAMI
from appliance.registry.columns import Header
from appliance.registry.dates import read_date
from appliance.registry.items import Document
from appliance.registry.places import kecamatan_codes
from appliance.registry.tables import is_code, normalise, words

AGE_LIMIT = 120
NAME_LIMIT = 120
MARRIED_FROM = 16

_PROVINCE_RANGES = ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_RANGES for code in range(first, last + 1))
"""The first two digits of a NIK: the 38 provinces of the code list."""

DERIVED = {
    "marital": ("stat_kwn", 0),
    "relation": ("stat_hbkel", 0),
    "job": ("jenis_pkrjn", None),
    "religion": ("agama", None),
    "education": ("pddk_akh", None),
    "citizen": ("warganegara", 1),
}
"""Derived key -> its column, and its value where the column says nothing that the table knows."""

_STATUS = {0: "HIDUP", 1: "MATI", 2: "PINDAH", 3: "HILANG", 4: "TIDAK VALID", 9: "TIDAK AKTIF"}
_UNKNOWN = frozenset({"", "-", "NULL", "NN"})
_BY_EXCEL = re.compile(r"\s*'?[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+\s*\Z|\s*[0-9]{10,}[.,]0+\s*\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIGIT = re.compile(r"[0-9]")
_FORMULA = ("=", "+", "-", "@")

T = TypeVar("T")


class Refused(Exception):
    """The row is rejected; `finding` says why."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why.code)
        self.finding = why


class Judged(NamedTuple):
    """A row that is taken."""

    document: Document
    active: bool
    told: list[Finding]
    """Warnings (E-REG-40 to 59) and informs (from 60)."""


class _Memo(dict[str, T], Generic[T]):
    """What a text means, worked out once: an extract repeats few texts many times. Long texts are not kept, and all
    are forgotten when they have become many, so that a hostile file only makes it slow."""

    LIMIT = 50_000
    LENGTH = 48

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, text: str) -> T:
        value = self._work_out(text)
        if len(text) <= self.LENGTH:
            if len(self) >= self.LIMIT:
                self.clear()
            self[text] = value
        return value


class _Born(NamedTuple):
    """A birth date: ISO, as a NIK has it for men and for women, and the age today; or why it is refused."""

    iso: str
    as_man: str
    as_woman: str
    age: int
    refused: Finding | None = None


class _Code(NamedTuple):
    """A code, the official words where the file gave a bare number, and a warning where no table has the text."""

    code: int | None
    label: str | None
    warning: Finding | None


class RowJudge:
    """Judges the rows of one file by its header, on the day `today`."""

    def __init__(self, header: Header, today: date) -> None:
        columns = header.columns
        self._columns = columns
        self._nik = columns.index("nik")
        self._kk = columns.index("no_kk")
        self._name = columns.index("nama_lgkp")
        self._sex = columns.index("jenis_klmin")
        self._date = columns.index("tgl_lhr")
        self._flag = columns.index("flag_status") if "flag_status" in columns else None
        self._status_word = columns.index("status") if "status" in columns else None
        self._today = today
        self._births = _Memo(self._birth)
        self._sexes = _Memo(_sex)
        self._flags = _Memo(_flag)
        self._prefixes = _Memo(_prefix)
        self._places = _Memo(_three_digits)
        self._coded = [
            (key, column, columns.index(column), _Memo(_coder(column, missing)))
            for key, (column, missing) in DERIVED.items()
            if column in columns
        ]
        self._numbered = [(key, columns.index(f"no_{key}")) for key in ("rt", "rw") if f"no_{key}" in columns]

    def judge(self, cells: list[str]) -> Judged:
        """Judge the cells of one row. Raises `Refused`."""
        nik = _number(cells[self._nik], "NIK")
        kk = _number(cells[self._kk], "NO_KK")
        born = self._births[cells[self._date]]
        if born.refused is not None:
            raise Refused(born.refused)
        name = cells[self._name]
        sex = self._sexes[cells[self._sex]]
        if sex is None:
            raise Refused(finding("E-REG-19"))
        told = _name_findings(name)

        x: dict[str, Any] = {"born": born.iso, "sex": sex}
        labels: dict[str, str] = {}
        for key, column, place, memo in self._coded:
            code, label, warning = memo[cells[place]]
            x[key] = code
            if label is not None:
                labels[column] = label
            if warning is not None:
                told.append(warning)
        for key, place in self._numbered:
            x[key] = self._places[cells[place]]
        status = self._status(cells)
        x["status"] = status
        x["active"] = active = status == "HIDUP"
        if labels:
            x["label"] = labels

        if nik[:1] in ("", "0"):
            told.append(_NO_NIK)
        else:
            if nik[6:12] != (born.as_man if sex == "L" else born.as_woman):
                told += _nik_findings(nik, born, sex)
            told += self._prefixes[nik[:6]]
        if kk[6:8] > "31":
            told.append(_SWAPPED)
        relation = x.get("relation")
        if relation in (SUAMI, ISTRI) and (relation == ISTRI) != (sex == "P"):
            told.append(_MALE_WIFE if relation == ISTRI else _FEMALE_HUSBAND)
        if born.age < MARRIED_FROM and x.get("marital") == KAWIN:
            told.append(_CHILD_MARRIED)

        document: Document = dict(zip(self._columns, cells, strict=True))
        document["nik"] = nik
        document["no_kk"] = kk
        document["x"] = x
        return Judged(document, active, told)

    def _status(self, cells: list[str]) -> str:
        """HIDUP unless flag or word say otherwise; a flag of 0 beside the word MATI is not alive."""
        code = 0
        if self._flag is not None:
            code = self._flags[cells[self._flag]]
        if self._status_word is not None and code in (0, 9):
            code = self._flags[cells[self._status_word]] or code
        return _STATUS[code]

    def _birth(self, text: str) -> _Born:
        try:
            born = read_date(text)
        except ValueError:
            return _no_birth("E-REG-13")
        if born is None:
            return _no_birth("E-REG-12")
        today = self._today
        if born > today:
            return _no_birth("E-REG-14")
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if age > AGE_LIMIT:
            return _no_birth("E-REG-15", limit=AGE_LIMIT)
        rest = f"{born.month:02}{born.year % 100:02}"
        return _Born(born.isoformat(), f"{born.day:02}{rest}", f"{born.day + 40}{rest}", age)


def _no_birth(code: str, **facts: object) -> _Born:
    return _Born("", "", "", 0, finding(code, **facts))


def _number(raw: str, column: str) -> str:
    """NIK or KK without what exports add. A NIK that is missing or begins with 0 is one to come."""
    if is_sixteen(raw):
        return raw
    if _BY_EXCEL.match(raw):
        raise Refused(finding("E-REG-11", column=column))
    number = clean_number(raw)
    if is_sixteen(number):
        return number
    if column == "NIK" and (not number or (number[0] == "0" and number.isascii() and number.isdigit())):
        return number
    raise Refused(finding("E-REG-10", column=column))


def _sex(text: str) -> Sex | None:
    code = normalise("jenis_klmin", text)
    return None if code is None else "P" if code == 2 else "L"


def _name_findings(name: str) -> list[Finding]:
    """Refuse what is no name; one word, apostrophes, hyphens and titles are right."""
    if len(name) > NAME_LIMIT:
        raise Refused(finding("E-REG-17", limit=NAME_LIMIT))
    shown = name.strip()
    if not name.isprintable():
        if _CONTROL.search(name):
            raise Refused(finding("E-REG-18"))
        shown = "".join(sign for sign in name if sign.isprintable()).strip()
    if shown in _UNKNOWN:
        raise Refused(finding("E-REG-16"))
    if shown.startswith(_FORMULA):
        raise Refused(finding("E-REG-18"))
    return [_DIGITS] if _DIGIT.search(name) else []


def _nik_findings(nik: str, born: _Born, sex: Sex) -> list[Finding]:
    """A NIK is for life and may hold a wrong date or sex: a census finding, no fault of the row."""
    told = []
    if birth_in_nik(nik) is None:
        return [finding("E-REG-43")]
    sex_there = sex_in_nik(nik)
    if sex_there != sex:
        told.append(finding("E-REG-42"))
    if nik[6:12] != (born.as_man if sex_there == "L" else born.as_woman):
        told.append(finding("E-REG-41"))
    return told


def _prefix(area: str) -> tuple[Finding, ...]:
    """The area of the first registration. Of other provinces no list of kecamatan is at hand."""
    if area[:2] not in PROVINCES:
        return (finding("E-REG-44"),)
    if area[:2] == "18" and area not in kecamatan_codes():
        return (finding("E-REG-61"),)
    return ()


def _three_digits(text: str) -> str:
    """RT or RW as it is printed: ``1``, ``001`` and ``1.0`` are 001; ``000`` and words for nothing are none."""
    text = text.strip().lstrip("'")
    whole, _, rest = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or rest.strip("0") or int(whole) == 0:
        return ""
    return f"{int(whole):03}"


def _flag(text: str) -> int:
    """FLAG_STATUS or a word for it; words that no table has are not taken for alive."""
    code = normalise("flag_status", text)
    return 9 if code is None else code


def _coder(column: str, missing: int | None) -> Callable[[str], _Code]:
    warning = finding("E-REG-53", column=column.upper())

    def work_out(text: str) -> _Code:
        if text.strip().upper() in _UNKNOWN:
            return _Code(missing, None, None)
        code = normalise(column, text)
        if code is None:
            return _Code(missing, None, warning)
        return _Code(code, words(column, code) if is_code(text) else None, None)

    return work_out


_NO_NIK = finding("E-REG-60")
_SWAPPED = finding("E-REG-45")
_MALE_WIFE = finding("E-REG-46")
_FEMALE_HUSBAND = finding("E-REG-47")
_CHILD_MARRIED = finding("E-REG-51")
_DIGITS = finding("E-REG-52")
