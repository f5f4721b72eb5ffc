"""F8: no letter gets a number while the province knows another journal of this village; then none comes twice."""

from __future__ import annotations

import pytest

from appliance.desk.hold_letters import LetterHold
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.letter_list import list_letters
from appliance.desk.views import Session, Wish
from appliance.model.errors import ApplianceError
from appliance.model.records import Letter
from tests.support.hall import Hall

YEAR = 2026


def issue(hall: Hall) -> Letter:
    nik = hall.parent().nik or ""
    return issue_for_clerk(hall.office, nik, "DOMISILI", {"keperluan": "Melamar kerja"})[1]


@pytest.fixture
def hold(hall: Hall) -> LetterHold:
    hall.clock.at = hall.clock.at.replace(year=YEAR)
    return LetterHold(hall.office)


def test_held_numbers_stop_letters_and_nothing_else(hall: Hall, hold: LetterHold) -> None:
    issue(hall)
    hold.hold("E-NET-07", {})
    with pytest.raises(ApplianceError, match=r"E-LTR-11 .*E-NET-07"):
        issue(hall)
    person = hall.parent()
    with pytest.raises(ApplianceError, match="E-LTR-11"):
        hall.desk.preview(Session(person.key), Wish("DOMISILI", person.key, {"keperluan": "Uji"}))
    assert hall.desk.data_page(Session(person.key)).name == person.name
    assert len(list_letters(hall.office)) == 1


def test_the_hold_is_told_once_and_outlasts_a_restart(hall: Hall, hold: LetterHold) -> None:
    for _ in range(3):
        hold.hold("E-NET-06", {})
    again = hall.again()
    LetterHold(again.office).hold("E-NET-06", {})
    with pytest.raises(ApplianceError, match="E-LTR-11"):
        issue(again)
    assert [event.data["cause"] for event in again.events("desa.series.held")] == ["E-NET-06"]
    again.books.database.close()


def test_numbers_go_on_above_all_that_the_province_has_seen(hall: Hall, hold: LetterHold) -> None:
    issue(hall)
    hold.hold("E-NET-07", {})
    hold.release({f"umum/{YEAR}": 5, f"umum/{YEAR - 1}": 90, f"lain/{YEAR}": 7, "x": 3})
    assert issue(hall).seq == 6
    rows = [(row["seq"], row["status"]) for row in list_letters(hall.office) if row["year"] == YEAR]
    assert rows == [(1, "issued"), (2, "void"), (3, "void"), (4, "void"), (5, "void"), (6, "issued")]
    assert hall.problems() == []
    assert len(hall.events("desa.series.released")) == 1


def test_where_nothing_is_held_the_province_s_numbers_change_nothing(hall: Hall, hold: LetterHold) -> None:
    """So that a forged word can make no number skipped (threat S7)."""
    issue(hall)
    before = hall.books.journal.length()
    hold.release({f"umum/{YEAR}": 500})
    assert hall.books.journal.length() == before
    assert issue(hall).seq == 2


def test_a_life_that_the_province_did_not_know_goes_on_above_its_numbers(hall: Hall, hold: LetterHold) -> None:
    """After a restore in which the clerk told too low a number."""
    issue(hall)
    assert hold.go_above({f"umum/{YEAR}": 4})
    assert issue(hall).seq == 5


def test_a_number_out_of_all_reason_keeps_the_hold(hall: Hall, hold: LetterHold) -> None:
    issue(hall)
    hold.hold("E-NET-07", {})
    hold.release({f"umum/{YEAR}": 10**6})
    with pytest.raises(ApplianceError, match="E-LTR-11"):
        issue(hall)


def test_fewer_than_are_here_release_the_hold(hall: Hall, hold: LetterHold) -> None:
    issue(hall)
    issue(hall)
    hold.hold("E-NET-07", {})
    hold.release({f"umum/{YEAR}": 1})
    assert issue(hall).seq == 3
