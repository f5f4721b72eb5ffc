"""Batches: what goes in comes out, and nothing else is let in."""

import hashlib
import json
import random
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.event import LINE_LIMIT
from appliance.post.batch import LIMIT, BadBatch, decode, encode, pack
from appliance.post.body import EXACT, LEAN, LEAN_FROM, UNPACKED_LIMIT
from appliance.post.memory import MemoryJournal, SeedSigner

SIGNER = SeedSigner(b"\x01" * 32)
HEAD = struct.Struct(">B10sIQQ32s32s32sI")


def journal(count):
    made = MemoryJournal()
    made.fill(count)
    return made


def signed(head, body, signer=SIGNER):
    covered = head + body
    return covered + signer.sign(covered)


def forged(lines, **changes):
    """A batch whose signature is right and whose header lies."""
    head = list(HEAD.unpack_from(encode(lines, SIGNER)))
    names = ["version", "village", "epoch", "first", "last", "before", "after", "key", "size"]
    for name, value in changes.items():
        if name in names:
            head[names.index(name)] = value
    body = changes.get("body", zlib.compress(b"\n".join(lines), 9))
    return signed(HEAD.pack(*head), body)


def reason(packed):
    with pytest.raises(BadBatch) as caught:
        decode(packed)
    return str(caught.value)


@pytest.mark.parametrize("count", [1, 2, LEAN_FROM - 1, LEAN_FROM, LEAN_FROM + 1, 101])
def test_round_trip(count):
    lines = journal(count).lines(0, count)
    batch = decode(encode(lines, SIGNER))
    assert [event.line for event in batch.events] == lines
    assert (batch.village, batch.epoch, batch.first, batch.last) == ("1801042001", 1, 1, count)
    assert batch.key == SIGNER.public
    assert batch.after == json.loads(lines[-1])["hash"]


def test_a_short_batch_holds_the_lines_as_they_are():
    lines = journal(LEAN_FROM - 1).lines(0, 99)
    packed = encode(lines, SIGNER)
    assert packed[0] == EXACT
    assert zlib.decompress(packed[HEAD.size : -64]).split(b"\n") == lines


def test_a_long_batch_leaves_out_what_follows_from_the_rest():
    made = journal(2 * LEAN_FROM)
    lines = made.lines(LEAN_FROM, LEAN_FROM)
    packed = encode(lines, SIGNER)
    assert packed[0] == LEAN
    plain = [json.loads(line) for line in zlib.decompress(packed[HEAD.size : -64]).split(b"\n")]
    assert list(plain[0]) == ["type", "time", "epoch", "data"] and len(plain) == LEAN_FROM
    assert [event.line for event in decode(packed).events] == lines


def test_lines_in_another_order_of_members_stay_as_they_are():
    made = journal(LEAN_FROM)
    lines = made.lines(0, 99)
    doc = json.loads(lines[-1])
    del doc["hash"]
    body = json.dumps(dict(reversed(doc.items())), separators=(",", ":"))[:-1].encode()
    lines[-1] = b'%b,"hash":"%b"}' % (body, hashlib.sha256(body).hexdigest().encode())
    packed = encode(lines, SIGNER)
    assert packed[0] == EXACT and [event.line for event in decode(packed).events] == lines


@pytest.mark.parametrize("harm", [lambda body: body[:-1], lambda body: body + b"\n{}", lambda body: body + b"\n"])
def test_a_lean_body_that_is_not_right_is_refused(harm):
    made = journal(LEAN_FROM)
    head = list(HEAD.unpack_from(encode(made.lines(0, 99), SIGNER)))
    body = harm(zlib.decompress(encode(made.lines(0, 99), SIGNER)[HEAD.size : -64]))
    head[-1] = len(body)
    assert reason(signed(HEAD.pack(*head), zlib.compress(body)))


def test_a_lean_batch_that_leaves_an_event_out_does_not_meet_its_last_hash():
    lines = journal(LEAN_FROM + 1).lines(0, 99)
    head = list(HEAD.unpack_from(encode(lines, SIGNER)))
    plain = zlib.decompress(encode(lines, SIGNER)[HEAD.size : -64]).replace(b"SKTM", b"SKCK", 1)
    assert "hash akhir" in reason(signed(HEAD.pack(*head), zlib.compress(plain)))


def test_a_batch_in_the_middle_names_the_hash_before():
    made = journal(20)
    batch = decode(encode(made.lines(10, 5), SIGNER))
    assert (batch.first, batch.last, batch.before) == (11, 15, made.hash_of(10)[0])


def test_too_much_is_halved_until_it_fits():
    made = MemoryJournal()
    noise = random.Random(5)
    for _ in range(40):
        made.append("desa.test", {"noise": noise.randbytes(4000).hex()})
    taken = 0
    while taken < 40:
        packed, count = pack(made.lines(taken, 100), SIGNER)
        assert len(packed) <= LIMIT
        assert decode(packed).first == taken + 1
        taken += count
    assert taken == 40


def test_one_line_at_its_limit_fits_though_it_does_not_compress():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    made = MemoryJournal()
    noise = random.Random(6)
    text = "".join(noise.choices(alphabet, k=LINE_LIMIT))
    spare = len(made.copy().append("desa.test", {"noise": text})) - LINE_LIMIT
    line = made.append("desa.test", {"noise": text[spare:]})
    assert len(line) == LINE_LIMIT
    packed, count = pack([line], SIGNER)
    assert count == 1 and len(packed) <= LIMIT
    assert decode(packed).events[0].line == line


def test_lines_that_shrink_a_lot_stay_within_the_unpacked_limit():
    made = MemoryJournal()
    for _ in range(60):
        made.append("desa.test", {"text": "a" * 30_000})
    packed, count = pack(made.lines(0, 60), SIGNER)
    assert count < 60
    assert sum(len(event.line) + 1 for event in decode(packed).events) <= UNPACKED_LIMIT + 1


def test_a_batch_ends_where_the_epoch_does():
    made = journal(7)
    made.restored()
    made.fill(3)
    first, count = pack(made.lines(0, 100), SIGNER)
    assert count == 7 and decode(first).epoch == 1
    second, count = pack(made.lines(7, 100), SIGNER)
    assert count == 4 and decode(second).epoch == 2


def test_a_jump_of_a_restore_stands_at_the_beginning_of_a_batch():
    made = journal(8)
    made.restored(number=12)
    made.fill(2)
    assert pack(made.lines(0, 100), SIGNER)[1] == 8
    batch = decode(pack(made.lines(8, 100), SIGNER)[0])
    assert (batch.first, batch.last, batch.before) == (12, 14, made.hash_of(8)[0])


@pytest.mark.parametrize(
    "broken",
    [
        lambda lines: [],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0]],
        lambda lines: [b"x", *lines],
    ],
)
def test_what_is_no_row_of_events_is_not_packed(broken):
    with pytest.raises(ValueError):
        encode(broken(journal(3).lines(0, 3)), SIGNER)


def test_every_single_changed_byte_is_noticed():
    packed = encode(journal(3).lines(0, 3), SIGNER)
    for place in range(len(packed)):
        assert reason(packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :])


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"version": 3}, "versi"),
        ({"version": 0}, "versi"),
        ({"version": 2}, "hash akhir"),
        ({"village": b"18010420AB"}, "kepala"),
        ({"village": b"1801042002"}, "tidak sesuai kepala"),
        ({"epoch": 2}, "tidak sesuai kepala"),
        ({"epoch": 0}, "kepala"),
        ({"first": 0}, "kepala"),
        ({"first": 2, "last": 4}, "awal jurnal"),
        ({"first": 2}, "jumlah"),
        ({"last": 0}, "kepala"),
        ({"last": 2**63}, "kepala"),
        ({"last": 9}, "jumlah"),
        ({"before": b"\x01" * 32}, "awal jurnal"),
        ({"after": b"\x01" * 32}, "hash akhir"),
        ({"size": 2**32 - 1}, "terlalu besar"),
        ({"size": 3}, "ukuran"),
        ({"body": b"not zlib"}, "dibuka"),
        ({"body": zlib.compress(b"x" * 900) + b"tail", "size": 900}, "ukuran"),
        ({"body": zlib.compress(b"x" * 900)[:-3], "size": 900}, "ukuran"),
        ({"key": b"\x02" * 32}, "tanda tangan"),
    ],
)
def test_a_header_that_lies_is_refused_though_it_is_signed(lie, words):
    assert words in reason(forged(journal(3).lines(0, 3), **lie))


def test_a_chain_that_does_not_join_inside_is_refused():
    one, other = journal(5).lines(0, 5), MemoryJournal()
    other.fill(5, purpose="Lain")
    mixed = [*one[:2], *other.lines(2, 3)]
    head = HEAD.unpack_from(encode(mixed, SIGNER))
    assert "rantai putus pada peristiwa 3" in reason(signed(HEAD.pack(*head), zlib.compress(b"\n".join(mixed))))


def test_a_line_changed_inside_a_signed_batch_is_refused():
    lines = journal(3).lines(0, 3)
    body = b"\n".join(lines).replace(b"SKTM", b"SKCK")
    assert "ke-1" in reason(forged(lines, body=zlib.compress(body)))


def test_a_bomb_makes_no_more_than_was_announced():
    bomb = zlib.compress(b"\0" * 40_000_000, 9)
    assert len(bomb) < LIMIT
    assert "ukuran" in reason(forged(journal(1).lines(0, 1), body=bomb, size=1000))


def test_a_message_beyond_the_limit_is_not_even_looked_at():
    assert reason(b"\x01" * (LIMIT + 1)) == "terlalu besar"


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_by_a_sentence(junk):
    assert reason(junk)


@given(
    st.sampled_from([EXACT, LEAN]),
    st.binary(max_size=120),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**64 - 1),
)
def test_any_signed_bytes_are_refused_by_a_sentence(version, body, size, first, last):
    head = HEAD.pack(version, b"1801042001", 1, first, last, b"\0" * 32, b"\0" * 32, SIGNER.public, size)
    assert reason(signed(head, body))


@given(st.binary(max_size=120), st.sampled_from([EXACT, LEAN]))
def test_any_body_is_refused_by_a_sentence(body, version):
    head = HEAD.pack(version, b"1801042001", 1, 1, 1, b"\0" * 32, b"\0" * 32, SIGNER.public, len(body))
    assert reason(signed(head, zlib.compress(body)))


@given(st.lists(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=3), min_size=1, max_size=60))
def test_any_data_comes_through_byte_for_byte(items):
    made = MemoryJournal()
    for data in items:
        made.append("desa.test", data)
    lines = made.lines(0, 100)
    assert [event.line for event in decode(encode(lines, SIGNER)).events] == lines
