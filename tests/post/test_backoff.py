"""Waiting before the next try."""

import random

from appliance.post.backoff import Backoff


def test_the_first_try_comes_within_a_second_and_the_later_ones_spread():
    for seed in range(50):
        waits = [backoff.next() for backoff in [Backoff(dice=random.Random(seed))] for _ in range(30)]
        assert 0 < waits[0] <= 1
        assert all(1 <= wait <= 300 for wait in waits[1:])
        assert all(wait <= 2**number for number, wait in enumerate(waits[1:6], 1))


def test_two_terminals_do_not_come_back_in_step():
    late = {round(tries[-1]) for tries in ([b.next() for _ in range(15)] for b in (Backoff() for _ in range(40)))}
    assert len(late) > 20


def test_success_begins_anew():
    backoff = Backoff()
    for _ in range(10):
        backoff.next()
    backoff.reset()
    assert backoff.next() <= 1


def test_the_longest_wait_holds():
    backoff = Backoff(longest=0.5)
    assert all(backoff.next() <= 0.5 for _ in range(20))
