"""What the sender needs of the store, and what a mailman by network offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from appliance.model.journal import Cursor, Head


class Outbox(Protocol):
    """The village's journal, as the sender sees it. Each call is short and may be made at any time."""

    def head(self) -> Head | None:
        """The newest event, or None before the first."""

    def lines(self, since: int, limit: int) -> list[bytes]:
        """The lines of at most `limit` events with numbers above `since`, in their order."""

    def hash_of(self, number: int) -> tuple[str, int] | None:
        """Hash (hex) and epoch of an event, or None where there is none."""

    def cursor(self) -> Cursor:
        """The cursor as stored; `Cursor()` before the first acknowledgement."""

    def move_cursor(self, cursor: Cursor) -> None:
        """Store the cursor. An acknowledgement deletes nothing."""


class Numbers(Protocol):
    """The village's letter numbers, as the sender speaks to them (threat F8)."""

    def hold(self, cause: str, seen: Mapping[str, int]) -> None:
        """No letter gets a number any more, for the `cause` (a code): the province knows another journal, and has
        `seen` these highest numbers, by series and year (`model.places`)."""

    def last(self) -> Mapping[str, int]:
        """The last numbers given here, by series and year."""

    def go_above(self, seen: Mapping[str, int]) -> bool:
        """Another journal of this village may have given numbers: go on above all that the province has `seen`."""

    def release(self, seen: Mapping[str, int]) -> None:
        """The province's word fits the journal: what was held goes on, above those that it has `seen`."""


@dataclass(frozen=True)
class Message:
    """What goes out on a topic or came on one. `retained`: the broker shall keep it, or had it from before.
    `number` is the broker's own for what came; it is wanted back when the message is dealt with."""

    topic: str
    payload: bytes
    retained: bool = False
    number: int = 0


class Link(Protocol):
    """One connection to a broker at a time, used by one thread. It keeps nothing from one to the next, and every
    method raises ApplianceError (E-NET-…) when the connection cannot be made or is lost."""

    def open(self, client_id: str, will: Message | None) -> None:
        """Connect; `will` is what the broker says when this side is gone without goodbye."""

    def subscribe(self, *topics: str) -> None:
        """Ask for topics and wait until the broker has granted them."""

    def publish(self, message: Message) -> None:
        """Send by QoS 1. That the broker took it means nothing; only the province's answer does."""

    def wait(self, seconds: float) -> Message | None:
        """The next message, or None when none came in `seconds`. Also keeps the connection alive."""

    def close(self) -> None:
        """Say goodbye and hang up; also right when nothing is open."""
