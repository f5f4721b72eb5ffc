"""F3 and S5: a journal whose end was cut off, or written anew, is a whole chain. What the province has acknowledged
tells; what nobody has acknowledged yet is held by the letters alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.event import write_line
from appliance.model.journal import Cursor
from tests.support.command_line import CommandLine
from tests.support.hall import Hall


@pytest.fixture
def told(hall: Hall) -> Hall:
    """Four letters; the province has all but the newest event."""
    for _ in range(4):
        issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    acknowledge(hall, hall.books.journal.length() - 1)
    assert hall.books.journal.verify() is None and hall.problems() == []
    return hall


def acknowledge(hall: Hall, number: int) -> None:
    event = hall.books.journal.event(number)
    assert event is not None
    hall.books.journal.move_cursor(Cursor(number, event.hash, event.epoch, 1))


def cut_after(hall: Hall, number: int) -> None:
    hall.books.database.sql("DELETE FROM journal WHERE number > ?", (number,))


def write_anew(hall: Hall, first: int) -> None:
    """As somebody would who knows the format: another event in the place of `first`, the chain after it mended."""
    events = hall.events()
    before = events[first - 2].hash
    for event in events[first - 1 :]:
        data = {**event.data, "keperluan": "lain"} if event.number == first else event.data
        line, before = write_line(
            number=event.number,
            village=event.village,
            epoch=event.epoch,
            type=event.type,
            time=hall.clock.at,
            data=data,
            prevhash=before,
        )
        hall.books.database.sql("UPDATE journal SET body=? WHERE number=?", (line, event.number))


@pytest.mark.parametrize("gone", [2, 3, 10])
def test_an_end_that_was_cut_off_is_found_at_its_first_missing_event(
    told: Hall, gone: int, capsys: pytest.CaptureFixture[str]
) -> None:
    left = told.books.journal.length() - gone
    cut_after(told, left)
    assert told.books.journal.verify() == left + 1
    cli = CommandLine(told.terminal.state, capsys)
    done = cli("journal", "verify", "--json")
    assert done.code == 1 and json.loads(done.out) == {"ok": False, "bad": left + 1}
    assert done.err.startswith("E-STO-07 ") and f" {left + 1}." in done.err
    report = cli("store", "check", "--json")
    assert report.code == 1 and report.err.startswith("E-STO-11 ")
    assert json.loads(report.out)["problems"] == [
        f"Rantai jurnal putus pada peristiwa {left + 1}.",
        "Tanda terima provinsi melebihi peristiwa terakhir jurnal.",
    ]


def test_a_journal_that_was_emptied_is_found(told: Hall) -> None:
    cut_after(told, 0)
    assert told.books.journal.verify() == 1
    assert not told.terminal.check()["ok"]


@pytest.mark.parametrize("back", [1, 4, 9])
def test_a_chain_written_anew_is_found_at_the_acknowledged_event(told: Hall, back: int) -> None:
    have = told.books.journal.cursor().have
    write_anew(told, have - back + 1)
    assert told.books.journal.verify() == have
    assert f"Rantai jurnal putus pada peristiwa {have}." in told.problems()


def test_an_event_of_another_life_is_not_what_was_acknowledged(told: Hall) -> None:
    cursor = told.books.journal.cursor()
    told.books.journal.move_cursor(Cursor(cursor.have, cursor.hash, cursor.epoch + 1, cursor.generation))
    assert told.books.journal.verify() == cursor.have


@pytest.mark.parametrize(
    "harm",
    [
        lambda hall: cut_after(hall, hall.books.journal.length() - 1),
        lambda hall: write_anew(hall, hall.books.journal.length()),
    ],
)
def test_what_nobody_has_acknowledged_yet_is_held_by_its_letter(told: Hall, harm: Callable[[Hall], None]) -> None:
    harm(told)
    assert told.books.journal.verify() is None
    assert any("Surat 4" in problem for problem in told.problems())


def test_damage_before_the_acknowledged_event_counts_first(told: Hall) -> None:
    have = told.books.journal.cursor().have
    told.books.database.sql("DELETE FROM journal WHERE number=?", (have - 2,))
    assert told.books.journal.verify() == have - 2
    told.books.database.sql("DELETE FROM journal WHERE number=?", (have,))
    assert told.books.journal.verify() == have - 2


def test_an_acknowledged_event_written_anew_counts_before_later_damage(told: Hall) -> None:
    head = told.books.journal.length()
    acknowledge(told, head - 2)
    write_anew(told, head - 3)
    told.books.database.sql("DELETE FROM journal WHERE number=?", (head - 1,))
    assert told.books.journal.verify() == head - 2
