"""No half UID, whatever a card says."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from appliance.model.card import UID_LENGTHS
from appliance.reader.answer import uid_in
from appliance.reader.faults import CardFault

uids = st.sampled_from(UID_LENGTHS).flatmap(lambda size: st.binary(min_size=size, max_size=size))


@given(uids)
def test_a_whole_answer_gives_the_whole_uid(uid: bytes) -> None:
    assert uid_in(uid + b"\x90\x00") == uid


@given(uids, st.data())
def test_a_piece_of_an_answer_gives_none(uid: bytes, data: st.DataObject) -> None:
    piece = (uid + b"\x90\x00")[: data.draw(st.integers(0, len(uid) + 1))]
    assume(not (piece.endswith(b"\x90\x00") and len(piece) - 2 in UID_LENGTHS))
    with pytest.raises(CardFault):
        uid_in(piece)


@given(st.binary(max_size=300))
def test_what_is_no_uid_is_a_code(answer: bytes) -> None:
    assume(not (answer.endswith(b"\x90\x00") and len(answer) - 2 in UID_LENGTHS))
    with pytest.raises(CardFault) as fault:
        uid_in(answer)
    assert fault.value.code in {"E-RDR-04", "E-RDR-06"}
    assert not fault.value.facts


@pytest.mark.parametrize("status", ["6300", "6A81", "6A82", "6700", "6D00", "6E00", "6F00"])
def test_a_refusal_is_told_apart(status: str) -> None:
    with pytest.raises(CardFault) as fault:
        uid_in(bytes.fromhex(status))
    assert fault.value.code == "E-RDR-06"


@pytest.mark.parametrize("noise", ["", "90", "9000", "6100", "A5A5", "04A1", "04A1B2C36A81"])
def test_what_is_no_refusal_may_be_tried_again(noise: str) -> None:
    with pytest.raises(CardFault) as fault:
        uid_in(bytes.fromhex(noise))
    assert fault.value.code == "E-RDR-04"
