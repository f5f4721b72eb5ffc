"""`store check` finds what does not agree, whoever did it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from tests.support.hall import Hall


@pytest.fixture
def letters(hall: Hall) -> Hall:
    for _ in range(3):
        issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    assert hall.problems() == []
    return hall


def change(hall: Hall, key: int, **values: Any) -> None:
    letter = hall.books.letters.get(key)
    assert letter is not None
    hall.books.letters.put(key, replace(letter, **values))


def test_a_letter_taken_away(letters: Hall) -> None:
    letters.books.letters.remove(2)
    found = " ".join(letters.problems())
    assert "tidak urut" in found and "Peristiwa" in found and "Pekerjaan cetak 2" in found


def test_a_letter_without_a_job(letters: Hall) -> None:
    letters.books.jobs.remove(3)
    assert letters.problems() == ["Surat 3 tidak mempunyai pekerjaan cetak."]


def test_a_number_given_twice(letters: Hall) -> None:
    change(letters, 3, seq=2)
    assert "Nomor seri umum" in " ".join(letters.problems())


@pytest.mark.parametrize(
    "values",
    [
        {"nik": "1801041111110001"},
        {"number": "400.12.2.1/999/1801042001/XI/2026"},
        {"code": "AAAAA-AAAAA"},
        {"page": [{"node": "text", "text": "Surat palsu"}]},
        {"kind": "SKTM"},
    ],
)
def test_a_letter_that_says_something_else_than_its_event(letters: Hall, values: dict[str, Any]) -> None:
    change(letters, 2, **values)
    assert letters.problems() == ["Surat 2 tidak sama dengan peristiwanya."]


def test_a_letter_that_points_at_another_event(letters: Hall) -> None:
    change(letters, 2, event=1)
    found = letters.problems()
    assert "Surat 2 tidak mempunyai peristiwa." in found and len(found) == 2


def test_a_series_set_back(letters: Hall) -> None:
    (key, row), *_ = letters.books.series.find()
    letters.books.series.put(key, replace(row, last=1))
    assert letters.problems() == [f"Nomor terakhir seri umum tahun {row.year} tidak sama dengan surat terakhir."]


def test_a_changed_event(letters: Hall) -> None:
    line = letters.books.journal.lines(since=1, limit=1)[0]
    letters.books.database.sql("UPDATE journal SET body=? WHERE number=2", (line.replace(b"nik", b"nok"),))
    report = letters.terminal.check()
    assert not report["ok"] and report["letters"] == 3
    assert report["problems"][0] == "Rantai jurnal putus pada peristiwa 2."
