"""What the village sends next: a small machine between outbox and province, whatever the mailman."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.model.errors import ApplianceError
from appliance.model.event import NO_HASH, read_line
from appliance.model.journal import Cursor, Head
from appliance.model.keys import Signer
from appliance.post.ack import Ack, BadAck, key_name, read_ack
from appliance.post.batch import pack
from appliance.post.cursor import News, decide, last_before
from appliance.post.ports import Numbers, Outbox
from appliance.post.room import Room
from appliance.post.status import OTHER_JOURNAL

LINES = 500
"""Events asked of the outbox for one batch; `pack` takes what fits."""

DECLINED = 3
"""Answers that still speak of a former life after the restore was offered, until it is taken for declined: one may
have been on its way from each of two collectors. The province declines a restore upon events that it does not hold:
those of a rewound or cloned card."""


@dataclass(frozen=True)
class _Made:
    """A batch of the events after `since`."""

    since: int
    first: int
    last: int
    packed: bytes


class Sender:
    """Keeps at most one batch in flight; the journal is the queue, the province's answer alone moves on.

    `trouble` is what a person has to settle: rewound, forked or key refused. While it lasts nothing is sent; any
    answer that fits the own journal ends it. `fork` is the number at which the province knows two journals.
    """

    def __init__(self, outbox: Outbox, signer: Signer, numbers: Numbers | None = None) -> None:
        self._outbox = outbox
        self._numbers = numbers
        self._signer = signer
        self._asked: int | None = None
        self._last = 0
        self._size = 0
        self._room = Room()
        self._ahead: _Made | None = None
        self._life_from = 0
        self._declined = 0
        self._parted: int | None = None
        self.trouble: ApplianceError | None = None
        self.fork: int | None = None

    @property
    def waiting(self) -> bool:
        """Whether the journal has events that the province has not acknowledged."""
        head = self._outbox.head()
        return head is not None and head.number > self._outbox.cursor().have

    @property
    def shared(self) -> int:
        """The last event of which the province is known to have the same: the cursor's, but less where a restored
        province, which the cursor does not speak of, has told of another event with a number up to it."""
        have = self._outbox.cursor().have
        return have if self._parted is None else min(have, self._parted - 1)

    @property
    def spent(self) -> Mapping[str, int]:
        """The last numbers given here, while the province knows another journal and so cannot know them."""
        other = self.trouble is not None and self.trouble.code in OTHER_JOURNAL
        return self._numbers.last() if self._numbers is not None and other else {}

    @property
    def in_flight(self) -> bool:
        """Whether a batch was handed out and not answered yet."""
        return self._asked is not None

    @property
    def several(self) -> bool:
        """Whether the batch in flight has more than one event, so that a smaller one can be made."""
        return self._asked is not None and self._last > self._asked

    @property
    def room(self) -> int:
        """Bytes the next batch may have; a single event goes whatever its size."""
        return self._room.limit

    def next_batch(self) -> bytes | None:
        """The batch to send now; None while one is in flight, nothing waits, or there is trouble.

        Raises ApplianceError (E-STO-…) when the journal cannot be read or its lines are no journal.
        """
        if self.in_flight or self.trouble or not self.waiting:
            return None
        since = max(self._outbox.cursor().have, self._life_from)
        made = self._ahead if self._ahead and self._ahead.since == since else self._make(since)
        self._ahead = None
        if made is None:
            return None
        self._asked, self._last, self._size = made.first, made.last, len(made.packed)
        return made.packed

    def work_ahead(self) -> None:
        """Make the batch that follows the one in flight, while that is on its way. Raises as `next_batch`."""
        if self.in_flight and self._ahead is None:
            self._ahead = self._make(self._last)

    def _make(self, since: int) -> _Made | None:
        lines = self._outbox.lines(since, LINES)
        if not lines:
            return None
        try:
            packed, count = pack(lines, self._signer, self._room.limit)
            return _Made(since, read_line(lines[0]).number, read_line(lines[count - 1]).number, packed)
        except ValueError as error:
            raise ApplianceError("E-STO-07", number=since + 1) from error

    def forget(self) -> None:
        """The batch in flight may be lost: the next one begins at the cursor again, and a restore that was declined
        is offered once more."""
        self._asked = self._ahead = None
        if self._declined >= DECLINED:
            self.trouble = None
        self._declined = 0

    def shrink(self) -> bool:
        """The batch in flight did not arrive and may have been too big: forget it, the next is smaller.

        False when it could not be smaller: it was a single event, or nothing was in flight.
        """
        smaller = self.several
        if smaller:
            self._room.refused(self._size)
        self.forget()
        return smaller

    def hear(self, payload: bytes) -> News | None:
        """Take what came on the ack topic; what it meant, or None when it was no acknowledgement.

        Raises ApplianceError (E-STO-…) when the cursor cannot be stored.
        """
        try:
            ack = read_ack(payload)
        except BadAck:
            return None
        head, cursor = self._outbox.head(), self._outbox.cursor()
        own = self._outbox.hash_of(ack.have) if ack.have else None
        decision = decide(ack, cursor, head, own, self._asked)
        if decision.news is News.MOVED:
            self._outbox.move_cursor(decision.cursor)
            if self._asked is not None and decision.cursor.have >= self._last:
                self._room.passed()
            self._asked, self._life_from, self._declined = None, 0, 0
        if decision.news is News.SAME and self._life_from:
            # Settled meanwhile: what was offered out of turn waits its turn.
            self._asked, self._life_from, self._declined = None, 0, 0
        if decision.news is News.FORMER and head is not None:
            self._follow_restore(head, ack, cursor)
        if decision.news is not News.OLD:
            other_life = ack.generation != cursor.generation
            self._parted = ack.have if decision.news is News.FORKED and other_life else None
        self.fork = ack.fork
        self._judge_trouble(ack, decision.news)
        self._tell_numbers(ack, decision.news, head, cursor)
        return decision.news

    def _tell_numbers(self, ack: Ack, news: News, head: Head | None, before: Cursor) -> None:
        """Numbers are held while the province knows another journal. Those of another life or branch are gone above
        as soon as it is heard of."""
        if self._numbers is None:
            return
        new_life = head is not None and head.epoch > max(1, before.epoch)
        if self.trouble is not None and self.trouble.code in OTHER_JOURNAL:
            self._numbers.hold(self.trouble.code, ack.series)
        elif news in (News.MOVED, News.SAME, News.FORMER):
            if new_life or (ack.fork is not None and news is not News.FORMER):
                self._numbers.go_above(ack.series)
            if news is not News.FORMER:
                self._numbers.release(ack.series)

    def _follow_restore(self, head: Head, ack: Ack, cursor: Cursor) -> None:
        """The province speaks of a life before a restore: offer it the event of that restore at once. Where it had
        that event, and was itself put back to before it, the cursor goes back as well."""
        since = last_before(ack.epoch, head, self._epoch_of)
        if cursor.epoch > ack.epoch:
            if ack.generation not in (0, cursor.generation):
                digest, epoch = self._outbox.hash_of(since) or (NO_HASH, 0)
                self._outbox.move_cursor(Cursor(since, digest, epoch, ack.generation))
                self._asked = None
        elif since != self._life_from:
            self._life_from, self._asked, self._declined = since, None, 0
        else:
            self._declined += 1

    def _epoch_of(self, number: int) -> int | None:
        found = self._outbox.hash_of(number)
        return found[1] if found else None

    def _judge_trouble(self, ack: Ack, news: News) -> None:
        if news is News.REWOUND:
            self.trouble = ApplianceError("E-NET-07", number=ack.have)
        elif news is News.FORKED or (news is News.FORMER and self._declined >= DECLINED):
            self.trouble = ApplianceError("E-NET-06", number=ack.have)
        elif ack.refused and ack.refused == key_name(self._signer.public):
            self.trouble = ApplianceError("E-NET-08", key=ack.refused)
        elif news in (News.MOVED, News.SAME, News.FORMER):
            self.trouble = None
