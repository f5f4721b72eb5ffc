"""The made-up village."""

import csv
import hashlib
import io
import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_helpers import TODAY, accepted, read, rejected, told

from appliance.model.nik import birth_in_nik, sex_in_nik
from appliance.model.resident import KAWIN, KEPALA, from_document
from appliance.registry.sampling import COLUMNS, REFERENCE_DAY, sample


def table(residents: int, seed: int | str = 7, village: str = "18.01.04.2001") -> list[dict[str, str]]:
    data = b"".join(sample(residents, seed, village))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_these_bytes_never_change() -> None:
    """The same on every Python: demonstration, pictures and benchmarks stand on them."""
    digest = hashlib.sha256(b"".join(sample(300, 11))).hexdigest()
    assert digest == "eda648daa347d3789a0f7b68657aeb8cbd895a6c1cd6f5171021166893691588"


def test_another_seed_is_another_village() -> None:
    assert b"".join(sample(20, 1)) != b"".join(sample(20, 2))
    assert b"".join(sample(20, 1)) == b"".join(sample(20, "1"))


def test_form_of_the_file() -> None:
    data = b"".join(sample(3, 1))
    assert data.startswith(b"NIK,NO_KK,NAMA_LGKP,JENIS_KLMIN,")
    assert data.decode("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert len(COLUMNS) == 34


@pytest.mark.parametrize("residents", [0, 1, 2, 3, 4, 5, 499, 500, 501])
def test_as_many_as_asked_for(residents: int) -> None:
    assert len(table(residents)) == residents


@pytest.mark.parametrize("today", [REFERENCE_DAY, TODAY, date(2040, 1, 1)])
def test_every_row_is_taken_and_few_are_told(today: date) -> None:
    items = read(b"".join(sample(2000, 5)), today)
    assert not rejected(items)
    assert len(accepted(items)) == 2000
    assert len(told(items)) < 20
    assert all(item.document["x"]["active"] for item in accepted(items))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_any_seed_makes_a_village(seed: int) -> None:
    rows = table(300, seed)
    assert len({row["NIK"] for row in rows}) == 300
    assert all(re.fullmatch(r"[1-9][0-9]{15}", row["NIK"]) for row in rows)
    assert 60 <= len({row["NO_KK"] for row in rows}) <= 150


@pytest.mark.parametrize("seed", range(5))
def test_the_first_row_may_ask_for_every_common_letter(seed: int) -> None:
    documents = [item.document for item in accepted(read(b"".join(sample(300, seed))))]
    head = from_document(1, documents[0])
    family = [document for document in documents if document["no_kk"] == head.kk]
    assert head.active and head.nik and 18 < head.age(TODAY) < 60
    assert (head.relation, head.marital, head.job) == (KEPALA, KAWIN, 1)
    assert Counter(document["stat_hbkel"] for document in family) == {"KEPALA KELUARGA": 1, "ISTRI": 1, "ANAK": 2}


def test_nik_mostly_fits_birth_and_sex() -> None:
    rows = table(2000)
    fits = 0
    for row in rows:
        day, month, year = (int(part) for part in row["TGL_LHR"].split("-"))
        sex = "P" if row["JENIS_KLMIN"] == "PEREMPUAN" else "L"
        fits += birth_in_nik(row["NIK"]) == (day, month, year % 100) and sex_in_nik(row["NIK"]) == sex
    assert 1980 <= fits <= 2000


def test_stand_ins_are_heaped() -> None:
    days = Counter(row["TGL_LHR"][:5] for row in table(3000))
    usual = 3000 / 365
    assert days["31-12"] > 8 * usual and days["01-07"] > 5 * usual


def test_a_village_of_another_kecamatan() -> None:
    rows = table(50, village="18.12.09.2001")
    assert {tuple(row[column] for column in ("NO_PROP", "NO_KAB", "NO_KEC", "NO_KEL")) for row in rows} == {
        ("18", "12", "9", "2001")
    }
    assert all(row["NO_KK"].startswith("181209") for row in rows)


def test_peoples_of_lampung_live_together() -> None:
    names = " ".join(row["NAMA_LGKP"] for row in table(2000))
    assert "I WAYAN" in names and "SUTRISNO" in names and "ASEP" in names and "HALIMAH" in names


@pytest.mark.parametrize(("residents", "village"), [(-1, "18.01.04.2001"), (1, "18.99.99.2999")])
def test_what_cannot_be_made(residents: int, village: str) -> None:
    with pytest.raises(ValueError):
        list(sample(residents, 1, village))
