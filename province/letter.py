"""What an event tells of letter numbers: a letter that was issued, or places that are spent in another way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appliance.model.journal import RESTORED
from appliance.model.places import MOST

ISSUED = "desa.letter.issued"
SPENT = ("desa.series.told", "desa.series.raised")
"""The places up to `last` are spent: on paper by a clerk's word, or in another journal by the province's. A restore
tells of such places too, in its `lost`."""
_NAME = re.compile(r"[0-9A-Za-z._-]{1,32}")
_MARKS = tuple(f'"type":"{type}"'.encode() for type in (ISSUED, RESTORED, *SPENT))


class BadEvent(ValueError):
    """The event has not the form that its type promises; the text says which member, in Indonesian."""


@dataclass(frozen=True)
class Place:
    """A place of a series in one year."""

    series: str
    year: int
    seq: int


@dataclass(frozen=True)
class Letter(Place):
    """An issued letter. `issued_at` is the event's time (RFC 3339)."""

    number: str
    kind: str
    issued_at: str


def read_places(line: bytes) -> list[Place]:
    """The letter that an event tells of, or the last places that it calls spent; nothing for most events.

    Raises BadEvent.
    """
    if not any(mark in line for mark in _MARKS):  # spares the parsing of nearly all of an import
        return []
    event = json.loads(line)
    type, data = event["type"], event["data"]
    if type == ISSUED:
        place = _place(data, "seq")
        number, kind = _text(data, "number", 64), _text(data, "kind", 32)
        return [Letter(place.series, place.year, place.seq, number, kind, _text(event, "time", 40))]
    if type == RESTORED:
        return _lost(data.get("lost", []))
    return [_place(data, "last")] if type in SPENT else []


def _lost(places: object) -> list[Place]:
    if not isinstance(places, list) or not all(isinstance(place, dict) for place in places):
        raise BadEvent("lost")
    return [_place(place, "last") for place in places]


def _place(data: Mapping[str, Any], name: str) -> Place:
    series = data.get("series")
    if not isinstance(series, str) or not _NAME.fullmatch(series):
        raise BadEvent("series")
    return Place(series, _whole(data, "year", 1000, 9999), _whole(data, name, 0 if name == "last" else 1, MOST))


def _whole(data: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = data.get(name)
    if type(value) is not int or not least <= value <= most:
        raise BadEvent(name)
    return value


def _text(data: Mapping[str, Any], name: str, most: int) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= most or not value.isprintable():
        raise BadEvent(name)
    return value
