"""A printer's answers told apart and understood: the boundary tables of the status bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.printing import Status
from appliance.printer.answers import KEPT, Answers, is_paper, is_status, judge

FINE = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


def test_a_status_byte_has_its_four_fixed_bits() -> None:
    possible = {byte for byte in range(256) if is_status(byte)}
    assert possible == {int(f"0{a}{b}1{c}{d}10", 2) for a in (0, 1) for b in (0, 1) for c in (0, 1) for d in (0, 1)}


def test_no_byte_answers_two_questions() -> None:
    assert [byte for byte in range(256) if is_status(byte) and is_paper(byte)] == []


@pytest.mark.parametrize(
    ("question", "byte", "code"),
    [
        (1, 0x12, None),
        (1, 0x16, None),  # the drawer is no business of ours
        (1, 0x1A, "E-PRN-12"),  # offline, and no cause given
        (2, 0x16, "E-PRN-03"),
        (2, 0x1A, None),  # somebody feeds paper by the button
        (2, 0x32, "E-PRN-02"),
        (2, 0x52, "E-PRN-12"),
        (3, 0x16, "E-PRN-12"),
        (3, 0x1A, "E-PRN-04"),
        (3, 0x32, "E-PRN-12"),
        (3, 0x52, "E-PRN-05"),
        (4, 0x32, "E-PRN-02"),
        (4, 0x52, "E-PRN-02"),
        (4, 0x72, "E-PRN-02"),
        (4, 0x7E, "E-PRN-02"),
        (4, 0x1E, None),
    ],
)
def test_each_bit_means_one_thing(question: int, byte: int, code: str | None) -> None:
    assert judge({**FINE, question: byte}).fault == code


@pytest.mark.parametrize(("byte", "near"), [(0x12, False), (0x16, True), (0x1A, True), (0x1E, True), (0x7E, True)])
def test_a_short_roll_is_told_and_forbids_nothing(byte: int, near: bool) -> None:
    assert judge({**FINE, 4: byte}).near_end is near


def test_the_cause_wins_over_the_mere_offline() -> None:
    assert judge({1: 0x1A, 2: 0x36, 3: 0x12, 4: 0x7E}).fault == "E-PRN-03"
    assert judge({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x72}).fault == "E-PRN-02"
    assert judge({1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}).fault == "E-PRN-04"


def test_a_printer_that_leaves_an_answer_out_tells_nothing() -> None:
    assert judge({}) == Status(silent=True)
    assert judge({1: 0x12, 2: 0x12}) == Status(silent=True)
    assert judge({1: 0x12, 2: 0x32}) == Status("E-PRN-02")
    assert judge(FINE) == Status()


def _told(*pieces: bytes) -> Answers:
    answers = Answers()
    for piece in pieces:
        answers.feed(piece)
    return answers


def test_noise_is_no_answer() -> None:
    answers = _told(bytes([0xFF, 0x13, 0x11, 0x90, 0x92, 0x52, 0x33]))
    assert answers.statuses == [0x52]
    assert answers.papers == []


def test_a_status_block_nobody_asked_for_is_dropped_whole() -> None:
    # xxx1xx00 and three bytes with bit 4 clear; taken singly, the zeros would answer GS r 1.
    answers = _told(b"\x14\x00\x0c\x0f", b"\x12", b"\x10\x00", b"\x00\x00\x00")
    assert answers.statuses == [0x12]
    assert answers.papers == [0x00]


def test_a_process_id_is_found_whole_and_is_no_status() -> None:
    answers = _told(b"\x12\x37\x22O", b"2RN\x00\x16")
    assert answers.ids == {b"O2RN"}
    assert answers.statuses == [0x12, 0x16]


@given(
    st.lists(
        st.sampled_from([b"\x12", b"\x72", b"\x00", b"\x0c", b"\x37\x22ABCD\x00", b"\x14\x00\x00\x0f", b"\xff"])
    )
)
def test_pieces_do_not_matter(parts: list[bytes]) -> None:
    stream = b"".join(parts)
    whole, single = _told(stream), _told(*[bytes([byte]) for byte in stream])
    assert (whole.statuses, whole.papers, whole.ids) == (single.statuses, single.papers, single.ids)
    assert len(whole.statuses) == parts.count(b"\x12") + parts.count(b"\x72")
    assert len(whole.papers) == parts.count(b"\x00") + parts.count(b"\x0c")


@given(st.binary(max_size=200))
def test_any_bytes_are_taken(noise: bytes) -> None:
    answers = _told(noise)
    assert all(is_status(byte) for byte in answers.statuses)
    assert all(is_paper(byte) for byte in answers.papers)


@pytest.mark.parametrize("piece", [b"\x12", b"\x00", b"\xff"])
def test_a_printer_that_talks_without_end_is_not_kept(piece: bytes) -> None:
    answers = Answers()
    for _ in range(20):
        answers.feed(piece * 4096)
        answers.feed(b"".join(b"\x37\x22" + n.to_bytes(4, "big") + b"\0" for n in range(0x40000000, 0x40000200)))
    assert len(answers.statuses) <= KEPT and len(answers.papers) <= KEPT and len(answers.ids) <= KEPT
    answers.feed(b"\x37\x22ABCD\0")
    assert b"ABCD" in answers.ids
