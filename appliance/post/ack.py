"""The acknowledgement: the province says how far it has one village's journal.

It moves a cursor and deletes nothing, so that a forged one can delay but never lose an event (threat S7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from appliance.model.event import NO_HASH
from appliance.post.plain import digest, maybe_whole, numbers, read_object, whole, word


class BadAck(ValueError):
    """These bytes are no acknowledgement; the text says why."""


@dataclass(frozen=True)
class Ack:
    """`have` is the number of the last event the province holds, with that event's hash and epoch; 0 is none.

    `generation` names the life of the province's store, 0 where it is not told. `gap`: a batch that begins at this
    number came and could not be joined. `fork`: this number was seen with two hashes, and a person has to look.
    `refused`: the beginning of a public key (hex) whose batches are refused, as the village is known by another.
    `series`: the highest number seen of each letter series and year (``UMUM/2026``), in whatever life or branch.
    """

    have: int = 0
    hash: str = NO_HASH
    epoch: int = 0
    generation: int = 0
    gap: int | None = None
    fork: int | None = None
    refused: str = ""
    series: Mapping[str, int] = field(default_factory=dict)


def key_name(key: bytes) -> str:
    """How a public key is named in `Ack.refused` and in words: its first 8 bytes in hex."""
    return key[:8].hex()


def write_ack(ack: Ack) -> bytes:
    """The JSON of an acknowledgement; optional members only where they say something."""
    doc: dict[str, object] = {"have": ack.have, "hash": ack.hash, "epoch": ack.epoch}
    optional = {
        "generation": ack.generation,
        "gap": ack.gap,
        "fork": ack.fork,
        "refused": ack.refused,
        "series": dict(ack.series),
    }
    doc.update({name: value for name, value in optional.items() if value})
    return json.dumps(doc, separators=(",", ":")).encode("ascii")


def read_ack(payload: bytes) -> Ack:
    """Read what stands on an ack topic. Unknown members are left alone. Takes any bytes; raises BadAck."""
    try:
        doc = read_object(payload)
        have = whole(doc, "have")
        return Ack(
            have,
            digest(doc, "hash") if have else NO_HASH,
            whole(doc, "epoch"),
            maybe_whole(doc, "generation") or 0,
            maybe_whole(doc, "gap"),
            maybe_whole(doc, "fork"),
            word(doc, "refused"),
            numbers(doc, "series"),
        )
    except ValueError as error:
        raise BadAck(str(error)) from error
