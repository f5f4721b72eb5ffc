"""The status: a village says that it is there and where its journal stands. A hint, never a proof."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from appliance.post.plain import maybe_whole, read_object, whole, word


class BadStatus(ValueError):
    """These bytes are no status; the text says why."""


@dataclass(frozen=True)
class Status:
    """`online` false is what the broker says when the village is gone (last will). `head` is the newest event,
    `have` and `generation` are the village's cursor, `epoch` is the life of its store, `version` its software.
    `trouble` is the code (``E-NET-07``) of what a person has to settle, empty when all is well."""

    online: bool
    head: int = 0
    have: int = 0
    epoch: int = 0
    generation: int = 0
    version: str = ""
    trouble: str = ""


def write_status(status: Status) -> bytes:
    """The JSON of a status."""
    return json.dumps(asdict(status), separators=(",", ":")).encode("ascii")


def read_status(payload: bytes) -> Status:
    """Read what stands on a status topic. Unknown members are left alone. Takes any bytes; raises BadStatus."""
    try:
        doc = read_object(payload)
        online = doc.get("online")
        if not isinstance(online, bool):
            raise ValueError("online bukan ya atau tidak")
        numbers = (whole(doc, "head"), whole(doc, "have"), whole(doc, "epoch"))
        return Status(
            online, *numbers, maybe_whole(doc, "generation") or 0, word(doc, "version"), word(doc, "trouble")
        )
    except ValueError as error:
        raise BadStatus(str(error)) from error
