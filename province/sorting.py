"""From messages to what they mean; whatever is not of the contract is passed over with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from appliance.post.batch import BadBatch, Batch, decode
from appliance.post.ports import Message
from appliance.post.status import BadStatus, Status, read_status
from appliance.post.topics import EVENTS, STATUS, split
from province.words import dotted


@dataclass
class Sorted:
    """`batches` in the order they came, each on its own village's topic; `statuses` of villages (ten digits) that
    say they are there; `seen` are those that said so just now and not in a message the broker had kept; `troubled`
    are the statuses that tell of trouble, also where another terminal of that name has spoken since."""

    batches: list[Batch] = field(default_factory=list)
    statuses: dict[str, Status] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    troubled: dict[str, Status] = field(default_factory=dict)


def sort(messages: Iterable[Message], complain: Callable[[str], None]) -> Sorted:
    """Open `messages`, which may hold any bytes; `complain` gets a sentence for each that is refused."""
    found = Sorted()
    for message in messages:
        kode, what = split(message.topic) or ("", "")
        try:
            if what == EVENTS:
                batch = decode(message.payload)
                if batch.village != kode:
                    raise BadBatch("atas nama desa lain")
                found.batches.append(batch)
            elif what == STATUS:
                _note(found, kode, read_status(message.payload), kept=message.retained)
        except BadBatch as error:
            complain(f"Desa {dotted(kode)}: kiriman tidak sah diabaikan ({error}).")
        except BadStatus as error:
            complain(f"Desa {dotted(kode)}: status tidak sah diabaikan ({error}).")
    return found


def _note(found: Sorted, kode: str, status: Status, *, kept: bool) -> None:
    if status.online:
        found.statuses[kode] = status
        if status.trouble:
            found.troubled[kode] = status
        if not kept:
            found.seen.append(kode)
