"""Event lines of any journal, sealed by their own hash where the first byte says so."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from hypothesis import strategies as st

from appliance.model.event import LINE_LIMIT, line_hash, read_line, write_line
from appliance.post.memory import MemoryJournal
from tests.fuzz.target import Target, hold


def closed(body: bytes) -> bytes:
    """A line of `body` whose hash is right."""
    return body + b',"hash":"' + hashlib.sha256(body).hexdigest().encode() + b'"}'


def _read(data: bytes) -> bool:
    line = closed(data[1:]) if data[:1] == b"H" else data[1:]
    try:
        event = read_line(line)
    except ValueError as error:
        hold(len(str(error)) < 80, "a reason that repeats what came")
        return False
    hold(len(line) <= LINE_LIMIT and line.isascii() and not line.count(b"\n"), "no line of ASCII")
    hold(event.line == line and event.hash == line_hash(line), "another hash than its own")
    hold(event.number > 0 and 0 < event.epoch < 2**32 and len(event.village) == 10, "numbers that are none")
    hold(json.loads(line)["hash"] == event.hash and event.type.isprintable(), "no plain JSON")
    again, digest = write_line(
        number=event.number,
        village=event.village,
        epoch=event.epoch,
        type=event.type,
        time=datetime.fromisoformat(event.time),
        data=event.data,
        prevhash=event.prevhash,
    )
    hold(read_line(again).hash == digest or len(again) > LINE_LIMIT, "written anew it cannot be read")
    return True


def _journal() -> list[bytes]:
    made = MemoryJournal()
    made.append("desa.init", {"name": "Hajimena", "numbers": [0, 1.5, -7, None, True, "é"]})
    made.fill(2)
    made.restored(number=7)
    return made.lines(0, 9)


LINES = _journal()
_BODIES = [line.rpartition(b',"hash":"')[0] for line in LINES]

EVENT = Target(
    "event lines",
    "one line of ASCII JSON with its own hash, that can be written anew and read",
    _read,
    (
        *(b"-" + line for line in LINES),
        *(b"H" + body for body in _BODIES),
        b"H" + _BODIES[0].replace(b"1.5", b"1e999"),
        b"H" + _BODIES[0].replace(b":00.000", b""),
        b"H" + _BODIES[0].replace(b'prevhash":"0', b'prevhash":"\\b'),
    ),
    (
        b'"id":"1"',
        b'"epoch":1',
        b'"hash":',
        b',"hash":"',
        b"NaN",
        b"\\ud800",
        b"[" * 2000,
        b'{"a":' * 2000,
        b'"source":"/desa/',
        b"\\u0000",
        b"1e400",
        b"A" * 33_000,
    ),
    st.binary(max_size=200).map(lambda body: b"H" + body),
)
