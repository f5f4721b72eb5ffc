"""Numbers and series."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.letters.number import DEFAULT_FORMAT, LONGEST, check_format, letter_number, next_seq
from appliance.model.errors import ApplianceError


def number(format: str, seq: int = 12, on: date = date(2026, 11, 24)) -> str:
    return letter_number(
        format, classification="400.12.2.1", seq=seq, village="1801042001", abbreviation="HJM", on=on
    )


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        (DEFAULT_FORMAT, "400.12.2.1/012/1801042001/XI/2026"),
        ("140/{seq}/{abbreviation}/{month}/{year}", "140/012/HJM/XI/2026"),
        ("475/{seq}/{month}/{year}", "475/012/XI/2026"),
        ("B/{seq}/{classification}/{month}/{year}", "B/012/400.12.2.1/XI/2026"),
        ("{seq:5}-{year}", "00012-2026"),
        ("{seq:1}-{year}", "12-2026"),
    ],
)
def test_formats_that_villages_write(format: str, expected: str) -> None:
    assert number(format) == expected


def test_a_long_series_is_never_cut() -> None:
    assert number("{seq}/{year}", seq=1234) == "1234/2026"


@pytest.mark.parametrize(("month", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII")])
def test_the_month_is_roman(month: int, roman: str) -> None:
    assert number("{seq}/{month}/{year}", on=date(2025, month, 1)) == f"012/{roman}/2025"


@pytest.mark.parametrize(
    "format",
    [
        "",
        "{seq}",
        "{year}",
        "{seq}/{year}/{tahun}",
        "{seq}/{year}/{",
        "{seq}/{year}}",
        "{seq:0}/{year}",
        "{seq.__class__}/{year}",
        "{seq}/{year!r}",
    ],
)
def test_formats_that_would_not_tell_letters_apart_are_refused(format: str) -> None:
    with pytest.raises(ApplianceError) as caught:
        check_format(format)
    assert caught.value.code == "E-LTR-07"
    with pytest.raises(ApplianceError):
        number(format)


def test_a_number_too_long_for_the_seal_is_refused() -> None:
    assert len(number("x" * (LONGEST - 8) + "{seq}/{year}")) == LONGEST
    with pytest.raises(ApplianceError) as caught:
        number("x" * (LONGEST - 7) + "{seq}/{year}")
    assert caught.value.code == "E-LTR-07"


@pytest.mark.parametrize(
    ("last", "start", "first_year", "expected"),
    [
        (None, 1, True, 1),
        (None, 355, True, 355),
        (355, 355, True, 356),
        (12, 355, True, 13),  # a start set too late makes no gap
        (None, 355, False, 1),  # the next year begins anew
        (7, 355, False, 8),
    ],
)
def test_the_next_place(last: int | None, start: int, first_year: bool, expected: int) -> None:
    assert next_seq(last, start, first_year=first_year) == expected
