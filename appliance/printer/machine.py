"""A receipt printer made of software: it obeys the commands we use, has faults, and keeps what it printed.

After Epson's published command reference. It is used by demo and tests in place of a printer; it is strict: what a
real machine would print wrongly or not at all is kept as a complaint.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from appliance.printer.profile import Profile
from appliance.printer.raster import PIECE_ROWS

LINE_DOTS = 30
"""Paper a line of text takes: 1/6 inch less the gap, at 203 dpi."""

_REALTIME = re.compile(rb"\x10\x04([\x01-\x04])|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
_MAYBE_REALTIME = re.compile(rb"\x10(\x04|\x14(\x08(\x01(\x03(\x14(\x01(\x06\x02?)?)?)?)?)?)?)?\Z")


class Vanished(Exception):
    """The printer has gone: no power, or no cable."""


@dataclass
class Paper:
    """One piece of paper, to the cut or as far as it got. A picture's rows stand in `picture`, one byte eight
    dots, and in `lines` as one entry ``[picture]`` a piece."""

    lines: list[str] = field(default_factory=list)
    picture: list[bytes] = field(default_factory=list)
    cut: bool = False

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)


@dataclass
class Machine:
    """The printer. Set its fields to give it faults, at any time and from any thread; `mend` goes on after one.

    Faults a status tells: `dots_left` of the roll (None: without end), `cover_open`, `jams_at_cut`, `hot`,
    `broken`, `near_end`. Faults it does not: `silent`; `delay` (seconds before each answer); `noise` (bytes
    before each answer); `doubled` answers; `lost` (how many answers do not arrive); `room` (bytes it still reads,
    then it stops reading); `life` (bytes until it vanishes); `swallows` (takes all, prints nothing). `speed` (dots
    a second, None: at once) makes it slow: what it took comes out later, as on every real one.
    """

    profile: Profile
    clock: Callable[[], float] = time.monotonic

    dots_left: int | None = None
    cover_open: bool = False
    jams_at_cut: bool = False
    hot: bool = False
    broken: bool = False
    near_end: bool = False
    silent: bool = False
    delay: float = 0.0
    noise: bytes = b""
    doubled: bool = False
    lost: int = 0
    room: int | None = None
    life: int | None = None
    swallows: bool = False
    speed: float | None = None

    papers: list[Paper] = field(default_factory=list)
    """What came out, oldest first; the last one may still hang in the machine (`cut` is False)."""
    received: bytearray = field(default_factory=bytearray)
    """Every byte it took."""
    complaints: list[str] = field(default_factory=list)
    """What a real machine would not have understood or shown."""

    _buffer: bytearray = field(default_factory=bytearray)
    _tail: bytes = b""
    _line: str = ""
    _size: int = 1
    _jammed: bool = False
    _moving_until: float = 0.0
    _answers: list[tuple[float, bytes]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def take(self, data: bytes) -> int:
        """Take bytes off the link; how many. Raises `Vanished` where it has no life left."""
        with self._lock:
            if self.life is not None and self.life <= 0:
                raise Vanished
            count = min([len(data), *(limit for limit in (self.room, self.life) if limit is not None)])
            self.room = None if self.room is None else self.room - count
            self.life = None if self.life is None else self.life - count
            self.received += data[:count]
            self._listen(data[:count])
            self._work()
            return count

    def say(self) -> bytes:
        """The answers that are due."""
        with self._lock:
            if self.life is not None and self.life <= 0:
                raise Vanished
            self._work()
            now = self.clock()
            due = [answer for at, answer in self._answers if at <= now]
            self._answers = [(at, answer) for at, answer in self._answers if at > now]
            return b"".join(due)

    def mend(self) -> None:
        """A person came: new roll, cover shut, cutter free; a machine that stopped reading reads on."""
        with self._lock:
            self.dots_left, self.room = None, None
            self.cover_open = self.jams_at_cut = self.hot = self.broken = self._jammed = False
            self._work()

    def power_cycle(self) -> None:
        """Switched off and on: faults of the link are gone, and so is what it had not printed."""
        with self._lock:
            self.life = self.room = None
            self._buffer.clear()
            self._tail, self._line, self._size = b"", "", 1
            self._moving_until = 0.0
            self._answers.clear()

    @property
    def in_picture(self) -> bool:
        """Whether it waits for the rest of a picture, and would eat the next title."""
        return self._buffer.startswith(b"\x1dv") and not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether it prints nothing now."""
        return self.dots_left == 0 or self.cover_open or self._jammed or self.hot or self.broken

    def _listen(self, data: bytes) -> None:
        """Real-time commands are obeyed as they come in, wherever they stand; the rest waits its turn."""
        data = self._tail + data
        self._tail = b""
        at = 0
        for command in _REALTIME.finditer(data):
            self._buffer += data[at : command.start()]
            at = command.end()
            if command[1]:
                self._answer(bytes([self._status(command[1][0])]))
            else:
                self._buffer.clear()
                self._line = ""
                self._answer(b"\x37\x25\x00")
        rest = data[at:]
        if half := _MAYBE_REALTIME.search(rest):
            self._tail, rest = rest[half.start() :], rest[: half.start()]
        self._buffer += rest

    def _status(self, question: int) -> int:
        out = self.dots_left == 0
        error = self._jammed or self.hot or self.broken
        bits = {
            1: 0x08 * self.stopped,
            2: 0x04 * self.cover_open | 0x20 * out | 0x40 * error,
            3: 0x08 * self._jammed | 0x20 * self.broken | 0x40 * self.hot,
            4: 0x0C * (self.near_end or out) | 0x60 * out,
        }
        return 0x12 | bits[question]

    def _answer(self, data: bytes) -> None:
        if self.lost:
            self.lost -= 1
        elif not self.silent:
            self._answers.append((self.clock() + self.delay, self.noise + data * (2 if self.doubled else 1)))

    def _work(self) -> None:
        """Obey what waits, in order, as far as it goes."""
        while self._buffer and not self.stopped and self.clock() >= self._moving_until:
            size = self._obey(bytes(self._buffer[:8]))
            if size == 0:
                return
            del self._buffer[:size]

    def _obey(self, head: bytes) -> int:
        """Obey the command that `head` begins with; its length, 0 when it is not all here or cannot be done."""
        if head[0] >= 0x20:
            self._line += head[:1].decode("cp437")
            return 1
        match head:
            case b"\x1b" | b"\x1d" | b"\x1d(":
                return 0
        match head[:2]:
            case b"\x1b@":
                self._line, self._size = "", 1
                return 2
            case b"\x1bt" | b"\x1bE" | b"\x1b-":
                return 3 if len(head) > 2 else 0
            case b"\x1b!":
                return self._set_size(head)
            case b"\x1bd":
                return 3 if len(head) > 2 and self._feed(head[2] * LINE_DOTS) else 0
            case b"\x1dV":
                return self._cut(head)
            case b"\x1dv":
                return self._picture(head)
            case b"\x1dr":
                if len(head) > 2:
                    self._answer(bytes([0x03 * self.near_end]))
                return 3 if len(head) > 2 else 0
            case b"\x1d(":
                return self._process_id()
        match head[0]:
            case 0x00:
                return 1
            case 0x0A:
                return self._end_line()
        self.complaints.append(f"unknown command {head[:2].hex()}")
        return 1

    def _set_size(self, head: bytes) -> int:
        if len(head) < 3:
            return 0
        self._size = 2 if head[2] & 0x20 else 1
        return 3

    def _end_line(self) -> int:
        if not self._feed(LINE_DOTS * self._size):
            return 0
        if len(self._line) * self._size > self.profile.columns:
            self.complaints.append(f"a line of {len(self._line)} letters")
        self._paper().lines.append(self._line)
        self._line = ""
        return 1

    def _cut(self, head: bytes) -> int:
        if len(head) < 3:
            return 0
        if self.profile.cutter == "none":
            self.complaints.append("a cut without a cutter")
        if self.jams_at_cut:
            self._jammed = True
            return 0
        if self.papers:
            self.papers[-1].cut = True
        return 3

    def _picture(self, head: bytes) -> int:
        if len(head) < 8:
            return 0
        width, rows = int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
        data = bytes(self._buffer[8 : 8 + width * rows])
        if len(data) < width * rows or not self._feed(rows):
            return 0
        if width * 8 > self.profile.dots + 7 or rows > PIECE_ROWS:
            self.complaints.append(f"a picture of {width * 8} by {rows} dots")
        self._paper().picture += [data[at : at + width] for at in range(0, len(data), max(1, width))]
        self._paper().lines.append("[picture]")
        return 8 + len(data)

    def _process_id(self) -> int:
        command = bytes(self._buffer[:11])
        if len(command) < 11:
            return 0
        if command[2:7] != b"H\x06\x0000" or not self.profile.process_id:
            self.complaints.append(f"unknown command {command[:3].hex()}")
        else:
            self._answer(b"\x37\x22" + command[7:11] + b"\x00")
        return 11

    def _feed(self, dots: int) -> bool:
        """Move the paper, or stop where there is not enough of it."""
        if self.dots_left is not None:
            if self.dots_left < dots:
                self.dots_left = 0
                return False
            self.dots_left -= dots
        if self.speed is not None:
            self._moving_until = self.clock() + dots / self.speed
        return True

    def _paper(self) -> Paper:
        if self.swallows:
            return Paper()
        if not self.papers or self.papers[-1].cut:
            self.papers.append(Paper())
        return self.papers[-1]
