"""What an answer proves about the batch in flight: two collectors, slow lines, lost questions."""

import pytest

from appliance.mqtt.asking import PAUSE, Asking


@pytest.fixture
def clock():
    class Clock:
        now = 0.0

        def __call__(self):
            return self.now

        def on(self, seconds):
            self.now += seconds

    return Clock()


@pytest.fixture
def asking(clock):
    return Asking(clock)


def test_only_a_question_after_the_batch_proves_anything(asking, clock):
    asking.asked()
    asking.sent()
    clock.on(5)
    assert not asking.answered()
    clock.on(PAUSE)
    asking.asked()
    clock.on(5)
    assert asking.answered()


def test_a_second_answer_to_one_question_proves_nothing(asking, clock):
    asking.sent()
    asking.asked()
    clock.on(1)
    assert asking.answered()
    asking.sent()
    assert not asking.answered()
    assert not asking.may_ask(60)
    clock.on(PAUSE)
    assert asking.may_ask(60)


def test_an_answer_that_comes_far_too_soon_belongs_to_something_older(asking, clock):
    asking.sent()
    clock.on(10)
    asking.arrived()
    asking.sent()
    clock.on(PAUSE)
    asking.asked()
    clock.on(1)
    assert not asking.answered()
    clock.on(9)
    assert asking.answered()


def test_on_a_fast_line_no_answer_is_too_soon(asking, clock):
    asking.sent()
    clock.on(0.3)
    asking.arrived()
    asking.sent()
    clock.on(PAUSE)
    asking.asked()
    clock.on(0.01)
    assert asking.answered()


def test_a_question_without_an_answer_is_lost_after_a_while(asking, clock):
    asking.sent()
    asking.asked()
    clock.on(59)
    assert not asking.may_ask(60)
    clock.on(1)
    assert asking.may_ask(60)


def test_whether_the_province_lives_is_known_by_what_it_says_after_the_batch(asking, clock):
    asking.sent()
    asking.answered()
    assert not asking.lives()
    clock.on(PAUSE)
    asking.answered()
    assert asking.lives()


def test_a_new_connection_forgets_everything(asking, clock):
    asking.sent()
    asking.asked()
    asking.begin()
    clock.on(1)
    assert not asking.answered()
    assert asking.may_ask(60) is False
    clock.on(PAUSE)
    assert asking.may_ask(60)
