"""One event of the journal: a CloudEvents 1.0 JSON object on one line, whose bytes are fixed once.

Format (frozen, `docs/wire.md`): the members `specversion`, `id`, `source`, `type`, `time`, `epoch`, `data`,
`prevhash` and last of all `hash`, which is the SHA-256 (hex) of all bytes of the line before ``,"hash":``.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

NO_HASH = "0" * 64
"""`prevhash` of the first event."""

LINE_LIMIT = 32 * 1024
"""Bytes one event may have, so that it always fits a batch of 60 KiB even if it does not compress."""

_TAIL = b',"hash":"'
_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def _number(digits: str) -> float:
    """A number that can be written again; NaN, Infinity and what no double holds are none."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:20]} is no number")
    return number


_decode = json.JSONDecoder(parse_constant=_number, parse_float=_number).decode
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(Z|[+-][0-9]{2}:[0-9]{2})")
"""RFC 3339 with milliseconds and zone."""


@dataclass(frozen=True)
class Event:
    """A parsed event. `line` holds the exact bytes as stored and published, without a line end."""

    number: int
    village: str
    epoch: int
    type: str
    time: str
    data: Mapping[str, Any]
    prevhash: str
    hash: str
    line: bytes


def write_line(
    *,
    number: int,
    village: str,
    epoch: int,
    type: str,
    time: datetime,
    data: Mapping[str, Any],
    prevhash: str,
) -> tuple[bytes, str]:
    """Make the line of an event and its hash (hex). `village` is the code as ten digits, `time` has a zone."""
    if time.tzinfo is None:
        raise ValueError("an event's time needs a zone")
    # Written out, not encoded whole: an import makes thousands, and only two parts can vary in form.
    body = (
        f'{{"specversion":"1.0","id":"{number}","source":"/desa/{village}","type":{_encode(type)},'
        f'"time":"{time.isoformat(timespec="milliseconds")}","epoch":{epoch},"data":{_encode(data)},'
        f'"prevhash":"{prevhash}"'
    ).encode("ascii")
    digest = hashlib.sha256(body).hexdigest()
    return body + _TAIL + digest.encode("ascii") + b'"}', digest


def line_hash(line: bytes) -> str | None:
    """The hash that the bytes of `line` really have (hex), or None when the line has no hash member at its end."""
    body, sep, tail = line.rpartition(_TAIL)
    if not sep or len(tail) != 66 or not tail.endswith(b'"}'):
        return None
    return hashlib.sha256(body).hexdigest()


def read_line(line: bytes) -> Event:
    """Parse a line and check its form and its own hash. Raises ValueError with a plain reason."""
    if len(line) > LINE_LIMIT:
        raise ValueError("event longer than the limit")
    real = line_hash(line)
    if real is None:
        raise ValueError("event has no hash at its end")
    if b"\n" in line or b"\r" in line:
        raise ValueError("event is not on one line")
    try:
        doc = _decode(line.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise ValueError("event is not JSON") from error
    if not isinstance(doc, dict) or list(doc)[-1] != "hash" or doc["hash"] != real:
        raise ValueError("hash does not fit the bytes")
    source, number, epoch = doc.get("source"), doc.get("id"), doc.get("epoch")
    if doc.get("specversion") != "1.0" or not isinstance(source, str) or not isinstance(number, str):
        raise ValueError("not a CloudEvents 1.0 event")
    village = source.removeprefix("/desa/")
    if source == village or not (village.isascii() and village.isdigit() and len(village) == 10):
        raise ValueError("source names no village")
    if not (number.isascii() and number.isdigit()) or number[0] == "0" or len(number) > 18:
        raise ValueError("id is no number")
    if type(epoch) is not int or not 1 <= epoch < 2**32:
        raise ValueError("epoch is no number")
    kind, time, data, prev = doc.get("type"), doc.get("time"), doc.get("data"), doc.get("prevhash")
    if not isinstance(kind, str) or not kind.isprintable() or not kind or not isinstance(data, dict):
        raise ValueError("type or data missing")
    if not isinstance(time, str) or not _is_moment(time):
        raise ValueError("time is no moment with a zone")
    if not isinstance(prev, str) or not _HASH.fullmatch(prev):
        raise ValueError("prevhash missing")
    return Event(int(number), village, epoch, kind, time, data, prev, real, line)


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
