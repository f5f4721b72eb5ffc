"""The province's side: what to do with a batch, given what it holds of that village.

Rules (fact sheet "store", Journal): what is next in order and well signed is taken; what is there already is a
duplicate; the same number with another hash is a fork, told and kept apart, never merged; a hole is answered with
what is held. A new epoch is taken only when it begins with the event of a restore that continues a hash held here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from appliance.model.event import NO_HASH
from appliance.model.journal import RESTORED
from appliance.post.batch import Batch


@dataclass(frozen=True)
class Known:
    """What the province holds of one village; `key` is None until its first batch has pinned one."""

    have: int = 0
    hash: str = NO_HASH
    epoch: int = 0
    key: bytes | None = None


class Answer(Enum):
    """What becomes of a batch."""

    TAKE = "take"
    RESTORED = "restored"
    DUPLICATE = "duplicate"
    GAP = "gap"
    FORK = "fork"
    OTHER_KEY = "other key"


@dataclass(frozen=True)
class Verdict:
    """TAKE and RESTORED: the events numbered `number` and above are to be kept; after RESTORED those held with
    these numbers belong to a former life of the village's store. GAP: the batch begins at `number`. FORK: `number`
    is the first that differs. OTHER_KEY: nothing of the batch counts."""

    answer: Answer
    number: int = 0


Held = Callable[[int], str | None]
"""The hash of the event with this number as held here, or None."""
NumberOf = Callable[[str], int | None]
"""The number under which an event with this hash is held here, or None."""


def judge(batch: Batch, known: Known, held: Held, number_of: NumberOf) -> Verdict:
    """Decide on `batch`, which `appliance.post.batch.decode` has opened."""
    if known.key is not None and batch.key != known.key:
        return Verdict(Answer.OTHER_KEY)
    if known.have and batch.epoch > known.epoch and batch.events[0].type == RESTORED:
        return _restored(batch, known, number_of)
    if batch.first > known.have + 1:
        return Verdict(Answer.GAP, batch.first)
    differs = _first_difference(batch, known.have, held)
    if differs is not None:
        return Verdict(Answer.FORK, differs)
    if batch.last <= known.have:
        return Verdict(Answer.DUPLICATE)
    if batch.first == known.have + 1 and batch.before != known.hash:
        return Verdict(Answer.FORK, known.have)
    if known.have and batch.epoch != known.epoch:
        return Verdict(Answer.FORK, known.have + 1)
    return Verdict(Answer.TAKE, known.have + 1)


def _restored(batch: Batch, known: Known, number_of: NumberOf) -> Verdict:
    """A restore may leave numbers out (lost ones) or use some anew (it did not know of them): both only when it
    continues an event that is held here."""
    base = number_of(batch.before)
    if base is None or base >= batch.first:
        beyond = batch.first > known.have + 1
        return Verdict(Answer.GAP if beyond else Answer.FORK, batch.first)
    return Verdict(Answer.TAKE if batch.first > known.have else Answer.RESTORED, batch.first)


def _first_difference(batch: Batch, have: int, held: Held) -> int | None:
    """The first number up to `have` under which the batch has another event than is held. Chained hashes: when the
    last common one is equal, so are all before it."""
    common = [event for event in batch.events if event.number <= have]
    if not common or held(common[-1].number) == common[-1].hash:
        return None
    return next(event.number for event in common if held(event.number) != event.hash)
