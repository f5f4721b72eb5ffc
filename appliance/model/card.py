"""What a card reader tells, what a card's answers mean, and the port that every reader driver has.

Numbers in brackets are the points of the devices fact sheet; ATRs and random UIDs stand in the village office
fact sheet, section 7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

UID_LENGTHS = (4, 7, 8, 10, 12)
"""Lengths in bytes that a UID may have (5): type A has 4, 7 or 10, type B a PUPI of 4."""

KTP_ATRS = frozenset(
    bytes.fromhex(text)
    for text in (
        "3B8A80013037393134315F3030316F",
        "3B8B800150333038473050335F31302B",
        "3B8B8001654B5450304432654B54504C",
    )
)
"""Answers to reset of KTP-el that villages have seen. Others exist: an unknown one is no proof against a card."""

SIM_ATRS = frozenset(
    bytes.fromhex(text)
    for text in (
        "3B888001310109000000000030",
        "3B8C8001502C8D214B23180100778197CD",
        "3B8C800150370B16BD310106017781777C",
    )
)
"""Answers to reset of driving licences (SIM), the card that is most often taken for a KTP."""

RANDOM_UID = 0x08
"""First byte of a four-byte UID that is new at each tap: phones, passports (ISO/IEC 14443-3, 6.5.4)."""

CardKind = Literal["ktp", "other", "unknown"]


def card_kind(atr: bytes) -> CardKind:
    """What the answer to reset says: a known KTP-el, surely another card, or one that only a person can judge."""
    if atr in KTP_ATRS:
        return "ktp"
    return "other" if atr in SIM_ATRS else "unknown"


def is_random_uid(uid: bytes) -> bool:
    """Whether this UID will be another one at the next tap, so that it can never be linked."""
    return len(uid) == 4 and uid[0] == RANDOM_UID


@dataclass(frozen=True)
class Tapped:
    """A card was read: all bytes of its UID in reading order, and its answer to reset. Neither is ever shown."""

    uid: bytes = field(repr=False)
    atr: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Lifted:
    """The card went away, or can no longer be asked because the reader did."""


@dataclass(frozen=True)
class Unreadable:
    """A card is there but could not be read; `code` says what to do (lay it down again, lift it, other card)."""

    code: str


@dataclass(frozen=True)
class ReaderAway:
    """No reader can be used; `code` says why. Told once for each cause, until `ReaderReady`."""

    code: str


@dataclass(frozen=True)
class ReaderReady:
    """A reader waits for a card."""

    name: str


CardEvent = Tapped | Lifted | Unreadable | ReaderAway | ReaderReady


class Reader(Protocol):
    """A card reader, good for one `run`.

    `run` blocks its own thread and calls `emit` there, never twice at a time; it never raises for a fault of
    device or daemon but tells it as an event, and goes on by itself when the fault is gone. Events come in this
    order: first `ReaderReady` or `ReaderAway`; only a ready reader tells cards; each card is one or more of
    `Unreadable` and at most one `Tapped`, then `Lifted` before the next card and before `ReaderAway`.
    """

    @property
    def kind(self) -> Literal["pcsc", "simulated", "none"]:
        """Which driver this is."""

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Watch the reader until `stop` is called from another thread."""

    def stop(self) -> None:
        """End `run` within a second, from any thread, also when `run` was not called yet."""
