"""What waits for a clerk: the first tap, the release, and the end of the day (threats S2, S3, S17, S18)."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from appliance.desk.requests import SAME_NIK_A_DAY, TYPED_AN_HOUR
from appliance.desk.views import ClerkSession, Session, Slip, Visitor, Wish
from appliance.model.card import Tapped
from tests.support.hall import CLERK, KTP, OTHER_UID, UID, Hall
from tests.support.refusals import refused

CLERK_SESSION = ClerkSession(CLERK)
TAP = Tapped(UID, KTP)


def first_tap(hall: Hall, nik: str, tap: Tapped | None = TAP) -> Slip:
    visitor = hall.desk.sign_in(tap) if tap else Visitor()
    assert isinstance(visitor, Visitor)
    return hall.desk.ask_first_tap(visitor, nik, "DOMISILI", {"keperluan": "Melamar kerja"})


def test_a_request_waits_and_nothing_comes_out(hall: Hall) -> None:
    slip = first_tap(hall, hall.parent().nik or "")
    (request,) = hall.desk.requests()
    assert (request.slip, request.name, request.new_card) == (slip.number, hall.parent().name, True)
    assert hall.books.letters.count() == 0 and slip.number == "A-01"


def test_slips_are_numbered_through_the_day_and_begin_anew(hall: Hall) -> None:
    people = [person for person in hall.residents() if person.nik][:3]
    assert [first_tap(hall, person.nik or "").number for person in people] == ["A-01", "A-02", "A-03"]
    hall.clock.on(days=1)
    assert first_tap(hall, people[0].nik or "").number == "A-01"


def test_the_clerk_releases_and_the_second_tap_links(hall: Hall) -> None:
    parent = hall.parent()
    first_tap(hall, parent.nik or "")
    (request,) = hall.desk.requests()
    issued = hall.desk.release(request.id, CLERK_SESSION, TAP)
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None and (letter.nik, letter.clerk, letter.way) == (parent.nik, CLERK, "released")
    assert hall.desk.sign_in(TAP) == Session(parent.key)
    assert hall.desk.requests() == ()
    with refused("E-CRD-11"):
        hall.desk.release(request.id, CLERK_SESSION, TAP)


def test_another_card_at_the_second_tap_links_nothing_and_issues_nothing(hall: Hall) -> None:
    first_tap(hall, hall.parent().nik or "")
    (request,) = hall.desk.requests()
    with refused("E-CRD-10"):
        hall.desk.release(request.id, CLERK_SESSION, Tapped(OTHER_UID, KTP))
    with refused("E-CRD-05"):
        hall.desk.release(request.id, CLERK_SESSION, Tapped(bytes.fromhex("08112233"), KTP))
    assert hall.books.letters.count() == 0
    assert isinstance(hall.desk.sign_in(TAP), Visitor)
    assert hall.desk.requests() == (request,)


def test_a_release_without_a_tap_links_nothing(hall: Hall) -> None:
    first_tap(hall, hall.parent().nik or "")
    hall.desk.release(hall.desk.requests()[0].id, CLERK_SESSION)
    assert isinstance(hall.desk.sign_in(TAP), Visitor)


def test_a_nik_that_does_not_exist_is_answered_alike(hall: Hall) -> None:
    known = first_tap(hall, hall.parent().nik or "")
    unknown = first_tap(hall, "1801049999990001")
    assert {**asdict(known), "number": "", "job": 0} == {**asdict(unknown), "number": "", "job": 0}
    asked = hall.events("desa.letter.asked")
    assert [sorted(event.data) for event in asked] == [sorted(asked[0].data)] * 2
    assert [event.data["resident"] for event in asked] == [None, None]
    with refused("E-REG-01"):
        hall.desk.release(hall.desk.requests()[1].id, CLERK_SESSION, TAP)


def test_requests_end_with_their_day(hall: Hall) -> None:
    first_tap(hall, hall.parent().nik or "")
    (request,) = hall.desk.requests()
    hall.clock.on(hours=15)
    assert hall.desk.requests() == ()
    with refused("E-CRD-11"):
        hall.desk.release(request.id, CLERK_SESSION, TAP)


def test_a_nik_s_requests_of_other_days_stop_nobody(hall: Hall) -> None:
    nik = hall.parent().nik or ""
    for _ in range(SAME_NIK_A_DAY + 2):
        first_tap(hall, nik)
        hall.clock.on(days=1)


def test_one_nik_does_not_fill_the_clerk_s_list(hall: Hall) -> None:
    for _ in range(SAME_NIK_A_DAY):
        first_tap(hall, hall.parent().nik or "")
    with refused("E-CRD-09"):
        first_tap(hall, hall.parent().nik or "")
    assert len(hall.desk.requests()) == SAME_NIK_A_DAY


def test_a_terminal_takes_so_many_typed_niks_an_hour(hall: Hall) -> None:
    for turn in range(TYPED_AN_HOUR):
        first_tap(hall, f"18010411111{turn:05d}", None)
    with refused("E-CRD-09"):
        first_tap(hall, hall.parent().nik or "")
    hall.clock.on(minutes=61)
    first_tap(hall, hall.parent().nik or "")


@pytest.mark.parametrize("nik", ["", "1", "0801041111110001", "18010411111100011", "١٨٠١٠٤١١١١١١٠٠٠١", "x" * 9999])
def test_what_cannot_be_a_nik_is_told_and_counts_as_no_guess(hall: Hall, nik: str) -> None:
    for _ in range(TYPED_AN_HOUR + 1):
        with refused("E-CRD-13"):
            first_tap(hall, nik)


def test_a_linked_card_asks_for_what_is_not_direct(hall: Hall) -> None:
    parent = hall.parent()
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    child = hall.child(parent)
    slip = hall.desk.ask_release(session, Wish("SKTM", child.key, {"keperluan": "Sekolah"}))
    (request,) = hall.desk.requests()
    assert request.slip == slip.number and not request.new_card
    issued = hall.desk.release(request.id, CLERK_SESSION)
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None and (letter.subject, letter.applicant) == (child.key, parent.key)


def test_a_refused_request_is_off_the_list(hall: Hall) -> None:
    first_tap(hall, hall.parent().nik or "")
    (request,) = hall.desk.requests()
    hall.desk.refuse(request.id, CLERK_SESSION)
    assert hall.desk.requests() == ()
    with refused("E-CRD-11"):
        hall.desk.refuse(request.id, CLERK_SESSION)
    assert hall.events("desa.letter.refused")[-1].data["clerk"] == CLERK


@pytest.mark.parametrize("request_id", ["", "0", "-1", "99", "1e3", "x" * 1000, "1\x00"])
def test_ids_that_are_none(hall: Hall, request_id: str) -> None:
    with refused("E-CRD-11"):
        hall.desk.release(request_id, CLERK_SESSION)


def test_the_slip_names_nobody(hall: Hall) -> None:
    parent = hall.parent()
    slip = first_tap(hall, parent.nik or "")
    assert slip.job is not None
    hall.desk.print_job(slip.job, lambda _done, _all: None)
    text = hall.machine.papers[-1].text
    assert slip.number in text
    assert parent.name not in text and (parent.nik or "") not in text


def test_a_letter_that_the_rules_refuse_still_gets_a_number(hall: Hall) -> None:
    """The clerk may see papers that the register does not know."""
    worker = next(one for one in hall.residents() if one.nik and one.active and one.job not in (None, 1, 2, 3))
    session = hall.desk.sign_in(hall.has_card(worker))
    assert isinstance(session, Session)
    wish = Wish("TIDAK_BEKERJA", worker.key, {"keperluan": "Melamar kerja"})
    with refused("E-LTR-06"):
        hall.desk.preview(session, wish)
    assert hall.desk.ask_release(session, wish).number == "A-01"
    stranger = next(one for one in hall.residents() if one.kk != worker.kk)
    with refused("E-LTR-09"):
        hall.desk.ask_release(session, Wish("SKTM", stranger.key, {"keperluan": "Sekolah"}))


def test_the_clerk_sees_whom_and_what_for(hall: Hall) -> None:
    parent = hall.parent()
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    child = hall.child(parent)
    hall.desk.ask_release(session, Wish("SKTM", child.key, {"keperluan": "Biaya sekolah"}))
    (request,) = hall.desk.requests()
    assert (request.subject, request.purpose) == (child.name, "Biaya sekolah")
