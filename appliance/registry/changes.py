"""What a later extract changes in a stored resident."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from appliance.model.event import LINE_LIMIT
from appliance.model.nik import is_nik
from appliance.model.resident import PROTECTED
from appliance.registry.items import Document

ROOM = LINE_LIMIT - 1024
"""Bytes that changes may take in an event; the rest is for the event itself."""

Change = tuple[str | None, str | None]
"""Before and after; both None where the values are protected."""


def merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> Document:
    """`old` updated by `new`. Columns that the newer file does not have stay, as do their derived values, and a NIK
    that the newer file does not know."""
    merged = {**old, **new}
    if is_nik(old["nik"]) and not is_nik(new["nik"]):
        merged["nik"] = old["nik"]
    x = {**old["x"], **new["x"]}
    labels = {**old["x"].get("label", {}), **new["x"].get("label", {})}
    if labels:
        x["label"] = labels
    merged["x"] = x
    return merged


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Change]:
    """The columns in which two documents differ: column -> (before, after), None for a column that was not there.

    A protected column (disability, mother's name) is named without its values. Derived values are not compared:
    documents that differ only in those are to be stored, and there is nothing to tell.
    """
    changes: dict[str, Change] = {}
    for column in {**old, **new}:
        before, after = old.get(column), new.get(column)
        if before != after and column != "x":
            changes[column] = (None, None) if column in PROTECTED else (before, after)
    return changes


def split(changes: Mapping[str, Change]) -> Iterator[dict[str, Change]]:
    """`changes` in pieces that fit an event each: nearly always one. A sign may take twelve bytes in an event, so
    a row of rare signs that changes as a whole would not fit, and must not stop the rows after it."""
    piece: dict[str, Change] = {}
    size = 0
    for column, change in changes.items():
        more = len(json.dumps({column: change}))
        if piece and size + more > ROOM:
            yield piece
            piece, size = {}, 0
        piece[column] = change
        size += more
    if piece:
        yield piece


def find_unnumbered(
    family: Iterable[tuple[int, Mapping[str, Any]]], new: Mapping[str, Any]
) -> tuple[int, Mapping[str, Any]] | None:
    """The stored resident without NIK whom `new` tells of: same KK (`family` holds its rows), name and birth date.

    So a newborn keeps its key when the next extract brings its NIK, and a row without NIK is imported once. A row
    without NIK also finds the resident who has one by now: a file is imported again after a newer one.
    """
    name, born = new["nama_lgkp"], new["x"]["born"]
    for key, document in family:
        same = document["nama_lgkp"] == name and document["x"]["born"] == born
        if same and not (is_nik(document["nik"]) and is_nik(new["nik"])):
            return key, document
    return None
