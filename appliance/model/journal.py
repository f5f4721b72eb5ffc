"""Where a journal ends and how far the province has it: what store, agent and stick tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appliance.model.event import NO_HASH

RESTORED = "desa.journal.restored"
"""Type of the first event after a restore, with which a new epoch begins."""


@dataclass(frozen=True)
class Head:
    """The newest event of a journal: its number, its hash (hex), the epoch it was written in, and when."""

    number: int
    hash: str
    epoch: int
    time: datetime


@dataclass(frozen=True)
class Cursor:
    """How far the province has this journal, by the newest acknowledgement that was believed.

    `have` is the number of the last event it holds, with that event's hash and epoch; `generation` names the
    life of the province's store, and is 0 until an acknowledgement has named one.
    """

    have: int = 0
    hash: str = NO_HASH
    epoch: int = 0
    generation: int = 0
