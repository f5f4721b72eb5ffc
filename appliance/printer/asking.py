"""Asking a printer how it is, so that no answer is ever taken for that to another question."""

from __future__ import annotations

from collections.abc import Callable

from appliance.model.printing import Status
from appliance.printer.answers import Answers, judge
from appliance.printer.channel import Channel
from appliance.printer.limits import Limits

MISSES = 3
"""Questions without an answer after which a printer counts as one that tells nothing."""


class Asking:
    """Ears and questions on one open channel; `answers` keeps what else was heard."""

    def __init__(self, channel: Channel, limits: Limits, clock: Callable[[], float]) -> None:
        self.answers = Answers()
        self._channel, self._limits, self._clock = channel, limits, clock
        self._owed = 0
        """Status answers that have not come yet."""
        self._asked = 0.0
        """When the last question was asked."""

    def status(self) -> Status:
        """``DLE EOT`` 1 to 4. Nothing in an answer says which question it answers; so a question is repeated until
        it has one, and no other is asked while an answer is owed that may still come."""
        found: dict[int, int] = {}
        misses, until = 0, self._clock() + self._limits.round
        if not self._heard_out(until):
            return judge(found)
        for question in (1, 2, 3, 4):
            self._drain()
            while question not in found and misses < MISSES and self._clock() < until:
                byte = self._answer_to(question, until)
                if byte is None:
                    misses += 1
                else:
                    found[question] = byte
            while self._owed and (late := self._status_byte(2 * self._limits.answer, until)) is not None:
                self._owed -= 1
                found[question] = late
            if question not in found or self._clock() >= until:
                break
            self._owed = 0
        return judge(found)

    def _heard_out(self, until: float) -> bool:
        """Listen for answers owed since an earlier round; whether all have come, or were asked for too long ago."""
        while self._owed and self._status_byte(self._limits.round, until) is not None:
            self._owed -= 1
        if self._owed and self._clock() < self._asked + self._limits.lost:
            return False
        self._owed = 0
        return True

    def _answer_to(self, question: int, until: float) -> int | None:
        self._owed += 1
        self._asked = self._clock()
        if not self._put_question(bytes([0x10, 0x04, question])):
            return None
        byte = self._status_byte(self._limits.answer, until)
        if byte is not None:
            self._owed -= 1
        return byte

    def _put_question(self, data: bytes) -> bool:
        """Whether a printer that may have stopped reading took the whole question."""
        until = self._clock() + self._limits.answer
        while data and (left := until - self._clock()) > 0:
            data = data[self._channel.write(data, left) :]
        return not data

    def _status_byte(self, limit: float, until: float) -> int | None:
        if self.hear(max(0.0, min(limit, until - self._clock())), lambda: bool(self.answers.statuses)):
            return self.answers.statuses.pop(0)
        return None

    def hear(self, limit: float, enough: Callable[[], bool]) -> bool:
        """Listen until `enough`, at most `limit` seconds."""
        until = self._clock() + limit
        while not enough():
            left = until - self._clock()
            if left <= 0:
                return False
            self.answers.feed(self._channel.read(left))
        return True

    def _drain(self) -> None:
        """Take in what was said before a question is asked. A printer that talks without end ends it, too."""
        for _ in range(64):
            data = self._channel.read(0)
            if not data:
                break
            self.answers.feed(data)
        self.answers.statuses.clear()
