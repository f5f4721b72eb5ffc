"""What every reader keeps (`appliance.model.card.Reader`), held against the simulated one and a real pcscd."""

from __future__ import annotations

import logging

import pytest

from appliance.model.card import Lifted, ReaderAway, ReaderReady, Tapped, Unreadable
from tests.reader.hands import Rig, Told
from tests.support.virtual_card import KTP_ATR, OTHER_UID, SIM_ATR, UID

UIDS = [
    "04A1B2C3",
    "04A1B2C3D4E5F6",
    "04A1B2C3D4E5F607",
    "04A1B2C3D4E5F6070809",
    "04A1B2C3D4E5F6070809900A",
]


def test_a_tap_is_one_card_and_one_lift(rig: Rig) -> None:
    with Told(rig.reader) as told:
        assert isinstance(told.next(), ReaderReady)
        rig.lay(UID)
        assert told.next() == Tapped(UID, KTP_ATR)
        rig.lift()
        assert told.next() == Lifted()
        assert told.quiet(0.5)


@pytest.mark.parametrize("text", UIDS, ids=lambda text: f"{len(text) // 2} bytes")
def test_every_length_of_uid_comes_whole(rig: Rig, text: str) -> None:
    uid = bytes.fromhex(text)
    with Told(rig.reader) as told:
        rig.lay(uid)
        assert told.until(Tapped)[-1] == Tapped(uid, KTP_ATR)


def test_a_card_that_lies_there_at_the_start_is_read(rig: Rig) -> None:
    rig.lay(UID, SIM_ATR)
    with Told(rig.reader) as told:
        assert isinstance(told.next(), ReaderReady)
        assert told.next() == Tapped(UID, SIM_ATR)


def test_two_cards_swapped_quickly_are_two_cards(rig: Rig) -> None:
    with Told(rig.reader) as told:
        rig.lay(UID)
        told.until(Tapped)
        rig.swap(OTHER_UID)
        assert told.next() == Lifted()
        assert told.next() == Tapped(OTHER_UID, KTP_ATR)


def test_an_unreadable_card_does_not_hinder_the_next(rig: Rig) -> None:
    with Told(rig.reader) as told:
        rig.lay_noise()
        assert told.until(Unreadable)[-1] == Unreadable("E-RDR-04")
        rig.swap(UID)
        assert told.next() == Lifted()
        assert told.next() == Tapped(UID, KTP_ATR)


def test_a_reader_may_come_later(unplugged_rig: Rig) -> None:
    rig = unplugged_rig
    with Told(rig.reader) as told:
        assert told.next() == ReaderAway("E-RDR-01")
        rig.replug()
        told.until(ReaderReady)
        rig.lay(UID)
        assert told.next() == Tapped(UID, KTP_ATR)


def test_f6_unplugged_under_a_card_and_back(rig: Rig) -> None:
    with Told(rig.reader) as told:
        rig.lay(UID)
        told.until(Tapped)
        rig.unplug()
        assert told.next() == Lifted()
        told.until(ReaderAway("E-RDR-01"))
        rig.replug()
        told.until(ReaderReady)
        assert told.next() == Tapped(UID, KTP_ATR)


def test_f6_daemon_killed_under_a_card_and_back(rig: Rig) -> None:
    with Told(rig.reader) as told:
        rig.lay(UID)
        told.until(Tapped)
        rig.break_down()
        assert told.next() == Lifted()
        assert told.next() == ReaderAway("E-RDR-02")
        rig.replug()
        assert isinstance(told.next(), ReaderReady)
        assert told.next() == Tapped(UID, KTP_ATR)


def test_stopped_before_it_ran(rig: Rig) -> None:
    rig.reader.stop()
    with Told(rig.reader) as told:
        told.end()
    assert not [event for event in told.history if not isinstance(event, ReaderReady)]


def test_nothing_is_told_after_the_stop(rig: Rig) -> None:
    with Told(rig.reader) as told:
        told.until(ReaderReady)
        told.end()
        before = list(told.history)
        rig.lay(UID)
        assert told.quiet(1)
        assert told.history == before


def test_s15_no_uid_in_words_or_logs(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Told(rig.reader) as told:
        rig.lay(UID)
        told.until(Tapped)
        rig.break_down()
        told.until(ReaderAway)
    words = repr(told.history) + str(told.history) + caplog.text
    for trace in (UID.hex(), UID.hex(" "), repr(UID)[2:-1], str(list(UID))[1:-1]):
        assert trace.lower() not in words.lower()
