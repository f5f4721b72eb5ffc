"""NIK and KK: cleaning, reading, masking."""

from datetime import date

import pytest
from hypothesis import given
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

NIK = "1801041203840003"


@pytest.mark.parametrize(
    "raw",
    [
        NIK,
        f"'{NIK}",
        f" {NIK}\t",
        f"\xa0{NIK}\xa0",
        "18.0104.120384.0003",
        "1801 0412 0384 0003",
        f"{NIK}\x00\r\n",
        f"\ufeff{NIK}\u200b",
    ],
)
def test_what_exports_add_is_taken_away(raw: str) -> None:
    assert clean_number(raw) == NIK


@pytest.mark.parametrize("raw", ["", " ", "-", "null", "NN", "'"])
def test_unknown_is_empty(raw: str) -> None:
    assert clean_number(raw) == ""


@pytest.mark.parametrize("length", [0, 1, 15, 17, 32])
def test_only_sixteen_digits_are_sixteen(length: int) -> None:
    assert not is_sixteen("1" * length)


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert not is_sixteen("١" * 16)
    assert not is_sixteen("1" * 16 + "\n")


def test_a_stand_in_is_no_nik() -> None:
    assert is_nik(NIK)
    assert not is_nik("0180104200100001"[:16])
    assert not is_nik("0")


@pytest.mark.parametrize(
    ("part", "birth"),
    [
        ("010100", (1, 1, 0)),
        ("311299", (31, 12, 99)),
        ("710184", (31, 1, 84)),
        ("290284", (29, 2, 84)),
        ("290200", (29, 2, 0)),
        ("290283", None),
        ("310484", None),
        ("000184", None),
        ("400184", None),
        ("720184", None),
        ("011384", None),
        ("010084", None),
    ],
)
def test_birth_in_nik(part: str, birth: tuple[int, int, int] | None) -> None:
    assert birth_in_nik(f"180104{part}0001") == birth


@given(st.dates(date(1920, 1, 1), date(2026, 12, 31)), st.sampled_from("LP"), st.integers(1, 9999))
def test_birth_and_sex_come_back(born: date, sex: str, serial: int) -> None:
    day = born.day + (40 if sex == "P" else 0)
    nik = f"180104{day:02}{born.month:02}{born.year % 100:02}{serial:04}"
    assert birth_in_nik(nik) == (born.day, born.month, born.year % 100)
    assert sex_in_nik(nik) == sex


def test_mask_shows_neither_birth_nor_kecamatan() -> None:
    assert mask_number(NIK) == "1801 04•• •••• 0003"
    assert mask_number("123") == "••••"


def test_groups_of_four() -> None:
    assert group_number(NIK) == "1801 0412 0384 0003"


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean_number(raw)
    assert clean_number(once) == once
