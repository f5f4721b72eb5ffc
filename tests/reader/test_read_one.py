"""A single tap for the command line: the card, or the code that says why there is none."""

from __future__ import annotations

import threading

import pytest

from appliance.model.card import Reader, Tapped
from appliance.model.errors import ApplianceError
from appliance.reader import read_one as module
from appliance.reader.factory import open_reader
from appliance.reader.none import NoReader
from appliance.reader.read_one import read_one
from appliance.reader.simulated import ATR, SimulatedReader
from tests.support.pcscd import Pcscd
from tests.support.virtual_card import KTP_ATR, UID, VirtualCard, says

LONG = 60.0


def code_of(reader: Reader, timeout: float) -> str:
    with pytest.raises(ApplianceError) as refusal:
        read_one(reader, timeout)
    return refusal.value.code


def test_a_tap() -> None:
    reader = SimulatedReader()
    reader.lay(UID)
    assert read_one(reader, LONG) == Tapped(UID, ATR)


def test_the_first_of_two_taps() -> None:
    reader = SimulatedReader()
    reader.lay(UID)
    reader.lift()
    reader.lay(UID[::-1])
    assert read_one(reader, LONG).uid == UID


def test_an_unreadable_card_and_then_a_good_one() -> None:
    reader = SimulatedReader()
    reader.lay_unreadable()
    reader.lift()
    reader.lay(UID)
    assert read_one(reader, LONG).uid == UID


def test_no_tap_in_time() -> None:
    with pytest.raises(ApplianceError) as refusal:
        read_one(SimulatedReader(), 0.2)
    assert str(refusal.value) == "E-RDR-09 Tidak ada kartu yang ditempelkan dalam 0.2 detik."


def test_only_an_unreadable_card() -> None:
    reader = SimulatedReader()
    reader.lay_unreadable("E-RDR-06")
    assert code_of(reader, 0.2) == "E-RDR-06"


def test_no_reader_wanted_is_told_at_once() -> None:
    assert code_of(NoReader(), LONG) == "E-RDR-11"


def test_a_reader_that_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AWAY_SECONDS", 0.2)
    assert code_of(SimulatedReader(plugged=False), LONG) == "E-RDR-01"


def test_a_reader_that_comes_in_time() -> None:
    reader = SimulatedReader(plugged=False)
    reader.lay(UID)
    threading.Timer(0.2, reader.replug).start()
    assert read_one(reader, LONG).uid == UID


def test_on_a_real_daemon(pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, UID):
        assert read_one(open_reader("auto"), LONG) == Tapped(UID, KTP_ATR)


def test_real_daemon_and_no_card(pcscd: Pcscd) -> None:
    assert code_of(open_reader("pcsc"), 1) == "E-RDR-09"


def test_real_daemon_and_a_card_that_refuses(pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, answer=says(b"\x6a\x81")):
        assert code_of(open_reader("pcsc"), 3) == "E-RDR-06"


def test_daemon_away(pcscd: Pcscd) -> None:
    pcscd.kill()
    assert code_of(open_reader("pcsc"), 0.5) == "E-RDR-02"
