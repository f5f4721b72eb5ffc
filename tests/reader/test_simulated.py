"""The simulated reader under any hands: the port's order holds, and what hands cannot do is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.card import Lifted, ReaderAway, ReaderReady, Tapped
from appliance.reader.simulated import NAME, SimulatedReader
from tests.reader.hands import Told, assert_order

UID = bytes.fromhex("04A1B2C3D4E5F6")
HANDS = ["lay", "lay_unreadable", "lift", "unplug", "break_down", "replug"]


@given(st.booleans(), st.lists(st.sampled_from(HANDS), max_size=30))
def test_any_hands(plugged: bool, moves: list[str]) -> None:
    reader = SimulatedReader(plugged)
    there, card = plugged, False
    for move in moves:
        possible = {
            "lay": not card,
            "lay_unreadable": not card,
            "lift": card,
            "unplug": there,
            "break_down": there,
            "replug": not there,
        }[move]
        arguments = (UID,) if move == "lay" else ()
        if not possible:
            with pytest.raises(RuntimeError):
                getattr(reader, move)(*arguments)
            continue
        getattr(reader, move)(*arguments)
        there = there if move not in {"unplug", "break_down", "replug"} else move == "replug"
        card = card if move not in {"lay", "lay_unreadable", "lift"} else move != "lift"
        assert reader.occupied is card
    reader.stop()
    reader.run(lambda event: None)
    assert_order(list(reader.history))
    assert isinstance(reader.history[-1] if not there else reader.history[0], ReaderAway | ReaderReady)


def test_history_is_what_was_told() -> None:
    reader = SimulatedReader()
    with Told(reader) as told:
        reader.lay(UID)
        reader.lift()
        told.until(Lifted)
    assert reader.history == (
        ReaderReady(NAME),
        Tapped(UID, bytes.fromhex("3B8A80013037393134315F3030316F")),
        Lifted(),
    )


@pytest.mark.parametrize("size", [0, 1, 5, 6, 9, 11, 13])
def test_no_card_has_such_a_uid(size: int) -> None:
    with pytest.raises(ValueError):
        SimulatedReader().lay(bytes(size))
