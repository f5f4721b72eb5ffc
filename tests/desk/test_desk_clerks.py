"""Clerks' accounts: names, PINs, and a lock that no restart and no second process opens."""

from __future__ import annotations

import threading

import pytest

from appliance.desk.clerks import PAUSE, TRIES, add_clerk, clerk_sign_in
from appliance.model.errors import ApplianceError
from tests.support.hall import CLERK, PIN, Hall
from tests.support.refusals import refused

WRONG = "000000"


def test_the_right_pin_signs_in_and_is_an_event(hall: Hall) -> None:
    assert hall.desk.clerk_sign_in(CLERK, PIN).name == CLERK
    assert hall.events("desa.clerk.signed-in")[-1].data == {"name": CLERK}


def test_tries_count_down_and_then_the_account_is_locked(hall: Hall) -> None:
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(ApplianceError) as caught:
            hall.desk.clerk_sign_in(CLERK, WRONG)
        assert (caught.value.code, caught.value.facts["left"]) == ("E-CRD-06", left)
    with refused("E-CRD-07"):
        hall.desk.clerk_sign_in(CLERK, WRONG)
    with refused("E-CRD-07"):
        hall.desk.clerk_sign_in(CLERK, PIN)
    assert [event.data["locked"] for event in hall.events("desa.clerk.wrong-pin")] == [False] * 4 + [True]


def test_the_lock_outlives_a_restart_and_ends_with_its_time(hall: Hall) -> None:
    for _ in range(TRIES):
        with pytest.raises(ApplianceError):
            hall.desk.clerk_sign_in(CLERK, WRONG)
    with refused("E-CRD-07"):
        hall.again().desk.clerk_sign_in(CLERK, PIN)
    hall.clock.at += PAUSE
    assert hall.desk.clerk_sign_in(CLERK, PIN).name == CLERK


def test_after_a_lock_the_count_begins_anew(hall: Hall) -> None:
    for _ in range(TRIES):
        with pytest.raises(ApplianceError):
            hall.desk.clerk_sign_in(CLERK, WRONG)
    hall.clock.at += PAUSE
    with pytest.raises(ApplianceError) as caught:
        hall.desk.clerk_sign_in(CLERK, WRONG)
    assert caught.value.facts["left"] == TRIES - 1


def test_a_right_pin_wipes_the_count(hall: Hall) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            with refused("E-CRD-06"):
                hall.desk.clerk_sign_in(CLERK, WRONG)
        hall.desk.clerk_sign_in(CLERK, PIN)


def test_many_tries_at_one_moment_are_no_more_tries(hall: Hall) -> None:
    told: list[str] = []

    def guess() -> None:
        try:
            clerk_sign_in(hall.office, CLERK, WRONG)
        except ApplianceError as error:
            told.append(error.code)

    threads = [threading.Thread(target=guess) for _ in range(3 * TRIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("E-CRD-06") == TRIES - 1
    assert len(hall.events("desa.clerk.wrong-pin")) == TRIES


def test_a_new_pin_lifts_the_lock(hall: Hall) -> None:
    for _ in range(TRIES):
        with pytest.raises(ApplianceError):
            hall.desk.clerk_sign_in(CLERK, WRONG)
    add_clerk(hall.office, f"  {CLERK} ", "135790")
    assert hall.desk.clerk_sign_in(CLERK, "135790").name == CLERK
    assert hall.desk.clerks() == (CLERK,)


def test_an_unknown_name_is_answered_as_a_wrong_pin(hall: Hall) -> None:
    with refused("E-CRD-06"):
        hall.desk.clerk_sign_in("Tidak Ada", PIN)


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "Wa\x1bti", "Wa\nti" + "\x00", "\udcff", "\u202eitaW"])
def test_names_are_printable_and_short(hall: Hall, name: str) -> None:
    with refused("E-CRD-04"):
        add_clerk(hall.office, name, PIN)


def test_a_pin_that_is_no_text_fits_nothing(hall: Hall) -> None:
    with refused("E-CRD-06"):
        hall.desk.clerk_sign_in(CLERK, "\udcff")
