"""The village on an acknowledgement: moved, old, rewound, forked, restored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.event import NO_HASH
from appliance.model.journal import Cursor
from appliance.post.ack import Ack
from appliance.post.cursor import News, decide, last_before
from appliance.post.memory import MemoryJournal


def village(count=10, have=5, generation=1):
    made = MemoryJournal()
    made.fill(count)
    if have:
        digest, epoch = made.hash_of(have)
        made.move_cursor(Cursor(have, digest, epoch, generation))
    return made


def weigh(made, ack, asked=None):
    return decide(ack, made.cursor(), made.head(), made.hash_of(ack.have), asked)


def ack_of(made, have, generation=1, **more):
    digest, epoch = made.hash_of(have) if have else (NO_HASH, 0)
    return Ack(have, digest, epoch, generation, **more)


def test_more_than_before_moves_the_cursor():
    made = village()
    decision = weigh(made, ack_of(made, 8))
    assert decision.news is News.MOVED
    assert decision.cursor == Cursor(8, made.hash_of(8)[0], 1, 1)


@pytest.mark.parametrize(("have", "news"), [(5, News.SAME), (4, News.OLD), (0, News.OLD)])
def test_within_one_generation_the_highest_counts(have, news):
    made = village()
    decision = weigh(made, ack_of(made, have))
    assert decision.news is news and decision.cursor == made.cursor()


@pytest.mark.parametrize("have", [0, 3, 5, 8])
def test_another_generation_is_believed_even_with_less(have):
    made = village()
    decision = weigh(made, ack_of(made, have, 2))
    assert decision.news is News.MOVED
    assert (decision.cursor.have, decision.cursor.generation) == (have, 2)


def test_an_acknowledgement_without_generation_counts_in_the_present_one():
    made = village()
    assert weigh(made, ack_of(made, 4, 0)).news is News.OLD
    decision = weigh(made, ack_of(made, 9, 0))
    assert (decision.cursor.have, decision.cursor.generation) == (9, 1)


def test_a_gap_before_what_is_sent_next_moves_back():
    made = village()
    ack = ack_of(made, 2, gap=6)
    assert weigh(made, ack, asked=6).cursor.have == 2
    assert weigh(made, ack, asked=7).news is News.OLD
    assert weigh(made, ack).cursor.have == 2
    assert weigh(made, ack_of(made, 2, gap=5)).news is News.OLD


def test_more_than_there_is_means_that_this_store_is_older():
    made, newer = village(10), village(20)
    decision = weigh(made, ack_of(newer, 15))
    assert decision.news is News.REWOUND and decision.cursor == made.cursor()


def test_before_the_first_event_any_acknowledgement_is_of_a_newer_store():
    empty = MemoryJournal()
    assert weigh(empty, ack_of(village(3, 0), 3)).news is News.REWOUND
    assert weigh(empty, Ack()).news is News.SAME


def test_the_same_number_with_another_hash_is_a_fork():
    made = village()
    assert weigh(made, Ack(8, "ab" * 32, 1, 1)).news is News.FORKED
    assert weigh(made, Ack(8, "ab" * 32, 1, 2)).news is News.FORKED
    assert weigh(made, Ack(8, "ab" * 32, 2, 2)).news is News.FORKED


def test_the_right_hash_under_a_wrong_epoch_is_not_believed():
    made = village()
    assert weigh(made, Ack(8, made.hash_of(8)[0], 7, 1)).news is News.OLD


def test_after_a_restore_the_former_life_is_no_fork():
    newer = village(10)
    backup = newer.copy(upto=6)
    backup.restored()
    assert weigh(backup, ack_of(newer, 9)).news is News.FORMER
    assert weigh(backup, ack_of(newer, 7)).news is News.FORMER
    assert weigh(backup, ack_of(newer, 6)).news is News.MOVED


def test_a_fork_from_before_the_restore_stays_a_fork():
    made = village(10)
    made.restored()
    assert weigh(made, Ack(8, "ab" * 32, 1, 1)).news is News.FORKED


@pytest.mark.parametrize(("before", "jump", "after"), [(1, None, 0), (9, None, 3), (9, 15, 3), (2, 40, 0)])
@pytest.mark.parametrize("again", [False, True])
def test_where_a_later_last_before_is_found(before, jump, after, again):
    made = MemoryJournal()
    made.fill(before)
    made.restored(jump)
    restored = made.lines(before, 1)
    made.fill(after)
    last_of_second = made.head().number
    if again:
        made.restored(last_of_second + 7)
        made.fill(2)
    epochs = {n: made.hash_of(n)[1] for n in range(1, made.head().number + 1) if made.hash_of(n)}
    assert made.lines(last_before(1, made.head(), epochs.get), 1) == restored
    if again:
        assert last_before(2, made.head(), epochs.get) == last_of_second
    assert last_before(0, made.head(), epochs.get) == 0


@given(
    have=st.integers(0, 14),
    right=st.booleans(),
    generation=st.sampled_from([0, 1, 2]),
    gap=st.none() | st.integers(0, 14),
    asked=st.none() | st.integers(1, 10),
    epoch=st.integers(0, 3),
)
def test_the_cursor_only_ever_stands_on_an_own_event(have, right, generation, gap, asked, epoch):
    made = village()
    own = made.hash_of(have)
    digest = own[0] if right and own else "cd" * 32
    decision = weigh(made, Ack(have, digest if have else NO_HASH, epoch, generation, gap), asked)
    if decision.news is not News.MOVED:
        assert decision.cursor == made.cursor()
    elif have:
        assert made.hash_of(decision.cursor.have) == (decision.cursor.hash, decision.cursor.epoch)
