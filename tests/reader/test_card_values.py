"""What a card's own data tell (village office fact sheet, section 7), and that a tap shows nothing of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.card import KTP_ATRS, SIM_ATRS, Tapped, card_kind, is_random_uid


def test_known_cards_are_told_apart() -> None:
    assert {card_kind(atr) for atr in KTP_ATRS} == {"ktp"}
    assert {card_kind(atr) for atr in SIM_ATRS} == {"other"}


@pytest.mark.parametrize("atr", [b"", bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")])
def test_another_card_is_for_a_person_to_judge(atr: bytes) -> None:
    assert card_kind(atr) == "unknown"


@pytest.mark.parametrize(
    ("uid", "random"),
    [
        ("08A1B2C3", True),
        ("04A1B2C3", False),
        ("A8A1B2C3", False),
        ("08A1B2C3D4E5F6", False),
        ("0408A1B2", False),
    ],
)
def test_s2_random_uid_of_a_phone(uid: str, random: bool) -> None:
    assert is_random_uid(bytes.fromhex(uid)) is random


@given(st.binary(min_size=4, max_size=12), st.binary(max_size=33))
def test_s15_a_tap_shows_nothing(uid: bytes, atr: bytes) -> None:
    assert repr(Tapped(uid, atr)) == str(Tapped(uid, atr)) == "Tapped()"
