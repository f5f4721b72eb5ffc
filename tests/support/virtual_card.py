"""Cards for the virtual reader of vsmartcard: good ones, and every bad one that a driver must live with.

    with VirtualCard(pcscd.port, uid=UID):      # lies on the reader inside the block
        ...
    card = VirtualCard(port, answer=silent); card.put(); ...; card.lift()

Protocol of vpcd: two length bytes (big-endian), then one byte of control (0 off, 1 on, 2 reset, 4 "your ATR?")
or a command to answer. The reader looks for a card every 0.4 s.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from types import TracebackType

KTP_ATR = bytes.fromhex("3B8A80013037393134315F3030316F")
SIM_ATR = bytes.fromhex("3B888001310109000000000030")
BAD_ATR = bytes.fromhex("000102030405")
UID = bytes.fromhex("04A1B2C3D4E5F6")
OTHER_UID = bytes.fromhex("0411223344556677")[:7]

_GET_UID = bytes.fromhex("FFCA0000")
_ASK_ATR = 4
_CONNECT_SECONDS = 20


class Silent(Exception):
    """The card does not answer, and stays."""


class Leaves(Exception):
    """The card is pulled while it answers; `piece` is what still comes out of it."""

    def __init__(self, piece: bytes = b"") -> None:
        super().__init__()
        self.piece = piece


Answer = Callable[[bytes], bytes]
"""What a card says to a command. May raise `Silent` or `Leaves`."""


def good(uid: bytes) -> Answer:
    """Gives its UID, and refuses any other command."""
    return lambda apdu: uid + b"\x90\x00" if apdu[:4] == _GET_UID else b"\x6a\x81"


def says(answer: bytes) -> Answer:
    """Says this to every command: a refusal such as 63 00, one byte, noise."""
    return lambda _apdu: answer


def silent(_apdu: bytes) -> bytes:
    """Never answers."""
    raise Silent


def leaves(piece: bytes = b"") -> Answer:
    """Is pulled in the middle: the length promises a whole answer, `piece` is what comes of it."""

    def answer(_apdu: bytes) -> bytes:
        raise Leaves(piece)

    return answer


class VirtualCard:
    """A card for the reader at `port`. `answer` overrides the good answer with `uid`; with `looks`, the card goes
    away by itself when it was asked for its ATR that many times."""

    def __init__(
        self,
        port: int,
        uid: bytes = UID,
        *,
        atr: bytes = KTP_ATR,
        answer: Answer | None = None,
        looks: int | None = None,
    ) -> None:
        self._port = port
        self._atr = atr
        self._answer = answer or good(uid)
        self._looks = looks
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._asked = threading.Event()
        self.first_look: float | None = None
        """`time.perf_counter()` of the reader's first question for the ATR."""
        self.commands = 0
        """Commands that reached the card."""

    def __enter__(self) -> VirtualCard:
        self.put()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.lift()

    def put(self) -> None:
        """Lay the card on the reader. It is seen at the reader's next look."""
        if self._socket is not None:
            raise RuntimeError("the card lies on the reader already")
        self.first_look, self.commands = None, 0
        self._asked.clear()
        self._socket = self._connect()
        self._thread = threading.Thread(target=self._serve, args=(self._socket,), name="virtual-card", daemon=True)
        self._thread.start()

    def lift(self) -> None:
        """Take the card away, in the middle of whatever goes on. Does nothing when it is away."""
        if self._socket is None:
            return
        _close(self._socket)
        self._socket = None
        if self._thread is not None:
            self._thread.join(5)

    def wait_command(self, seconds: float = 20) -> None:
        """Wait until a command has reached the card."""
        if not self._asked.wait(seconds):
            raise TimeoutError("no command reached the card")

    def _connect(self) -> socket.socket:
        """Try until the reader listens: it may just be starting."""
        deadline = time.monotonic() + _CONNECT_SECONDS
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self._port), timeout=5)
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _serve(self, link: socket.socket) -> None:
        link.settimeout(None)
        looks = 0
        try:
            while True:
                message = _take(link)
                if len(message) != 1:
                    self._reply(link, message)
                elif message[0] == _ASK_ATR:
                    self.first_look = self.first_look or time.perf_counter()
                    if looks == self._looks:
                        _close(link)
                        return
                    looks += 1
                    _send(link, self._atr)
        except (EOFError, OSError):
            return  # lifted, or the reader's daemon is gone

    def _reply(self, link: socket.socket, apdu: bytes) -> None:
        self.commands += 1
        self._asked.set()
        try:
            _send(link, self._answer(apdu))
        except Silent:
            return
        except Leaves as leaving:
            link.sendall(struct.pack(">H", 9) + leaving.piece)
            _close(link)


def _take(link: socket.socket) -> bytes:
    (size,) = struct.unpack(">H", _exactly(link, 2))
    return _exactly(link, size)


def _exactly(link: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = link.recv(size - len(data))
        # vpcd sends with Nagle on: without our acknowledgement at once its next piece waits 40 ms.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        if not piece:
            raise EOFError
        data += piece
    return data


def _send(link: socket.socket, data: bytes) -> None:
    link.sendall(struct.pack(">H", len(data)) + data)


def _close(link: socket.socket) -> None:
    """Shut down first: that wakes a thread which reads, and a plain close does not."""
    try:
        link.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side closed already
    finally:
        link.close()
