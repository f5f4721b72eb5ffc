"""Whether the province's answer shows that a batch was lost, or only that the line is slow (threats F7, F10).

A status asks the province for its word; its answer names no question. So one question is open at a time, a batch is
lost only by the answer to a question that followed it, and no answer comes much sooner than answers came before:
what does is the second collector's, or belongs to something older. Without this a line with answers of three
seconds and more carried every event three times.
"""

from __future__ import annotations

from collections.abc import Callable

PAUSE = 3.0
"""Seconds between an answer and the next question: a second collector's answer still belongs to the last one."""

_UNEVEN = 1.0
"""Seconds by which answers on a fast line differ: busy machines, not older questions."""


class Asking:
    """The questions of one connection at a time; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._now = clock
        self.begin()

    def begin(self) -> None:
        """A new connection: nothing was asked or heard."""
        self._asked_at: float | None = None
        self._follows_batch = False
        self._sent_at = self._heard_at = float("-inf")
        self._trip = 0.0

    def may_ask(self, lost_after: float) -> bool:
        """Whether it is time for a question; one without an answer for `lost_after` seconds counts as lost."""
        if self._asked_at is not None and self._now() - self._asked_at >= lost_after:
            self._asked_at = None
        return self._asked_at is None and self._now() - self._heard_at >= PAUSE

    def asked(self) -> None:
        """A status went out. While a question is open it is none."""
        if self._asked_at is None:
            self._asked_at, self._follows_batch = self._now(), True

    def sent(self) -> None:
        """A batch went out."""
        self._sent_at, self._follows_batch = self._now(), False

    def arrived(self) -> None:
        """The batch in flight has arrived."""
        self._heard_at = self._now()
        self._trip = self._heard_at - self._sent_at

    def answered(self) -> bool:
        """The province has spoken and moved nothing; whether it has not got the batch in flight."""
        self._heard_at = self._now()
        if self._asked_at is None:
            return False
        took = self._heard_at - self._asked_at
        if 2 * took + _UNEVEN < self._trip:
            return False
        self._asked_at, self._trip = None, took
        return self._follows_batch

    def lives(self) -> bool:
        """Whether the province has spoken since the batch in flight should have reached it."""
        return self._heard_at >= self._sent_at + PAUSE
