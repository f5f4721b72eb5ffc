"""A batch: some events in a row, packed and signed, as it goes to the province by broker or stick.

Big-endian (frozen, `docs/wire.md`):

    version 1 | village 10 digits | epoch u32 | first u64 | last u64 | hash before 32 | hash of last 32 |
    public key 32 | unpacked size u32 | body in zlib | Ed25519 signature 64

The signature covers everything before it. All events of a batch belong to one epoch. The version says in which form
the body holds the event lines (`appliance.post.body`).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.model.event import NO_HASH, Event, read_line
from appliance.model.keys import Signer
from appliance.post.body import EXACT, LEAN, UNPACKED_LIMIT, BadBody, squeeze, unsqueeze
from appliance.post.topics import is_code

LIMIT = 60 * 1024
"""Bytes a publish may have: what every broker and every default setting lets through."""

_HEAD = struct.Struct(">B10sIQQ32s32s32sI")
_SIGNATURE = 64
_EPOCH_LIMIT = 2**32


class BadBatch(ValueError):
    """These bytes are no batch; the text says why, in Indonesian, and holds nothing of the content."""


@dataclass(frozen=True)
class Batch:
    """A batch that was opened: its signature, header, lines and chain are right. Whether `key` is the village's
    own key, and whether the batch joins what is there, is for `appliance.post.intake` to say."""

    village: str
    epoch: int
    first: int
    last: int
    before: str
    after: str
    key: bytes
    events: tuple[Event, ...]


def pack(lines: Sequence[bytes], signer: Signer, limit: int = LIMIT) -> tuple[bytes, int]:
    """Make a batch of as many of `lines` as fit `limit` bytes: halved until it does, cut where the epoch changes.

    `lines` are event lines of one journal in a row, at least one. Returns the batch and how many lines it took.
    One line always fits (`appliance.model.event.LINE_LIMIT`). Raises ValueError when the lines are no journal.
    """
    count = _one_epoch(lines, _within(lines))
    while True:
        packed = encode(lines[:count], signer)
        if len(packed) <= limit or count == 1:
            return packed, count
        count //= 2


def encode(lines: Sequence[bytes], signer: Signer) -> bytes:
    """Make one batch of all `lines`, whatever its size.

    Only the ends are parsed: the journal wrote the lines, and `decode` proves every one of them at the other end.
    Raises ValueError when first and last line do not span the lines, or differ in village or epoch.
    """
    if not lines:
        raise ValueError("a batch needs an event")
    first, last = read_line(lines[0]), read_line(lines[-1])
    if last.number - first.number != len(lines) - 1 or (first.village, first.epoch) != (last.village, last.epoch):
        raise ValueError("the lines are no row of one epoch")
    form, size, body = squeeze(lines, first.village, first.number)
    head = _HEAD.pack(
        form,
        first.village.encode("ascii"),
        first.epoch,
        first.number,
        last.number,
        bytes.fromhex(first.prevhash),
        bytes.fromhex(last.hash),
        signer.public,
        size,
    )
    signed = head + body
    return signed + signer.sign(signed)


def decode(packed: bytes) -> Batch:
    """Open a batch and check all of it: signature before anything is unpacked, then header, lines and chain.

    Takes any bytes. Raises BadBatch.
    """
    if len(packed) > LIMIT:
        raise BadBatch("terlalu besar")
    if len(packed) <= _HEAD.size + _SIGNATURE:
        raise BadBatch("terlalu pendek")
    version, code, epoch, first, last, before, after, key, size = _HEAD.unpack_from(packed)
    if version not in (EXACT, LEAN):
        raise BadBatch(f"versi {version} tidak dikenal")
    signed, signature = packed[:-_SIGNATURE], packed[-_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise BadBatch("tanda tangan tidak cocok") from error
    village = code.decode("ascii", "replace")
    if not is_code(village) or not 1 <= epoch < _EPOCH_LIMIT or not 1 <= first <= last < 2**63:
        raise BadBatch("kepala tidak masuk akal")
    try:
        lines = unsqueeze(version, size, signed[_HEAD.size :], village, first, before.hex())
    except BadBody as error:
        raise BadBatch(str(error)) from error
    if len(lines) != last - first + 1:
        raise BadBatch("jumlah peristiwa tidak sesuai kepala")
    batch = Batch(village, epoch, first, last, before.hex(), after.hex(), key, tuple(_events(lines)))
    _check_chain(batch)
    return batch


def _events(lines: Sequence[bytes]) -> list[Event]:
    events = []
    for place, line in enumerate(lines, 1):
        try:
            events.append(read_line(line))
        except ValueError as error:
            raise BadBatch(f"peristiwa ke-{place} dalam kiriman rusak") from error
    return events


def _check_chain(batch: Batch) -> None:
    if (batch.first == 1) != (batch.before == NO_HASH):
        raise BadBatch("awal jurnal tidak sah")
    previous = batch.before
    for number, event in enumerate(batch.events, batch.first):
        if (event.number, event.village, event.epoch) != (number, batch.village, batch.epoch):
            raise BadBatch(f"peristiwa {number} tidak sesuai kepala")
        if event.prevhash != previous:
            raise BadBatch(f"rantai putus pada peristiwa {number}")
        previous = event.hash
    if previous != batch.after:
        raise BadBatch("hash akhir tidak sesuai kepala")


def _within(lines: Sequence[bytes]) -> int:
    """How many of `lines` stay within the unpacked limit, at least one."""
    total = -1
    for count, line in enumerate(lines):
        total += len(line) + 1
        if total > UNPACKED_LIMIT:
            return max(1, count)
    return len(lines)


def _one_epoch(lines: Sequence[bytes], count: int) -> int:
    """How many of the first `count` lines belong to the epoch of the first line. Epochs never fall."""
    epoch = read_line(lines[0]).epoch
    if read_line(lines[count - 1]).epoch == epoch:
        return count
    low, high = 1, count - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if read_line(lines[middle - 1]).epoch == epoch else (low, middle - 1)
    return low
