"""S18: what only the clerk may do needs the clerk's PIN, and the event says who it was."""

from __future__ import annotations

import inspect

import pytest

from appliance.desk.api import Desk
from appliance.desk.views import ClerkSession, Session, Wish
from appliance.model.errors import ApplianceError
from tests.support.hall import CLERK, PIN, Hall
from tests.support.refusals import refused


def test_every_act_of_the_clerk_takes_the_clerk() -> None:
    """A resident's session is never enough: the calls themselves ask for a clerk's."""
    for name in ("release", "refuse", "confirm_clock"):
        assert "ClerkSession" in str(inspect.signature(getattr(Desk, name)).parameters["clerk"].annotation)


def test_a_clerk_s_session_comes_from_the_right_pin_alone(hall: Hall) -> None:
    for name, pin in ((CLERK, "000000"), (CLERK, ""), ("", PIN), (CLERK.upper(), PIN), (CLERK, PIN + " ")):
        with pytest.raises(ApplianceError, match=r"E-CRD-0[67]"):
            hall.desk.clerk_sign_in(name, pin)


def test_a_resident_cannot_release_an_own_request(hall: Hall) -> None:
    parent = hall.parent()
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    hall.desk.ask_release(session, Wish("SKTM", parent.key, {"keperluan": "uji"}))
    with refused("E-JOB-06"):
        hall.desk.issue(session, Wish("SKTM", parent.key, {"keperluan": "uji"}))
    assert hall.books.letters.count() == 0


def test_the_event_says_which_clerk(hall: Hall) -> None:
    parent = hall.parent()
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    hall.desk.ask_release(session, Wish("SKTM", parent.key, {"keperluan": "uji"}))
    clerk = hall.desk.clerk_sign_in(CLERK, PIN)
    assert clerk == ClerkSession(CLERK)
    hall.desk.release(hall.desk.requests()[0].id, clerk)
    assert hall.events("desa.letter.issued")[-1].data["clerk"] == CLERK
