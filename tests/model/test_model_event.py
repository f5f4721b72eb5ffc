"""What passes for an event: one line of JSON in ASCII, whose texts are texts and whose time is a moment."""

from __future__ import annotations

import hashlib

import pytest

from appliance.model.event import NO_HASH, read_line

GOOD = (
    b'{"specversion":"1.0","id":"1","source":"/desa/1801042001","type":"desa.test",'
    b'"time":"2026-11-24T08:00:00.000+07:00","epoch":1,"data":{},"prevhash":"' + NO_HASH.encode() + b'"'
)


def closed(body: bytes) -> bytes:
    """The line of `body`, its own hash at its end."""
    return body + b',"hash":"' + hashlib.sha256(body).hexdigest().encode() + b'"}'


def test_a_line_as_it_is_written_today() -> None:
    event = read_line(closed(GOOD))
    assert (event.number, event.village, event.epoch, event.type) == (1, "1801042001", 1, "desa.test")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"data":{}', b'"data":{}\n'),
        (b'"data":{}', b'\r"data":{}'),
        (b'"data":{}', b'"data":{"x":NaN}'),
        (b'"data":{}', b'"data":{"x":-Infinity}'),
        (b'"data":{}', b'"data":{"x":1e999}'),
        (b'"data":{}', b'"data":{"x":"\xc3\xa9"}'),
        (b'"data":{}', b'"data":[]'),
        (b"desa.test", b"desa\\u001b[2J"),
        (b"desa.test", b"\\ud800"),
        (b"desa.test", b""),
        (b"2026-11-24T08:00:00.000+07:00", b"2026-11-24T08:00:00.000"),
        (b"2026-11-24T08:00:00.000+07:00", b"kemarin"),
        (b"2026-11-24T08:00:00.000+07:00", b"2026-11-24T08+07"),
        (b"2026-11-24T08:00:00.000+07:00", b"2026-02-30T08:00:00.000+07:00"),
        (b'"prevhash":"0', b'"prevhash":"\\b'),
        (b'"prevhash":"0', b'"prevhash":"F'),
        (b'"id":"1"', b'"id":"01"'),
        (b'"id":"1"', b'"id":1'),
        (b"1801042001", b"18.01.04.2001"),
    ],
)
def test_what_a_line_must_not_be(old: bytes, new: bytes) -> None:
    assert old in GOOD
    with pytest.raises(ValueError):
        read_line(closed(GOOD.replace(old, new)))
