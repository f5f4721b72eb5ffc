"""The door to pcscd: one connection, in our words. Alone in importing the C layer of pyscard.

Not pyscard's `CardMonitor`: it prints a traceback and ends for good when the daemon stops. Numbers in brackets
are the points of the devices fact sheet, "Card reader".
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from types import TracebackType

from smartcard import scard

from appliance.reader import daemon
from appliance.reader.faults import Away, CardFault

LOG = logging.getLogger(__name__)

_PNP = r"\\?PnP?\Notification"
"""Name of the reader that is none: it changes when readers come and go. The upper word of its state is handed back
as it came: pcscd 2.3 counts events there, and a number of readers would make every wait return at once after the
first replug."""

_LIST_AGAIN = {scard.SCARD_E_CANCELLED, scard.SCARD_E_UNKNOWN_READER}
_DEAD = {
    scard.SCARD_E_NO_SERVICE,
    scard.SCARD_E_SERVICE_STOPPED,
    scard.SCARD_E_INVALID_HANDLE,
    scard.SCARD_F_COMM_ERROR,
    scard.SCARD_F_INTERNAL_ERROR,
}
"""Answers that say the connection is lost; it stays so when the daemon is back."""


class Busy(CardFault):
    """Another program holds the card; it may let go soon."""


@dataclass(frozen=True)
class Look:
    """What one wait saw. `state` and `readers` go into the next wait as they are: `state` holds the flags and
    the counter of events of the watched reader, `readers` counts readers come and gone (pcscd 2.3 and newer)."""

    state: int = 0
    readers: int = 0
    atr: bytes = b""

    @property
    def present(self) -> bool:
        """A card is on the reader."""
        return bool(self.state & scard.SCARD_STATE_PRESENT)

    @property
    def usable(self) -> bool:
        """The reader is there and in order; true as well before the first wait."""
        return not self.state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE)

    @property
    def counter(self) -> int:
        """Cards come and gone on this reader so far, 16 bits."""
        return self.state >> 16


class Connection:
    """One context of pcscd. It serves one call at a time, so that waiting and reading need two. Every method may
    raise `Away`; the connection is then of no more use."""

    def __init__(self) -> None:
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if code != scard.SCARD_S_SUCCESS:
            refused = code == scard.SCARD_W_SECURITY_VIOLATION or daemon.listens()
            raise _away(code, "E-RDR-03" if refused else "E-RDR-02")

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        scard.SCardReleaseContext(self._context)

    def readers(self) -> list[str]:
        """Names of the readers that are there."""
        code, names = scard.SCardListReaders(self._context, [])
        if code == scard.SCARD_E_NO_READERS_AVAILABLE:
            return []
        if code != scard.SCARD_S_SUCCESS:
            raise _away(code)
        return list(names)

    def wait(self, reader: str | None, last: Look, seconds: float) -> Look | None:
        """Block until something differs from `last` on `reader`, or readers come or go; after `seconds` the state
        is still the last one. None when the reader is not there any more, or `cancel` was called: then list the
        readers again (3)."""
        states = [(_PNP, last.readers << 16)]
        if reader is not None:
            states.append((reader, last.state))
        code, seen = scard.SCardGetStatusChange(self._context, int(seconds * 1000), states)
        if code in _LIST_AGAIN:
            return None
        if code not in (scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT):
            raise _away(code)
        readers = seen[0][1] >> 16 & 0xFFFF
        if reader is None or code == scard.SCARD_E_TIMEOUT:
            return replace(last, readers=readers)
        _name, state, atr = seen[1]
        return Look(state & ~scard.SCARD_STATE_CHANGED, readers, bytes(atr))

    def cancel(self) -> None:
        """End a `wait` that stands, from another thread. Without one it does nothing, so call again (8)."""
        scard.SCardCancel(self._context)

    def ask(self, reader: str, apdu: bytes) -> bytes:
        """Connect to the card, send one command, disconnect, since a handle that stays open hides swapped cards
        (9); the answer with its status bytes. Blocks for as long as the card is silent and lies there (7), or
        another program is in a transaction with it. Raises `CardFault`: E-RDR-04 when the card cannot be talked
        to, E-RDR-03 when pcscd forbids it, and `Busy` (E-RDR-07) when another program has it for itself."""
        code, card, protocol = scard.SCardConnect(
            self._context,
            reader,
            scard.SCARD_SHARE_SHARED,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        _check(code)
        try:
            code, answer = scard.SCardTransmit(card, protocol, list(apdu))
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        _check(code)
        return bytes(answer)


def _check(code: int) -> None:
    if code == scard.SCARD_S_SUCCESS:
        return
    if code in _DEAD:
        raise _away(code)
    LOG.info("card not read: %s", scard.SCardGetErrorMessage(code))
    if code == scard.SCARD_E_SHARING_VIOLATION:
        raise Busy("E-RDR-07")
    raise CardFault("E-RDR-03" if code == scard.SCARD_W_SECURITY_VIOLATION else "E-RDR-04")


def _away(code: int, word: str = "E-RDR-02") -> Away:
    LOG.info("pcscd: %s", scard.SCardGetErrorMessage(code))
    return Away(word)
