"""What a printer may say: to whoever tells its answers apart, and in the middle of a talk."""

from __future__ import annotations

from itertools import cycle

from hypothesis import strategies as st

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page, Text
from appliance.printer.answers import PROCESS_ID, Answers, is_paper, is_status, judge
from appliance.printer.escpos import render
from appliance.printer.limits import Limits
from appliance.printer.profile import load_profile
from appliance.printer.protocol import Conversation
from tests.fuzz.target import Target, hold, modest

_LIMITS = Limits()
_PAGE = Page((Text("SURAT KETERANGAN"), Text("BUDI SANTOSO")))
_PROFILES = (load_profile("generic", 80), load_profile("epson-tm-t82", 80))
_LONGEST = 4 * (_LIMITS.job + _LIMITS.patience + _LIMITS.quiet + _LIMITS.round)
"""Seconds of a talk that no printer may draw out."""
_KEPT = 10_000
"""Answers that may wait for their question."""


def _told_apart(data: bytes) -> bool:
    whole, single = Answers(), Answers()
    whole.feed(data)
    for byte in data:
        single.feed(bytes([byte]))
    found = (list(whole.statuses), list(whole.papers), set(whole.ids))
    hold(found == (list(single.statuses), list(single.papers), set(single.ids)), "in pieces it says something else")
    statuses, papers, ids = found
    hold(all(map(is_status, statuses)) and all(map(is_paper, papers)), "an answer that is none")
    hold(all(PROCESS_ID + token + b"\0" in data for token in ids), "a job that was never named")
    status = judge(dict(enumerate(statuses[:4], 1)))
    hold(status.fault is None or status.fault.startswith("E-PRN-"), "a fault without code")
    return bool(statuses or papers or ids)


class _Scripted:
    """A channel whose printer says one piece after another, whatever it is asked, and begins anew where it is
    `endless`; its clock goes on with each call. A piece is a byte for its length and for what a write takes that
    meets it, and so many bytes."""

    def __init__(self, data: bytes, *, endless: bool) -> None:
        pieces = []
        at = 0
        while at < len(data):
            size = data[at] & 0x0F
            pieces.append((data[at] >> 4, data[at + 1 : at + 1 + size]))
            at += 1 + size
        self._pieces = iter(pieces) if not endless else cycle(pieces)
        self.now = 0.0
        self._ready = b""
        self.said = bytearray()
        self.taken = bytearray()

    def clock(self) -> float:
        return self.now

    def write(self, data: bytes, limit: float) -> int:
        how, piece = self._next()
        if how == 15:
            raise ApplianceError("E-PRN-07")
        took = 0 if how == 14 else min(len(data), how + 1 if how < 8 else len(data))
        self._ready += piece
        self.now += 0.03 if 8 <= how < 14 else limit
        self.taken += data[:took]
        return took

    def read(self, limit: float) -> bytes:
        how, piece = self._next()
        if how == 15:
            raise ApplianceError("E-PRN-07")
        piece, self._ready = self._ready + piece, b""
        self.said += piece
        self.now += 0.03 if piece else limit
        return piece

    def abort(self) -> None:
        """Nothing is held back here."""

    def _next(self) -> tuple[int, bytes]:
        self.now += 0.001
        return next(self._pieces, (8, b""))


def _talk(data: bytes) -> bool:
    """Byte 0 says which profile, whether the job before went wrong, whether the printer talks for ever."""
    how, script = (data[0], data[1:]) if data else (0, b"")
    profile, after = _PROFILES[how & 1], bool(how & 2)
    channel = _Scripted(script, endless=bool(how & 4))
    line = Conversation(channel, profile, _LIMITS, channel.clock)
    try:
        outcome = line.send(_PAGE, lambda _done, _all: None, after_trouble=after)
    except ApplianceError as refusal:
        modest(refusal, "E-PRN-")
        hold(_job_bytes(channel, profile, after) == 0, "refused, though bytes of the page had left")
        return False
    finally:
        hold(channel.now < _LONGEST, "the talk does not end")
        kept = line._asking.answers
        hold(len(kept.statuses) + len(kept.papers) + len(kept.ids) < _KEPT, "what is said is kept without end")
    if outcome.state == "printed":
        job = render(_PAGE, profile, after)
        hold(bytes(channel.taken).count(job) == 1, "printed, though the page did not leave once and whole")
        hold(
            any(map(is_paper, channel.said)) or PROCESS_ID in channel.said,
            "printed, though the printer never said so",
        )
    else:
        hold((outcome.code or "").startswith("E-PRN-"), "unsure without a cause")
    return outcome.state == "printed"


def _job_bytes(channel: _Scripted, profile: object, after: bool) -> int:
    """Bytes of the page that the printer took: those of the text, which no question has."""
    return bytes(channel.taken).count(b"SURAT")


_FINE = b"\x12"
_SAMPLES = (
    _FINE * 4 + b"\x00" + _FINE * 4,
    b"\x12\x37\x22ABCD\x00\x12",
    b"\x14\x00\x0c\x0f\x12",
    b"\x1a\x32\x12\x72",
    b"",
)


def _spoken(*pieces: tuple[int, bytes]) -> bytes:
    return b"".join(bytes([how << 4 | len(piece)]) + piece for how, piece in pieces)


_GOOD = _spoken(*[(8, _FINE)] * 12, (8, b"\x00"), *[(8, _FINE)] * 12)
_TALKS = (
    b"\x04" + _spoken((8, b""), (8, b"\x12\x00")),
    b"\x06" + _spoken((8, b""), (8, b"\x12\x00")),
    b"\x05" + _spoken((8, b""), (8, b"\x12\x37\x22ABCD\x00")),
    b"\x04" + _spoken((8, _FINE)),
    b"\x06" + _spoken((8, _FINE), (8, b"\x00"), (8, b"")),
    b"\x00" + _GOOD,
    b"\x01" + _GOOD,
    b"\x05" + _spoken((8, b""), (8, _FINE)),
    b"\x04" + _spoken((14, b"")),
    b"\x07" + _spoken((0, b"")),
    b"\x04" + _spoken((8, b"\x00" * 15)),
    b"\x04" + _spoken((8, b"\x32")),
    b"\x04" + _spoken((3, _FINE), (8, b""), (8, b"\x0c")),
    b"",
)
_WORDS = (
    b"\x12",
    b"\x00",
    b"\x32",
    b"\x1a",
    b"\x14\x00\x00\x00",
    PROCESS_ID,
    b"\x81\x12",
    b"\x80",
    b"\xe0",
    b"\xf0",
)

PRINTER = Target(
    "printer answers",
    "the same in whatever pieces; nothing is an answer that is none",
    _told_apart,
    _SAMPLES,
    _WORDS,
    st.binary(max_size=200),
)
TALK = Target(
    "printer talk",
    "it ends; printed only when the page left once and the printer said so; refused only before its first byte",
    _talk,
    _TALKS,
    _WORDS,
    st.binary(max_size=60),
    share=0.15,
)
