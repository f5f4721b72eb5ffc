"""`store check` finds what does not agree, whoever did it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.journal import Cursor
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


def sql(hall: Hall, table: str, key: int, change: str) -> None:
    """Change a row behind the back of the product."""
    db = hall.books.database
    ((number,),) = db.sql("SELECT number FROM tables WHERE name=?", (f'"{table}"',))
    db.sql(f"UPDATE t{number} SET body={change} WHERE id=?", (key,))  # noqa: S608


@pytest.mark.parametrize("body", ["'[]'", "'5'", "'null'", "'\"x\"'"])
@pytest.mark.parametrize("table", ["letters", "jobs", "series", "residents"])
def test_a_row_that_is_no_record(letters: Hall, table: str, body: str) -> None:
    key = 1 if table == "series" else 2
    sql(letters, table, key, body)
    report = letters.terminal.check()
    assert report["problems"] == [f"Tabel {table} baris {key} bukan dokumen."]
    assert report["letters"] == 3


@pytest.mark.parametrize("table", ["letters", "jobs"])
def test_a_record_without_its_fields(letters: Hall, table: str) -> None:
    sql(letters, table, 2, "'{}'")
    (problem,) = letters.problems()
    assert problem.startswith("E-STO-01 ") and f"tabel {table} baris 2" in problem


@pytest.mark.parametrize(
    ("table", "field", "value", "problem"),
    [
        ("jobs", "state", "'flown'", "Pekerjaan cetak 2: isi state tidak dikenal."),
        ("jobs", "letter", "json('[]')", "Pekerjaan cetak 2: isi letter tidak dikenal."),
        ("letters", "seq", "'2'", "Surat 2: isi seq tidak dikenal."),
        ("letters", "seq", "json('true')", "Surat 2: isi seq tidak dikenal."),
        ("letters", "page", "json('[1]')", "Surat 2: isi page tidak dikenal."),
        ("letters", "event", "json('{}')", "Surat 2: isi event tidak dikenal."),
        ("letters", "page", "json('[{}]')", "Surat 2 tidak sama dengan peristiwanya."),
        ("letters", "page", 'json(\'[{"node":"text","text":5}]\')', "Surat 2 tidak sama dengan peristiwanya."),
        ("series", "last", "'x'", "Nomor seri 1: isi last tidak dikenal."),
    ],
)
def test_a_value_that_no_release_writes(letters: Hall, table: str, field: str, value: str, problem: str) -> None:
    sql(letters, table, 1 if table == "series" else 2, f"json_set(body, '$.{field}', {value})")
    assert letters.problems() == [problem]
    assert letters.terminal.check()["letters"] == 3


def test_a_cursor_beyond_the_head(letters: Hall) -> None:
    journal = letters.books.journal
    head = journal.head()
    assert head is not None
    journal.move_cursor(Cursor(head.number, head.hash, head.epoch, 1))
    assert letters.problems() == []
    journal.move_cursor(Cursor(head.number + 1, "1" * 64, head.epoch, 1))
    assert letters.problems() == [
        f"Rantai jurnal putus pada peristiwa {head.number + 1}.",
        "Tanda terima provinsi melebihi peristiwa terakhir jurnal.",
    ]
