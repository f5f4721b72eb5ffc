"""The province on a batch: take, duplicate, gap, fork, restore, other key."""

import pytest
from memory_province import MemoryProvince

from appliance.post.batch import encode
from appliance.post.intake import Answer
from appliance.post.memory import MemoryJournal, SeedSigner

SIGNER, OTHER = SeedSigner(b"\x01" * 32), SeedSigner(b"\x02" * 32)


def journal(count=20, purpose="Beasiswa sekolah"):
    made = MemoryJournal()
    made.fill(count, purpose)
    return made


def holding(made, have):
    province = MemoryProvince()
    if have:
        assert send(province, made, 1, have).answer is Answer.TAKE
    return province


def send(province, made, first, last, signer=SIGNER):
    return province.take(encode(made.lines(first - 1, last - first + 1), signer))


@pytest.mark.parametrize(
    ("have", "first", "last", "answer", "number"),
    [
        (0, 1, 1, Answer.TAKE, 1),
        (0, 1, 9, Answer.TAKE, 1),
        (9, 10, 12, Answer.TAKE, 10),
        (9, 5, 12, Answer.TAKE, 10),
        (9, 1, 20, Answer.TAKE, 10),
        (9, 9, 10, Answer.TAKE, 10),
        (9, 9, 9, Answer.DUPLICATE, 0),
        (9, 1, 9, Answer.DUPLICATE, 0),
        (9, 3, 5, Answer.DUPLICATE, 0),
        (9, 11, 12, Answer.GAP, 11),
        (0, 2, 3, Answer.GAP, 2),
    ],
)
def test_order_alone_decides(have, first, last, answer, number):
    made = journal()
    province = holding(made, have)
    verdict = send(province, made, first, last)
    assert (verdict.answer, verdict.number) == (answer, number)
    assert province.lines() == made.lines(0, 99)[: max(have, last) if answer is Answer.TAKE else have]


@pytest.mark.parametrize(("first", "last", "number"), [(1, 4, 1), (8, 12, 8), (9, 9, 9), (10, 12, 9)])
def test_another_hash_under_a_number_that_is_held_is_a_fork(first, last, number):
    made, clone = journal(), journal(purpose="Lain")
    province = holding(made, 9)
    verdict = send(province, clone, first, last)
    assert (verdict.answer, verdict.number) == (Answer.FORK, number)
    assert province.lines() == made.lines(0, 9)


def test_a_clone_that_parts_later_is_found_where_it_parts():
    made = journal(6)
    clone = made.copy()
    made.fill(6)
    clone.fill(6, purpose="Lain")
    province = holding(made, 12)
    verdict = send(province, clone, 4, 12)
    assert (verdict.answer, verdict.number) == (Answer.FORK, 7)


def test_the_first_batch_pins_the_key():
    made = journal()
    province = holding(made, 9)
    for first, last in ((10, 12), (1, 9), (15, 16)):
        assert send(province, made, first, last, OTHER).answer is Answer.OTHER_KEY
    assert province.lines() == made.lines(0, 9)


def test_a_restore_that_knew_what_is_held_goes_on():
    made = journal(9)
    province = holding(made, 9)
    made.restored()
    made.fill(2)
    assert send(province, made, 10, 12).answer is Answer.TAKE
    assert send(province, made, 10, 12).answer is Answer.DUPLICATE
    assert province.lines() == made.lines(0, 99)


def test_a_restore_may_leave_lost_numbers_out():
    lost = journal(12)
    province = holding(lost, 12)
    made = lost.copy(upto=8)
    made.restored(number=13)
    made.fill(2)
    assert send(province, made, 9, 11).answer is Answer.TAKE
    assert send(province, made, 9, 11).answer is Answer.DUPLICATE
    assert province.known.have == 15 and len(province.lines()) == 15


def test_a_restore_that_did_not_know_begins_a_new_life_and_keeps_the_old_one():
    lost = journal(12)
    province = holding(lost, 12)
    made = lost.copy(upto=8)
    made.restored()
    verdict = send(province, made, 9, 9)
    assert (verdict.answer, verdict.number) == (Answer.RESTORED, 9)
    assert province.lines() == made.lines(0, 99)
    assert [event.line for event in province.former] == lost.lines(8, 99)


def test_a_new_epoch_without_the_event_of_a_restore_is_a_fork():
    made = journal(9)
    province = holding(made, 9)
    made.epoch = 2
    made.fill(2)
    verdict = send(province, made, 10, 11)
    assert (verdict.answer, verdict.number) == (Answer.FORK, 10)


def test_a_restore_upon_what_is_not_held_is_a_fork_or_waits_for_the_gap():
    made, stranger = journal(9), journal(12, purpose="Lain")
    stranger.restored()
    province = holding(made, 9)
    assert send(province, stranger, 13, 13).answer is Answer.GAP
    nearer = stranger.copy(upto=9)
    nearer.restored()
    assert send(province, nearer, 10, 10).answer is Answer.FORK


def test_the_former_life_going_on_is_a_fork():
    made = journal(9)
    clone = made.copy()
    province = holding(made, 9)
    made.restored()
    send(province, made, 10, 10)
    clone.fill(3)
    verdict = send(province, clone, 10, 12)
    assert (verdict.answer, verdict.number) == (Answer.FORK, 10)


def test_a_province_that_begins_anew_takes_every_life_in_turn():
    made = journal(5)
    made.restored()
    made.fill(2)
    province = holding(made, 5)
    assert send(province, made, 6, 8).answer is Answer.TAKE
    assert province.lines() == made.lines(0, 99)
