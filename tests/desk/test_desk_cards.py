"""Cards: whose they are, what they open, and what becomes of the ones before."""

from __future__ import annotations

import pytest

from appliance.desk.link_card import link_card, owner_of, unlink_card
from appliance.desk.views import Session, Visitor
from appliance.model.card import Tapped
from tests.support.hall import KTP, OTHER_UID, UID, Hall
from tests.support.refusals import refused


def whose(hall: Hall, uid: bytes) -> str | None:
    return owner_of(hall.office, hall.office.keys.hash_uid(uid))


def test_a_linked_card_opens_a_session_an_unknown_one_is_a_visitor(hall: Hall) -> None:
    parent = hall.parent()
    tap = hall.has_card(parent)
    assert hall.desk.sign_in(tap) == Session(parent.key)
    assert isinstance(hall.desk.sign_in(Tapped(OTHER_UID, KTP)), Visitor)


def test_a_second_card_of_a_person_ends_the_first(hall: Hall) -> None:
    parent = hall.parent()
    hall.has_card(parent, UID)
    hall.has_card(parent, OTHER_UID)
    assert whose(hall, UID) is None and whose(hall, OTHER_UID) == parent.nik
    assert [event.data["again"] for event in hall.events("desa.card.linked")] == [False, True]


def test_a_card_moves_to_another_person_and_both_are_told(hall: Hall) -> None:
    first, second = hall.parent(0), hall.parent(1)
    hall.has_card(first)
    hall.has_card(second)
    assert whose(hall, UID) == second.nik
    assert [event.data["resident"] for event in hall.events("desa.card.unlinked")] == [first.key]


def test_a_card_taken_away_opens_nothing(hall: Hall) -> None:
    parent = hall.parent()
    tap = hall.has_card(parent)
    assert unlink_card(hall.office, parent.nik or "") == parent.nik
    assert isinstance(hall.desk.sign_in(tap), Visitor)
    with refused("E-CRD-03"):
        unlink_card(hall.office, parent.nik or "")


def test_a_nik_is_understood_as_people_write_it(hall: Hall) -> None:
    nik = hall.parent().nik or ""
    assert link_card(hall.office, UID, f" {nik[:4]} {nik[4:8]}.{nik[8:]} ") == nik


@pytest.mark.parametrize(
    ("uid", "code"),
    [
        (b"", "E-CRD-01"),
        (bytes(5), "E-CRD-01"),
        (bytes(64), "E-CRD-01"),
        (bytes.fromhex("08112233"), "E-CRD-05"),
    ],
)
def test_what_cannot_be_a_ktp_s_uid_is_not_linked(hall: Hall, uid: bytes, code: str) -> None:
    with refused(code):
        link_card(hall.office, uid, hall.parent().nik or "")
    with refused(code):
        hall.desk.sign_in(Tapped(uid, KTP))


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", " 23456"])
def test_a_pin_is_six_digits(hall: Hall, pin: str) -> None:
    with refused("E-CRD-02"):
        link_card(hall.office, UID, hall.parent().nik or "", pin)
    assert whose(hall, UID) is None


def test_an_unknown_nik_takes_no_card(hall: Hall) -> None:
    with refused("E-REG-01"):
        link_card(hall.office, UID, "9999999999999999")


def test_a_stand_in_for_a_nik_takes_no_card(hall: Hall) -> None:
    key, document = 1, dict(hall.books.residents.by_key(1) or {})
    hall.books.residents.write([], [(key, {**document, "nik": "0180104200100001"})])
    with refused("E-CRD-13"):
        link_card(hall.office, UID, "0180104200100001")


def test_a_card_known_to_be_no_ktp_is_told_so(hall: Hall) -> None:
    with refused("E-CRD-12"):
        hall.desk.sign_in(Tapped(UID, bytes.fromhex("3B888001310109000000000030")))


def test_the_data_page_shows_when_the_card_was_used_before(hall: Hall) -> None:
    parent = hall.parent()
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    assert hall.desk.data_page(session).last_used is None
    hall.clock.on(hours=2)
    shown = hall.desk.data_page(session).last_used
    assert shown is not None and shown.endswith("09.00")
    assert len(hall.events("desa.data.viewed")) == 2


def test_card_and_pin_policy_keeps_a_bare_tap_out(hall: Hall) -> None:
    tap = hall.has_card(hall.parent())
    hall.set("sign_in.policy", "card+pin")
    with refused("E-JOB-07"):
        hall.desk.sign_in(tap)
