"""Names and sentences that have to fit."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.tui.text import (
    clean,
    fit_address,
    fit_family,
    fit_name,
    fit_rows,
    in_fours,
    mask_nik,
    moment,
    sentences,
    short_title,
    shorten,
)


@given(st.text(), st.integers(4, 60))
def test_whatever_comes_takes_one_column_a_letter_and_no_more_than_asked(text: str, width: int) -> None:
    for fitted in (shorten(text, width), fit_name(text, width), fit_address(text, max(width, 20))):
        assert len(fitted) <= max(width, 20)
        assert clean(fitted) == fitted
        assert all(letter.isprintable() for letter in fitted)


@pytest.mark.parametrize(
    ("name", "width", "told"),
    [
        ("SITI RAHMAWATI", 20, "SITI RAHMAWATI"),
        ("RADEN AYU SITI NURHALIZAH PUTRI KENCANA", 34, "RADEN AYU SITI N. P. KENCANA"),
        ("RADEN AYU SITI NURHALIZAH PUTRI KENCANA", 26, "RADEN AYU S. N. P. KENCANA"),
        ("SUPERCALIFRAGILISTIK", 10, "SUPERCALI…"),
    ],
)
def test_a_long_name_keeps_its_first_and_last_word(name: str, width: int, told: str) -> None:
    assert fit_name(name, width) == told


def test_an_address_gives_up_the_hamlet_before_rt_and_rw() -> None:
    address = "Dusun II Sukamaju Bahagia Sejahtera, RT 003 RW 001"
    assert fit_address(address, 37) == "Dusun II Sukamaju Bah…, RT 003 RW 001"
    assert fit_address(address, 60) == address
    assert fit_address("Jalan yang sangat panjang sekali", 12) == "Jalan yang…"


def test_a_family_is_told_as_far_as_it_fits() -> None:
    family = [("BUDI SANTOSO", 41), ("M. RINA AMELIA", 17), ("DODI", 9)]
    assert fit_family(family, 40, "orang") == "Budi 41, Rina 17, Dodi 9"
    assert fit_family(family, 20, "orang") == "Budi 41, +2 orang"
    assert fit_family([], 20, "orang") == ""


def test_sentences_end_where_a_space_follows() -> None:
    assert sentences("Kertas habis. Panggil petugas! Sudah? Ya") == [
        "Kertas habis.",
        "Panggil petugas!",
        "Sudah?",
        "Ya",
    ]
    assert sentences("Contoh: SMAN 1.5 Natar") == ["Contoh: SMAN 1.5 Natar"]
    assert sentences("") == []


def test_rows_end_in_dots_when_more_follows() -> None:
    assert fit_rows("satu dua", 10, 1) == "satu dua"
    assert fit_rows("satu dua tiga empat lima", 10, 2) == "satu dua tiga …"


def test_digits_stand_in_fours_and_hidden_ones_stay_hidden() -> None:
    assert in_fours("180104", 16) == "1801 04·· ···· ····"
    assert mask_nik("1801044303840003") == "1801 04•• •••• 0003"


def test_corner_and_titles() -> None:
    assert moment(datetime(2026, 11, 24, 8, 5), "Selasa", "Nov") == "Selasa 24 Nov 08.05"
    assert short_title("Surat Keterangan Tidak Mampu") == "Tidak Mampu"
    assert short_title("Surat") == "Surat"
