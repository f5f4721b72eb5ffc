"""What a reader, its service and a card may answer, through the loop that watches them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st
from smartcard import scard

from appliance.model.card import (
    UID_LENGTHS,
    CardEvent,
    Lifted,
    ReaderAway,
    ReaderReady,
    Tapped,
    Unreadable,
    card_kind,
)
from appliance.reader import watcher
from appliance.reader.answer import uid_in
from appliance.reader.faults import Away, CardFault
from appliance.reader.pcsc import Busy, Look
from tests.fuzz.target import Target, hold, modest

_FLAGS = (
    scard.SCARD_STATE_EMPTY,
    scard.SCARD_STATE_PRESENT,
    scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_INUSE,
    scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_MUTE,
    scard.SCARD_STATE_UNKNOWN,
    scard.SCARD_STATE_UNAVAILABLE,
    0,
)
_NAMES = ("ACS ACR122U PICC 00 00", "SAM slot", "X\x1b[2J", "")


def _answer(data: bytes) -> bool:
    try:
        uid = uid_in(data)
    except CardFault as fault:
        modest(fault, "E-RDR-04", "E-RDR-06")
        return False
    hold(data == uid + b"\x90\x00" and len(uid) in UID_LENGTHS, "a UID that is no whole one")
    shown = repr(Tapped(uid, data))
    hold(uid.hex() not in shown.lower() and repr(uid) not in shown, "a UID that is shown")
    hold(card_kind(uid) == "unknown", "a UID that is an answer to reset")
    return True


class _Script:
    """The bytes of one input, read as what the service says next; when they end, so does the watch."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def byte(self) -> int:
        """The next byte, 0 at the end."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def piece(self) -> bytes:
        """A byte for the length, and so many bytes."""
        size = self.byte() % 16
        self._at += size
        return self._data[self._at - size : self._at]

    def is_set(self) -> bool:
        """As the event that stops the watch."""
        return self._at >= len(self._data)

    def wait(self, _seconds: float) -> bool:
        """Nobody sleeps here; a pause takes a byte, so that the script comes to its end."""
        self._at += 1
        return self.is_set()


class _Service:
    """A connection to the service that says what the script says."""

    script: _Script

    def __init__(self) -> None:
        self._fail(14)

    def __enter__(self) -> _Service:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def _fail(self, often: int) -> None:
        if self.script.byte() % 16 >= often:
            raise Away(("E-RDR-01", "E-RDR-02", "E-RDR-03")[self.script.byte() % 3])

    def readers(self) -> list[str]:
        self._fail(15)
        return [_NAMES[self.script.byte() % len(_NAMES)] for _ in range(self.script.byte() % 3)]

    def wait(self, reader: str | None, last: Look, _seconds: float) -> Look | None:
        self._fail(15)
        if self.script.byte() % 8 == 0:
            return None
        if reader is None:
            return last
        state = _FLAGS[self.script.byte() % len(_FLAGS)] | self.script.byte() << 16
        return Look(state, self.script.byte(), self.script.piece())

    def cancel(self) -> None:
        """Nobody waits."""

    def ask(self, _reader: str, _apdu: bytes) -> bytes:
        match self.script.byte() % 8:
            case 0:
                raise CardFault("E-RDR-04")
            case 1:
                raise Busy("E-RDR-07")
            case 2:
                raise Away("E-RDR-02")
            case 3:
                return self.script.piece() + b"\x90\x00"
            case _:
                return self.script.piece()


def _watched(data: bytes) -> bool:
    events: list[CardEvent] = []
    script = _Script(data)
    _Service.script = script
    loop = watcher.Watcher("", bool(script.byte() % 2), lambda told: _note(events, told), script)  # type: ignore[arg-type]
    loop.run()
    _in_order(events)
    return any(isinstance(event, Tapped) for event in events)


def _note(events: list[CardEvent], told: Any) -> None:
    if not isinstance(told, watcher.Mark):
        events.append(told)


def _in_order(events: list[CardEvent]) -> None:
    """The order that `appliance.model.card.Reader` promises."""
    ready, lies, read = False, False, False
    for event in events:
        match event:
            case ReaderReady():
                hold(not lies, "a reader is told while a card lies there")
                ready = True
            case ReaderAway():
                hold(not lies, "the reader went before its card")
                ready = False
            case Tapped():
                hold(ready and not read, "a card without reader, or read twice")
                lies = read = True
            case Unreadable():
                hold(ready and not read, "a card without reader, or a good one that turned bad")
                lies = True
            case Lifted():
                hold(lies, "what was not there was lifted")
                lies = read = False


@contextmanager
def _service() -> Iterator[None]:
    real = watcher.Connection
    watcher.Connection = _Service  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        watcher.Connection = real  # type: ignore[misc]


CARD = Target(
    "card answers",
    "only a whole UID with success is taken, and it is never shown",
    _answer,
    (bytes.fromhex("04A1B2C3D4E5F69000"), bytes.fromhex("0102030490009000"), bytes.fromhex("6A81"), b""),
    (b"\x90\x00", b"\x63\x00", b"\x6a\x81"),
    st.binary(max_size=20),
    share=0.5,
)
READER = Target(
    "reader",
    "events come in the order of the reader's port, whatever the service says",
    _watched,
    (
        bytes.fromhex("00 00 00 00 01 00 01 00 01 01 01 00 03 07 04A1B2C3D4E5F6 00 01 00 01 01 00 02 00 00"),
        bytes(range(64)),
        bytes.fromhex("04000001010003 0704a1b2c3d4e5f6 000200020304"),
        bytes.fromhex("0100000000010001010100030704a1b2c3d4e5f600010001010102000304010203040000"),
    ),
    made=st.binary(max_size=120),
    surroundings=_service,
)
