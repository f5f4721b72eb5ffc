"""The village's side: what an acknowledgement means for its cursor.

Rules (fact sheet "store", Journal; fact sheet "fleet", Village agent):
- nothing is believed whose hash is not the hash of the own event;
- within one generation of the province's store the highest `have` counts and a lower one is old news, except when
  it names as a gap the very event that comes next: "you would begin at n, but I have less". So neither a forged
  acknowledgement nor a province put back without a word makes a village leave events out (threat S7);
- another generation is believed even when it has less: the province was restored. Generations are names without
  order, since an order by time would leave a village silent for ever after one wrong clock at the province, while
  an old name believed by mistake is put right by the next answer;
- `have` beyond the own head: this store is older than what the province has seen (rewound); the same number with
  another hash: two journals have one name (forked). Unless the acknowledgement speaks of a former life of this
  store, which a restore has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from appliance.model.journal import Cursor, Head
from appliance.post.ack import Ack


class News(Enum):
    """What an acknowledgement says to this village."""

    MOVED = "moved"
    SAME = "same"
    OLD = "old"
    FORMER = "former life"
    REWOUND = "rewound"
    FORKED = "forked"


@dataclass(frozen=True)
class Decision:
    """`cursor` is the cursor from now on: another one only when `news` is MOVED."""

    news: News
    cursor: Cursor


Own = tuple[str, int]
"""Hash (hex) and epoch of an own event."""


def decide(ack: Ack, cursor: Cursor, head: Head | None, own: Own | None, asked: int | None = None) -> Decision:
    """Weigh `ack`. `own` is the own event numbered `ack.have`, None where there is none; `asked` is the first
    number of the batch in flight, if one is; else the next to be sent follows the cursor."""
    if ack.have:
        newest = head.number if head else 0
        if ack.have > newest or own is None:
            former = head is not None and ack.epoch < head.epoch
            beyond = News.REWOUND if ack.have > newest else News.OLD
            return Decision(News.FORMER if former else beyond, cursor)
        own_hash, own_epoch = own
        if own_hash != ack.hash:
            return Decision(News.FORMER if ack.epoch < own_epoch else News.FORKED, cursor)
        if own_epoch != ack.epoch:
            return Decision(News.OLD, cursor)
    moved = Cursor(ack.have, ack.hash, ack.epoch, ack.generation or cursor.generation)
    restored = moved.generation != cursor.generation
    answered = ack.gap == (asked or cursor.have + 1)
    if ack.have > cursor.have or restored or (ack.have < cursor.have and answered):
        return Decision(News.MOVED, moved)
    return Decision(News.SAME if ack.have == cursor.have else News.OLD, cursor)


def last_before(epoch: int, head: Head, epoch_of: Callable[[int], int | None]) -> int:
    """The number after which a life later than `epoch` begins; the head is of such a life. `epoch_of` gives an
    event's epoch, None where a restore left numbers out. Epochs never fall, so a search by halves finds it."""

    def is_later(number: int) -> bool:
        found = (epoch_of(n) for n in range(number, head.number + 1))
        return next((one for one in found if one is not None), head.epoch) > epoch

    low, high = 1, head.number
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_later(middle) else (middle + 1, high)
    return low - 1
