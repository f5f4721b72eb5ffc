"""Time that is recorded: the machine's while it can be believed, never before the last event (threat F4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from appliance import BUILT
from appliance.desk.clock import AHEAD, BEHIND
from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.clock import WIB
from tests.support.hall import Hall, SetClock, make_hall
from tests.support.refusals import refused

NINETEEN_SEVENTY = datetime(1970, 1, 1, tzinfo=WIB)


def issue(hall: Hall) -> str:
    _key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    return letter.issued_at


def last(hall: Hall) -> datetime:
    at = hall.books.last_event()
    assert at is not None
    return at


def test_a_right_clock_is_recorded_as_it_is(hall: Hall) -> None:
    assert hall.office.clock.doubt() is None
    assert issue(hall) == hall.clock.at.isoformat(timespec="seconds")


def test_a_clock_a_little_behind_stands_still(hall: Hall) -> None:
    issue(hall)
    before = last(hall)
    hall.clock.on(minutes=-4)
    assert hall.office.clock.require() == before


@pytest.mark.parametrize("leap", [-BEHIND - timedelta(seconds=1), -timedelta(days=400), AHEAD + timedelta(days=1)])
def test_a_leap_waits_for_a_clerk_and_moves_nothing_meanwhile(hall: Hall, leap: timedelta) -> None:
    issue(hall)
    before = last(hall)
    hall.clock.at = before + leap
    with refused("E-CLK-01"):
        issue(hall)
    hall.set("theme", "gelap")
    assert last(hall) == before, "an event under a doubtful clock keeps the time of the one before"
    assert hall.office.clock.doubt() is not None, "and does not make the date believed"


def test_one_tap_under_a_clock_far_ahead_does_not_make_that_year_the_truth(hall: Hall) -> None:
    parent = hall.parent()
    tap = hall.has_card(parent)
    hall.clock.on(days=800)
    session = hall.desk.sign_in(tap)
    hall.desk.data_page(session)  # type: ignore[arg-type]
    with refused("E-CLK-01"):
        issue(hall)
    hall.clock.on(days=-800)
    assert issue(hall) == hall.clock.at.isoformat(timespec="seconds")


def test_a_clerk_confirms_a_date_ahead(hall: Hall) -> None:
    hall.clock.on(days=60)
    assert hall.office.clock.confirm("Wati") == hall.clock.at
    assert issue(hall) == hall.clock.at.isoformat(timespec="seconds")
    assert hall.events("desa.clock.confirmed")[-1].data["by"] == "Wati"


def test_a_confirmed_date_behind_still_dates_nothing_before_the_last_event(hall: Hall) -> None:
    issue(hall)
    before = last(hall)
    hall.clock.at = before - timedelta(days=3)
    hall.office.clock.confirm("Wati")
    assert hall.office.clock.doubt() is None
    assert issue(hall) == before.isoformat(timespec="seconds")


def test_a_confirmation_is_for_one_leap(hall: Hall) -> None:
    issue(hall)
    hall.clock.on(days=-3)
    hall.office.clock.confirm("Wati")
    hall.clock.on(days=-1)
    with refused("E-CLK-01"):
        issue(hall)
    hall.clock.on(days=10)
    issue(hall)
    hall.clock.on(days=-3)
    with refused("E-CLK-01"):
        issue(hall)


def test_nobody_can_confirm_a_date_before_the_release(hall: Hall) -> None:
    hall.clock.at = NINETEEN_SEVENTY
    with refused("E-CLK-01"):
        issue(hall)
    with refused("E-CLK-02"):
        hall.office.clock.confirm("Wati")
    assert last(hall).year > 1970


def test_after_a_restart_the_doubt_is_the_same(hall: Hall) -> None:
    hall.clock.on(days=90)
    with refused("E-CLK-01"):
        issue(hall.again())


def test_the_first_event_is_never_older_than_the_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from appliance import wiring

    monkeypatch.setattr(wiring.SystemClock, "now", lambda _self: NINETEEN_SEVENTY)
    wiring.found_terminal(tmp_path / "state", "18.01.04.2001", "Hajimena").books.database.close()
    hall = make_hall(tmp_path / "state", SetClock(NINETEEN_SEVENTY))
    assert last(hall).date().isoformat() == BUILT


def test_a_date_far_ahead_has_to_be_typed(hall: Hall) -> None:
    issue(hall)
    hall.clock.on(days=800)
    clock = hall.office.clock
    with refused("E-CLK-04"):
        clock.confirm_by_eye("Wati")
    with refused("E-CLK-05"):
        clock.confirm("Wati", hall.clock.at.date() - timedelta(days=365))
    assert hall.events("desa.clock.confirmed") == [] and clock.doubt() is not None
    assert clock.confirm("Wati", hall.clock.at.date()) == hall.clock.at
    assert not clock.far_ahead() and clock.doubt() is None


def test_any_other_doubtful_date_is_confirmed_by_a_touch(hall: Hall) -> None:
    issue(hall)
    hall.clock.on(days=-3)
    hall.office.clock.confirm_by_eye("Wati")
    assert hall.office.clock.doubt() is None
