"""The status: a village says that it is there and where its journal stands. A hint, never a proof."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from appliance.post.plain import maybe_whole, numbers, read_object, whole, word

OTHER_JOURNAL = ("E-NET-06", "E-NET-07")
"""Troubles of a village whose journal is not the one that the province holds: forked, and rewound."""


class BadStatus(ValueError):
    """These bytes are no status; the text says why."""


@dataclass(frozen=True)
class Status:
    """`online` false is what the broker says when the village is gone (last will). `head` is the newest event,
    `have` and `generation` are the village's cursor, `epoch` is the life of its store, `version` its software.
    `trouble` is the code (``E-NET-07``) of what a person has to settle, empty when all is well; `series` then are
    the last numbers that the village has given (``umum/2026``), which the province could not see."""

    online: bool
    head: int = 0
    have: int = 0
    epoch: int = 0
    generation: int = 0
    version: str = ""
    trouble: str = ""
    series: Mapping[str, int] = field(default_factory=dict)


def write_status(status: Status) -> bytes:
    """The JSON of a status."""
    doc = asdict(status)
    if not status.series:
        del doc["series"]
    return json.dumps(doc, separators=(",", ":")).encode("ascii")


def read_status(payload: bytes) -> Status:
    """Read what stands on a status topic. Unknown members are left alone. Takes any bytes; raises BadStatus."""
    try:
        doc = read_object(payload)
        online = doc.get("online")
        if not isinstance(online, bool):
            raise ValueError("online bukan ya atau tidak")
        counts = (whole(doc, "head"), whole(doc, "have"), whole(doc, "epoch"))
        said = (word(doc, "version"), word(doc, "trouble"), numbers(doc, "series"))
        return Status(online, *counts, maybe_whole(doc, "generation") or 0, *said)
    except ValueError as error:
        raise BadStatus(str(error)) from error
