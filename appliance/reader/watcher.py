"""The loop that watches a reader through pcscd and reads each card that comes. It runs in one thread and may
stand for ever inside a silent card; `pcsc_reader` keeps watch over it. Numbers as in `pcsc`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum

from appliance.model.card import CardEvent, Lifted, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.reader.answer import GET_UID, uid_in
from appliance.reader.choice import choose
from appliance.reader.faults import Away, CardFault
from appliance.reader.pcsc import Busy, Connection, Look

_WAIT_SECONDS = 60.0
_WAIT_TO_ASK_AGAIN = 1.0
_WORTH_ANOTHER_TRY = {"E-RDR-04", "E-RDR-07"}
"""A card that failed may just lie better now. And pcscd tells nothing at all of a card that takes the place of one
it could not connect to, within one of its looks (0.4 s): only trying finds it."""
_WAIT_WITHOUT_READER = 5.0
"""Shorter, since pcscd before 2.3 does not tell of a reader that came just before the wait."""
_PAUSE_SECONDS = 0.3
_PAUSE_WHEN_REFUSED = 5.0
"""A refusal does not heal by waiting, only by a new rule and a restart of pcscd."""
_BUSY_SECONDS = 2.0
_BUSY_PAUSE = 0.1


class Mark(Enum):
    """Told beside the events."""

    ASKING = "a card is being asked"
    ANSWERED = "it has answered, or it is gone"


class Watcher:
    """Watches until `stopping` is set, and tells what it sees. With `stays`, a card that lies there is asked for
    its UID each second, since a swap makes no event while another program holds a handle open (9)."""

    def __init__(
        self, wanted: str, stays: bool, tell: Callable[[CardEvent | Mark], None], stopping: threading.Event
    ) -> None:
        self._wanted = wanted
        self._stays = stays
        self._tell = tell
        self._stopping = stopping
        self._waiting: Connection | None = None
        self._standing: ReaderAway | ReaderReady | None = None
        self._card: Tapped | Unreadable | None = None

    def run(self) -> None:
        """Watch, with new connections after each loss (3)."""
        while not self._stopping.is_set():
            pause = _PAUSE_SECONDS
            try:
                with Connection() as waiting, Connection() as working:
                    self._waiting = waiting
                    self._watch(waiting, working)
            except Away as away:
                self._card_gone()
                self._stand(ReaderAway(away.code))
                if away.code == "E-RDR-03":
                    pause = _PAUSE_WHEN_REFUSED
            finally:
                self._waiting = None
            self._stopping.wait(pause)

    def cancel(self) -> None:
        """Wake the wait, from another thread."""
        waiting = self._waiting
        if waiting is not None:
            waiting.cancel()

    def _watch(self, waiting: Connection, working: Connection) -> None:
        reader: str | None = None
        last = Look()
        while not self._stopping.is_set():
            names = waiting.readers()
            chosen = choose(names, self._wanted, reader)
            if chosen != reader:
                self._card_gone()
                reader, last = chosen, Look(0, last.readers)
            if reader is None:
                self._stand(ReaderAway("E-RDR-08" if names and self._wanted else "E-RDR-01"))
            elif not last.usable:
                self._card_gone()
                self._stand(ReaderAway("E-RDR-01"))
            else:
                self._stand(ReaderReady(reader))
            now = waiting.wait(reader, last, self._patience(reader))
            if now is None:
                continue
            if reader is not None and now.usable:
                self._stand(ReaderReady(reader))  # before its card, where it was out of order until now
                if now.state != last.state:
                    self._compare(working, reader, last, now)
                else:
                    self._ask_again(working, reader, now.atr)
            last = now

    def _patience(self, reader: str | None) -> float:
        if reader is None:
            return _WAIT_WITHOUT_READER
        return _WAIT_TO_ASK_AGAIN if self._failed or self._must_be_the_same else _WAIT_SECONDS

    @property
    def _failed(self) -> bool:
        return isinstance(self._card, Unreadable) and self._card.code in _WORTH_ANOTHER_TRY

    @property
    def _must_be_the_same(self) -> bool:
        return self._stays and isinstance(self._card, Tapped)

    def _compare(self, working: Connection, reader: str, last: Look, now: Look) -> None:
        """A card came or went, or both unseen: then only the counter moved (4)."""
        moved = last.state != 0 and last.counter != now.counter
        if last.present and (moved or not now.present):
            self._card_gone()
        elif moved and not now.present:
            self._tell_card(Unreadable("E-RDR-04"))
            self._card_gone()
        if now.present and (moved or not last.present):
            self._read(working, reader, now.atr)

    def _read(self, working: Connection, reader: str, atr: bytes) -> None:
        event: Tapped | Unreadable = Unreadable("E-RDR-04")
        self._tell(Mark.ASKING)
        try:
            event = Tapped(uid_in(self._ask(working, reader)), atr)
        except CardFault as fault:
            event = Unreadable(fault.code)
        finally:
            self._tell(Mark.ANSWERED)
            self._tell_card(event)

    def _ask_again(self, working: Connection, reader: str, atr: bytes) -> None:
        """Nothing happened for a while: try a card that failed, or see whether a card that was read is the same.
        Without watchdog in that case: a visit goes on while its card is silent, and ends when it is lifted."""
        if self._failed:
            self._read(working, reader, atr)
        elif self._must_be_the_same:
            event: Tapped | Unreadable
            try:
                event = Tapped(uid_in(working.ask(reader, GET_UID)), atr)
            except Busy:
                return
            except CardFault as fault:
                event = Unreadable(fault.code)
            if event != self._card:
                self._card_gone()
                self._tell_card(event)

    def _ask(self, working: Connection, reader: str) -> bytes:
        """Ask for the UID, again and again while another program holds the card."""
        deadline = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                return working.ask(reader, GET_UID)
            except Busy:
                if time.monotonic() > deadline or self._stopping.wait(_BUSY_PAUSE):
                    raise

    def _tell_card(self, event: Tapped | Unreadable) -> None:
        """Tell what the card is, once until it is something else."""
        if event != self._card:
            self._card = event
            self._tell(event)

    def _card_gone(self) -> None:
        if self._card is not None:
            self._card = None
            self._tell(Lifted())

    def _stand(self, event: ReaderAway | ReaderReady) -> None:
        """Tell how the reader stands, once until it stands otherwise."""
        if event != self._standing:
            self._standing = event
            self._tell(event)
