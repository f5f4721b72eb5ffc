"""Small JSON objects that came from anybody: read with caps, each member checked by its type."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

LIMIT = 4096
"""Bytes an acknowledgement or a status may have."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LABEL = re.compile(r"[0-9A-Za-z._/-]{1,64}")
_WORD = re.compile(r"[0-9A-Za-z._-]{0,64}")


def read_object(payload: bytes) -> Mapping[str, Any]:
    """The object in `payload`. Raises ValueError with a plain reason for anything else."""
    if len(payload) > LIMIT:
        raise ValueError("terlalu besar")
    try:
        doc = json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError("bukan JSON") from error
    if not isinstance(doc, dict):
        raise ValueError("bukan objek JSON")
    return doc


def whole(doc: Mapping[str, Any], name: str) -> int:
    """The member `name`, a whole number from 0 that fits 63 bits. Raises ValueError."""
    value = doc.get(name)
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError(f"{name} bukan bilangan")
    return value


def maybe_whole(doc: Mapping[str, Any], name: str) -> int | None:
    """As `whole`, or None where the member is missing or null."""
    return None if doc.get(name) is None else whole(doc, name)


def digest(doc: Mapping[str, Any], name: str) -> str:
    """The member `name`, a SHA-256 in 64 small hex digits. Raises ValueError."""
    value = doc.get(name)
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise ValueError(f"{name} bukan hash")
    return value


def word(doc: Mapping[str, Any], name: str) -> str:
    """The member `name`, at most 64 letters, digits, ``.``, ``_`` or ``-``; empty where missing. ValueError."""
    value = doc.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise ValueError(f"{name} bukan kata")
    return value


def numbers(doc: Mapping[str, Any], name: str) -> dict[str, int]:
    """The member `name`, an object of whole numbers under short labels; empty where missing. Raises ValueError."""
    value = doc.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(_LABEL.fullmatch(label) for label in value):
        raise ValueError(f"{name} bukan daftar bilangan")
    return {label: whole(value, label) for label in value}
