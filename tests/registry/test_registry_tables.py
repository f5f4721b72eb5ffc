"""Code tables, dates and villages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.registry.dates import read_date
from appliance.registry.tables import is_code, normalise, words


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("jenis_klmin", "Laki-Laki", 1),
        ("jenis_klmin", "PR", 2),
        ("agama", "Kong Hu Cu", 6),
        ("agama", "Kristen Protestan", 2),
        ("agama", "KEPERCAYAAN TERHADAP TUHAN YME/LAINNYA", 7),
        ("stat_kwn", "KAWIN BELUM TERCATAT", 2),
        ("stat_kwn", "CERAI HIDUP (BELUM) TERCATAT", 3),
        ("stat_kwn", "cm", 4),
        ("stat_hbkel", "ORANG  TUA", 7),
        ("pddk_akh", "Akademi / Diploma III / S. Muda", 7),
        ("pddk_akh", "Tidak/Blm Sekolah", 1),
        ("pddk_akh", "STRATA-II", 9),
        ("gol_drh", "Tdk Th", 13),
        ("gol_drh", "", 13),
        ("gol_drh", "-", 13),
        ("gol_drh", "A-", 6),
        ("gol_drh", "AB", 3),
        ("jenis_pkrjn", "Petani / Pekebun", 9),
        ("jenis_pkrjn", "89", 89),
        ("jenis_pkrjn", "099", 99),
        ("stat_kwn", "1.0", 1),
        ("stat_hbkel", "1.0", 1),
        ("pddk_akh", "10", 10),
        ("pddk_akh", "11", None),
        ("stat_kwn", "0", None),
        ("stat_kwn", "5", None),
        ("jenis_pkrjn", "100", None),
        ("jenis_pkrjn", "ASTRONOT", None),
        ("flag_status", "0", 0),
        ("flag_status", "", 0),
        ("flag_status", "2", 9),
        ("flag_status", "PINDAH (DALAM NEGERI)", 2),
        ("flag_status", "Tidak Valid", 4),
    ],
)
def test_normalise(field: str, text: str, code: int | None) -> None:
    assert normalise(field, text) == code


def test_all_99_occupations_are_there_and_read_back() -> None:
    for code in range(1, 100):
        assert normalise("jenis_pkrjn", words("jenis_pkrjn", code)) == code
    assert words("jenis_pkrjn", 1) == "BELUM/TIDAK BEKERJA"
    assert words("jenis_pkrjn", 99) == "LAINNYA"


@given(st.text(max_size=30))
def test_any_text_has_a_code_or_none(text: str) -> None:
    for field in ("agama", "stat_kwn", "stat_hbkel", "pddk_akh", "jenis_pkrjn"):
        code = normalise(field, text)
        assert code is None or words(field, code)


def test_a_bare_number_is_a_code() -> None:
    assert is_code(" 2.0 ") and is_code("07")
    assert not is_code("KAWIN") and not is_code("") and not is_code("100")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12-03-1984", date(1984, 3, 12)),
        ("12/03/1984", date(1984, 3, 12)),
        ("1-3-1984", date(1984, 3, 1)),
        ("'12-03-1984", date(1984, 3, 12)),
        ("1984-03-12", date(1984, 3, 12)),
        ("1984-03-12 00:00:00", date(1984, 3, 12)),
        ("34703", date(1995, 1, 4)),
        ("29-02-2000", date(2000, 2, 29)),
        ("", None),
        (" - ", None),
        ("00-00-0000", None),
        ("NULL", None),
    ],
)
def test_read_date(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "31-02-1990",
        "29-02-1900",
        "12-13-1984",
        "12-03-84",
        "1984",
        "12-03/1984",
        "03.12.1984",
        "besok",
        "12-03-1984 x",
    ],
)
def test_no_date_is_guessed(text: str) -> None:
    with pytest.raises(ValueError):
        read_date(text)


@given(st.dates(date(1927, 5, 18), date(2100, 1, 1)))
def test_every_spelling_gives_the_day_back(day: date) -> None:
    spellings = (f"{day:%d-%m}-{day.year}", f"{day:%d/%m}/{day.year}", day.isoformat())
    serial = str((day - date(1899, 12, 30)) // timedelta(days=1))
    assert {read_date(text) for text in (*spellings, serial)} == {day}
