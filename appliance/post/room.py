"""How large a batch may be, learned from what arrives (threat F10: a batch too big for the broker)."""

from __future__ import annotations

from appliance.post.batch import LIMIT

_SHRINK = 4
"""Four tries lead from the largest batch to a single event, also where each costs seconds of waiting."""
_LONGEST_PROOF = 64


class Room:
    """Bytes for the next batch. No broker says what it refuses: MQTT 3.1.1 hangs up, or answers and drops it.

    After each refusal, twice as many batches have to arrive before a larger one is tried: a line that failed by
    chance has its full size back after two, a broker with a limit is asked again ever more seldom.
    """

    def __init__(self) -> None:
        self.limit = LIMIT
        self._proof = 1
        self._arrived = 0

    def refused(self, size: int) -> None:
        """A batch of `size` bytes did not arrive."""
        self.limit = size // _SHRINK
        self._proof = min(_LONGEST_PROOF, self._proof * 2)
        self._arrived = 0

    def passed(self) -> None:
        """A batch arrived."""
        if self.limit == LIMIT:
            return
        self._arrived += 1
        if self._arrived < self._proof:
            return
        self._arrived, self.limit = 0, min(LIMIT, self.limit * 2)
        if self.limit == LIMIT:
            self._proof = 1
