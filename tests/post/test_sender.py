"""Sender against the pure province, over a mailman that loses, doubles and reorders."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_province import MemoryProvince

from appliance.model.errors import ApplianceError
from appliance.post.ack import Ack, key_name, write_ack
from appliance.post.batch import decode, encode
from appliance.post.cursor import News
from appliance.post.intake import Answer
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.sender import DECLINED, LINES, Sender

SIGNER, OTHER = SeedSigner(b"\x01" * 32), SeedSigner(b"\x02" * 32)


def village(count):
    made = MemoryJournal()
    made.fill(count)
    return made, Sender(made, SIGNER)


def exchange(sender, province, rounds=50):
    """Batches and answers without loss until nothing waits."""
    sender.hear(province.answer())
    for _ in range(rounds):
        packed = sender.next_batch()
        if packed is None:
            return
        province.take(packed)
        sender.hear(province.answer())


def test_one_batch_in_flight_at_a_time():
    _, sender = village(10)
    assert sender.waiting and not sender.in_flight
    assert decode(sender.next_batch()).last == 10
    assert sender.in_flight and sender.next_batch() is None
    sender.forget()
    assert decode(sender.next_batch()).first == 1


def test_everything_arrives_in_order():
    made, sender = village(2 * LINES + 7)
    province = MemoryProvince()
    exchange(sender, province)
    assert province.lines() == made.lines(0, 10_000)
    assert not sender.waiting and sender.next_batch() is None


def test_an_empty_journal_sends_nothing():
    _, sender = village(0)
    assert not sender.waiting and sender.next_batch() is None
    assert sender.hear(write_ack(Ack())) is News.SAME


def test_garbage_changes_nothing():
    made, sender = village(3)
    before = made.cursor()
    assert sender.hear(b"\xff") is None
    assert made.cursor() == before and sender.trouble is None


def test_a_restored_province_gets_again_what_it_lacks():
    made, sender = village(30)
    province = MemoryProvince()
    exchange(sender, province)
    province.put_back(12, 2)
    exchange(sender, province)
    assert province.lines() == made.lines(0, 99)


def test_a_province_put_back_without_a_word_is_found_by_its_gap():
    made, sender = village(30)
    province = MemoryProvince()
    exchange(sender, province)
    province.put_back(12, 1)
    made.fill(1)
    exchange(sender, province)
    assert province.lines() == made.lines(0, 99)


def test_a_province_put_back_to_before_a_restore_of_the_village_hears_of_it_again():
    """It held the event of the restore and lost it: the village had it acknowledged, and offers it once more."""
    made, sender = village(6)
    province = MemoryProvince()
    exchange(sender, province)
    old = made.copy(upto=3)
    old.restored()
    sender = Sender(old, SIGNER)
    former = list(province.events.values())
    exchange(sender, province)
    assert old.cursor().have == 4 and not sender.waiting
    province.events, province.generation = {event.number: event for event in former}, 2
    province.known = replace(province.known, have=6, hash=former[-1].hash, epoch=1)
    exchange(sender, province)
    assert province.lines() == old.lines(0, 99)
    assert not sender.waiting and sender.trouble is None


def test_what_is_shared_is_told_by_the_province_where_the_cursor_speaks_of_another_life_of_it():
    made, sender = village(9)
    province = MemoryProvince()
    exchange(sender, province)
    clone = made.copy(upto=5)
    clone.fill(2, purpose="Lain")
    province.put_back(5, 2)
    exchange(Sender(clone, SIGNER), province)
    assert sender.hear(province.answer()) is News.FORKED
    assert (made.cursor().have, sender.shared) == (9, 6), "event 7 is another one"
    province.put_back(5, 2)
    exchange(sender, province)
    assert sender.shared == 9 and province.lines() == made.lines(0, 99)


def test_an_older_copy_stops_and_goes_on_when_it_is_settled():
    made, sender = village(9)
    province = MemoryProvince()
    exchange(sender, province)
    made.fill(1)
    old = made.copy(upto=4)
    rewound = Sender(old, SIGNER)
    assert rewound.hear(province.answer()) is News.REWOUND
    assert rewound.trouble.code == "E-NET-07"
    old.fill(1)
    assert rewound.next_batch() is None
    old.restored()
    exchange(rewound, province)
    assert rewound.trouble is None
    assert province.lines() == old.lines(0, 99)


def test_two_cards_of_one_village_are_told_apart():
    made, sender = village(5)
    province = MemoryProvince()
    exchange(sender, province)
    twin = made.copy()
    clone = Sender(twin, SIGNER)
    made.fill(3)
    twin.fill(4, purpose="Lain")
    exchange(sender, province)
    exchange(clone, province)
    assert clone.trouble.code == "E-NET-06"
    assert province.lines() == made.lines(0, 99)
    province.take(encode(twin.lines(5, 4), SIGNER))
    sender.hear(province.answer())
    assert sender.fork == 6 and sender.trouble is None


def test_a_refused_key_is_trouble_for_its_owner_alone():
    made, sender = village(5)
    province = MemoryProvince()
    exchange(sender, province)
    intruder = Sender(made.copy(), OTHER)
    made.fill(1)
    assert province.take(encode(made.lines(5, 1), OTHER)).answer is Answer.OTHER_KEY
    assert sender.hear(province.answer()) is News.SAME
    assert sender.trouble is None
    intruder.hear(province.answer())
    assert intruder.trouble.code == "E-NET-08" and key_name(OTHER.public) in str(intruder.trouble)


def test_a_broken_journal_is_an_error_with_a_code():
    made, sender = village(3)
    made._lines[2] = made._lines[2].replace(b"SKTM", b"SKCK")
    made._lines[3] = b"{}"
    with pytest.raises(ApplianceError, match="E-STO-07"):
        sender.next_batch()


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 60), restores=st.integers(0, 2), setbacks=st.integers(0, 2))
def test_all_events_arrive_once_whatever_the_mailman_does(seed, size, restores, setbacks):
    """F7: lost, doubled, reordered; the province put back meanwhile; the village restored from its backup."""
    dice = random.Random(seed)
    made, sender = village(0)
    province = MemoryProvince()
    to_province, to_village = [], []
    for round_ in range(40):
        made.fill(dice.randrange(size // 8 + 2))
        if restores and dice.random() < 0.1 and made.head():
            restores -= 1
            used = made.epoch
            made = made.copy(upto=dice.randint(max(1, made.head().number - 4), made.head().number))
            made.epoch = used
            made.restored()
            sender = Sender(made, SIGNER)
        if setbacks and dice.random() < 0.1:
            setbacks -= 1
            province.put_back(dice.randint(0, len(province.lines())), round_ + 2)
        if dice.random() < 0.3:
            sender.forget()
        packed = sender.next_batch()
        if packed:
            to_province += [packed] * dice.choice([0, 1, 1, 2])
        dice.shuffle(to_province)
        while to_province and dice.random() < 0.7:
            province.take(to_province.pop())
            to_village += [province.answer()] * dice.choice([0, 1, 1, 2])
        dice.shuffle(to_village)
        while to_village and dice.random() < 0.7:
            sender.hear(to_village.pop())
    sender.forget()
    exchange(sender, province)
    assert province.lines() == made.lines(0, 10_000)
    assert not sender.waiting and sender.trouble is None


class NotedNumbers:
    """The port to the village's letter numbers, noting what it is told."""

    def __init__(self):
        self.told = []

    def hold(self, cause, seen):
        self.told.append((cause, dict(seen)))

    def last(self):
        return {}

    def go_above(self, seen):
        self.told.append(("above", dict(seen)))
        return True

    def release(self, seen):
        self.told.append(("release", dict(seen)))


def test_numbers_are_held_while_another_journal_is_known_and_told_what_was_seen_when_it_fits():
    made, sender = village(9)
    province = MemoryProvince()
    exchange(sender, province)
    numbers = NotedNumbers()
    old = made.copy(upto=4)
    rewound = Sender(old, SIGNER, numbers)
    rewound.hear(province.answer())
    assert numbers.told == [("E-NET-07", {})]
    province.put_back(4, generation=1)
    known = province.known
    rewound.hear(write_ack(Ack(known.have, known.hash, known.epoch, 1, series={"umum/2026": 7})))
    assert numbers.told[1:] == [("release", {"umum/2026": 7})]
    assert rewound.trouble is None


def test_a_new_life_is_told_at_the_first_answer_that_fits():
    made, sender = village(6)
    province = MemoryProvince()
    exchange(sender, province)
    numbers = NotedNumbers()
    old = made.copy(upto=3)
    old.restored()
    exchange(Sender(old, SIGNER, numbers), province)
    assert [what for what, _ in numbers.told][:1] == ["above"]
    assert [what for what, _ in numbers.told].count("above") <= 2


def test_the_first_answer_of_all_is_no_new_life():
    made, _ = village(3)
    numbers = NotedNumbers()
    exchange(Sender(made, SIGNER, numbers), MemoryProvince())
    assert numbers.told and all(what == "release" for what, _ in numbers.told)


def test_a_restore_upon_events_that_the_province_does_not_hold_is_found_out():
    """A rewound card made a backup of itself: its restore can never be taken, and its numbers are given already."""
    made, sender = village(4)
    province = MemoryProvince()
    exchange(sender, province)
    rewound = made.copy()
    made.fill(3)
    exchange(sender, province)
    rewound.fill(2, purpose="Lain")
    rewound.restored()
    numbers = NotedNumbers()
    other = Sender(rewound, SIGNER, numbers)
    for _ in range(DECLINED + 2):
        other.hear(province.answer())
        packed = other.next_batch()
        if packed:
            province.take(packed)
    assert other.trouble.code == "E-NET-06" and other.next_batch() is None
    assert numbers.told[-1][0] == "E-NET-06"
    province.put_back(4, generation=1)
    other.forget()
    exchange(other, province)
    assert other.trouble is None and province.lines() == rewound.lines(0, 99)
