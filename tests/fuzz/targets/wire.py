"""What comes by the network: batches, acknowledgements, statuses, topics; and the address that it comes from."""

from __future__ import annotations

import struct
import zlib

from hypothesis import strategies as st

from appliance.model.event import NO_HASH
from appliance.model.journal import Cursor
from appliance.post.ack import Ack, BadAck, read_ack, write_ack
from appliance.post.batch import LIMIT, BadBatch, decode, encode
from appliance.post.body import LEAN_FROM, UNPACKED_LIMIT
from appliance.post.broker import Broker, parse_address
from appliance.post.cursor import News, decide
from appliance.post.intake import Answer, Known, judge
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.status import BadStatus, Status, read_status, write_status
from appliance.post.topics import is_code, split, topic
from tests.fuzz.target import Target, any_text, hold, text
from tests.fuzz.targets.events import LINES, closed

_SIGNER = SeedSigner(b"\x01" * 32)
_HEAD = struct.Struct(">B10sIQQ32s32s32sI")
_JOURNAL = MemoryJournal()
_JOURNAL.fill(LEAN_FROM + 3)
_OWN = _JOURNAL.lines(0, 99)


def _packed(data: bytes) -> bytes:
    """Byte 0 says how much a hostile village takes trouble: nothing is put right; its signature; size and packing
    of the body as well; or the hashes of its lines, too."""
    how, rest = data[:1], data[1:]
    if how == b"S":
        return rest + _SIGNER.sign(rest)
    head, body = bytearray(rest[: _HEAD.size]), rest[_HEAD.size :]
    if how not in (b"B", b"H") or len(head) < _HEAD.size:
        return rest
    if how == b"H":
        lines = [closed(line.rpartition(b',"hash":"')[0]) for line in body.split(b"\n")]
        body = b"\n".join(lines)
        head[63:95] = bytes.fromhex(lines[-1][-66:-2].decode())
    head[-4:] = min(len(body), 2**32 - 1).to_bytes(4, "big")
    signed = bytes(head) + zlib.compress(body, 1)
    return signed + _SIGNER.sign(signed)


def _batch(data: bytes) -> bool:
    packed = _packed(data)
    try:
        batch = decode(packed)
    except BadBatch as error:
        hold(str(error).isprintable() and 0 < len(str(error)) < 120, "a reason that repeats what came")
        return False
    lines = [event.line for event in batch.events]
    hold(len(packed) <= LIMIT and sum(map(len, lines)) <= 2 * UNPACKED_LIMIT, "larger than may be")
    hold([event.number for event in batch.events] == list(range(batch.first, batch.last + 1)), "numbers with a gap")
    hold(is_code(batch.village) and batch.epoch > 0, "a header that is none")
    previous = batch.before
    for event in batch.events:
        hold(event.prevhash == previous and event.village == batch.village, "a chain that does not join")
        previous = event.hash
    hold(previous == batch.after, "a chain that ends elsewhere")
    again = encode(lines, _SIGNER)
    if len(again) <= LIMIT and batch.key == _SIGNER.public:
        hold(decode(again) == batch, "packed anew it is another batch")
    verdict = judge(batch, Known(3, batch.before, batch.epoch, batch.key), lambda _n: NO_HASH, lambda _h: 3)
    hold(verdict.answer is not Answer.OTHER_KEY, "its own key is another's")
    return True


def _lines_of(how: bytes, lines: list[bytes]) -> bytes:
    packed = encode(lines, _SIGNER)
    head = packed[: _HEAD.size]
    return how + head + zlib.decompress(packed[_HEAD.size : -64])


_THREE, _LEAN = _OWN[:3], _OWN[:LEAN_FROM]
_BATCHES = (
    b"-" + encode(_THREE, _SIGNER),
    b"-" + encode(_LEAN, _SIGNER),
    b"S" + encode(_THREE, _SIGNER)[:-64],
    b"S" + encode(LINES[3:], _SIGNER)[:-64],
    _lines_of(b"B", _THREE),
    _lines_of(b"B", _LEAN),
    _lines_of(b"B", LINES[:3]),
    _lines_of(b"H", _THREE),
    _lines_of(b"H", _THREE[:1]),
    _lines_of(b"H", LINES[3:]),
    b"S" + encode(_THREE, _SIGNER)[: _HEAD.size] + zlib.compress(b"\0" * 900_000),
)
BATCH = Target(
    "batches",
    "numbers and hashes join; packed anew it is the same batch; a reason repeats nothing",
    _batch,
    _BATCHES,
    (b"\n", b'"epoch":2', b"desa.journal.restored", zlib.compress(b"x" * 5000), b"\\u0000", b"\x02", b"\x01"),
    st.binary(max_size=300).map(lambda body: b"S\x011801042001" + body),
)


def _ack(data: bytes) -> bool:
    try:
        ack = read_ack(data)
    except BadAck as error:
        hold(len(str(error)) < 80 or "bukan bilangan" in str(error), "a reason that repeats what came")
        return False
    hold(read_ack(write_ack(ack)) == read_ack(write_ack(read_ack(write_ack(ack)))), "written anew it is another")
    plain = write_ack(ack)
    hold(write_ack(read_ack(plain)) == plain, "written anew it is another")
    own = _JOURNAL.hash_of(ack.have)
    for cursor in (Cursor(), Cursor(5, (_JOURNAL.hash_of(5) or ("", 0))[0], 1, 7)):
        decision = decide(ack, cursor, _JOURNAL.head(), own)
        moved = decision.cursor
        stands = moved.have == 0 or (own is not None and moved.hash == own[0]) or moved == cursor
        hold(stands, "the cursor stands on no event of ours")
        hold(moved == cursor or decision.news is News.MOVED, "the cursor moved without a word")
    return True


_HASH = (_JOURNAL.hash_of(7) or ("", 0))[0]
ACK = Target(
    "acks",
    "written anew it reads the same; the cursor only stands on an own event",
    _ack,
    (
        write_ack(Ack()),
        write_ack(Ack(7, _HASH, 1, 9, 8, 3, "0123456789abcdef")),
        write_ack(Ack(7, _HASH, 1)),
        write_ack(Ack(7, _HASH, 1, series={"umum/2026": 12})),
        b'{"have":0,"hash":null,"epoch":0,"other":[1,{"a":null}]}',
    ),
    (
        *(b'"have":', b'"hash":', b'"epoch":', b'"gap":0', b'"fork":', b'"series":{"', b'"generation":'),
        *(b"true", b"null", b"1e3", b"[" * 3000, b'{"a":' * 600, b"\\ud800", _HASH.encode(), b"\xef\xbb\xbf"),
    ),
    st.binary(max_size=100),
)


def _status(data: bytes) -> bool:
    try:
        status = read_status(data)
    except BadStatus as error:
        hold(len(str(error)) < 80, "a reason that repeats what came")
        return False
    hold(read_status(write_status(status)) == status, "written anew it is another")
    hold((status.version + status.trouble).isprintable() and status.head >= 0, "words that a screen obeys")
    return True


STATUS = Target(
    "statuses",
    "written anew it reads the same; no sign that a screen obeys",
    _status,
    (write_status(Status(online=True, head=9, have=7, epoch=1, generation=3, version="0.1")), b'{"online":false}'),
    (b'"online":', b"true", b"false", b'"version":"', b"null", b"[" * 3000),
    st.binary(max_size=100),
    share=0.5,
)


def _topic(data: bytes) -> bool:
    found = split(text(data))
    hold(found is None or topic(*found) == text(data), "another topic")
    return found is not None


TOPIC = Target(
    "topics",
    "a topic of the contract, to the letter",
    _topic,
    tuple(topic("1801042001", what).encode() for what in ("events", "ack", "status")),
    (b"desa/1/", b"/", b"+", b"#", b"/events", "١".encode()),
    any_text,
    share=0.3,
)


def _address(data: bytes) -> bool:
    try:
        host, port = parse_address(text(data), 8883)
    except ValueError:
        return False
    hold(1 <= port <= 65535 and type(port) is int, "a port that is none")
    hold(host.isascii() and host.isprintable() and 0 < len(host) <= 253 and " " not in host, "a host that is none")
    hold(parse_address(str(Broker(host, port)), 1) == (host, port), "written anew it is another place")
    return True


ADDRESS = Target(
    "broker addresses",
    "a host and a port that are written as they are read",
    _address,
    tuple(
        word.encode()
        for word in ("localhost", "localhost:1883", "[::1]", "[::1]:1883", "2001:db8::1", "10.0.0.5:65535", "a.b:0")
    ),
    (b":", b"[", b"]", b"]:", b"::", b"65536", b"00000", b"@", b"%eth0"),
    any_text,
    share=0.5,
)
