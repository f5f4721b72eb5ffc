"""A document as one line of ASCII JSON, and what JSON cannot hold refused by a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from appliance.model.errors import ApplianceError

_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_decode = json.JSONDecoder().decode


def decode(body: str) -> dict[str, Any]:
    """The document of a stored body. Raises E-STO-01 for one that no release of ours has written."""
    try:
        document = _decode(body)
    except (ValueError, TypeError, RecursionError) as error:
        raise ApplianceError("E-STO-01", reason="isi baris bukan dokumen") from error
    if type(document) is not dict:
        raise ApplianceError("E-STO-01", reason="isi baris bukan dokumen")
    return document


def encode(document: Mapping[Any, Any]) -> str:
    """The body of `document`.

    Raises E-STO-08 for NaN and Infinity (SQLite calls them malformed) and for keys that become equal in JSON
    (readers disagree which of them counts); TypeError, as TinyDB does, for values that JSON does not know.
    """
    _check_keys(document)
    return encode_plain(document if type(document) is dict else dict(document))


def encode_plain(document: dict[str, Any]) -> str:
    """As `encode`, for what our own code made: each key in it, at any depth, is text by its type."""
    try:
        return _encode(document)
    except ValueError as error:
        raise ApplianceError("E-STO-08", reason="NaN, tak terhingga, atau lingkaran") from error


_LEAVES = frozenset({str, int, float, bool, type(None)})


def _check_keys(document: Mapping[Any, Any]) -> None:
    for key, item in document.items():
        if type(key) is not str:
            _check_doubled(document)
        if type(item) not in _LEAVES:
            _check_within(item)


def _check_within(value: Any) -> None:
    if isinstance(value, Mapping):
        _check_keys(value)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in _LEAVES:
                _check_within(item)


def _check_doubled(document: Mapping[Any, Any]) -> None:
    keys = [key if isinstance(key, str) else json.dumps(key) for key in document]
    if len(set(keys)) != len(keys):
        raise ApplianceError("E-STO-08", reason="dua kunci menjadi sama dalam JSON")
