"""How batches shrink when they do not arrive, and grow back when they do."""

from appliance.post.ack import Ack, write_ack
from appliance.post.batch import LIMIT, decode
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.room import Room
from appliance.post.sender import Sender
from tests.post.memory_province import MemoryProvince

SIGNER = SeedSigner(b"\x01" * 32)


def passes_until_full(room):
    passes = 0
    while room.limit < LIMIT:
        room.passed()
        passes += 1
        assert passes < 1000
    return passes


def test_a_refusal_leaves_at_most_half_and_a_chance_loss_is_soon_forgotten():
    room = Room()
    room.refused(LIMIT)
    assert room.limit <= LIMIT // 2
    assert passes_until_full(room) == 4
    room.refused(LIMIT)
    assert passes_until_full(room) == 4


def test_a_limit_that_stays_is_tried_ever_more_seldom():
    """A broker that takes 1,000 bytes, over a thousand batches as large as the room allows."""
    room, refusals = Room(), []
    for tried in range(1000):
        if room.limit > 1000:
            room.refused(room.limit)
            refusals.append(tried)
        else:
            room.passed()
    assert len(refusals) < 20
    assert room.limit >= 100


def test_a_batch_that_did_not_arrive_is_followed_by_smaller_ones_down_to_one_event():
    made = MemoryJournal()
    made.fill(300)
    sender = Sender(made, SIGNER)
    sizes = [len(sender.next_batch())]
    while sender.several:
        assert sender.shrink()
        packed = sender.next_batch()
        assert len(packed) <= sizes[-1] // 2 or decode(packed).last == 1
        sizes.append(len(packed))
    assert len(sizes) <= 6
    room = sender.room
    assert not sender.shrink()
    assert not sender.in_flight and sender.room == room
    assert decode(sender.next_batch()).first == 1


def test_nothing_in_flight_shrinks_nothing():
    made = MemoryJournal()
    made.fill(3)
    sender = Sender(made, SIGNER)
    assert not sender.shrink() and sender.room == LIMIT


def test_what_was_made_ahead_at_the_old_size_is_not_sent():
    made = MemoryJournal()
    made.fill(1000)
    sender = Sender(made, SIGNER)
    sender.next_batch()
    sender.work_ahead()
    assert sender.shrink()
    assert len(sender.next_batch()) <= sender.room


def test_the_size_grows_back_when_batches_arrive():
    made = MemoryJournal()
    made.fill(300)
    sender, province = Sender(made, SIGNER), MemoryProvince()
    first = len(sender.next_batch())
    sender.shrink()
    sender.hear(write_ack(Ack()))
    assert sender.room <= first // 2
    for _ in range(20):
        made.fill(10)
        packed = sender.next_batch()
        province.take(packed)
        sender.hear(province.answer())
    assert sender.room == LIMIT and not sender.waiting
    assert province.lines() == made.lines(0, 9999)
