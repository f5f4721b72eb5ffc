"""A document as one line of ASCII JSON, and what JSON cannot hold refused by a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from appliance.model.errors import ApplianceError

_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
decode = json.JSONDecoder().decode
"""The document of a stored body."""


def encode(document: Mapping[Any, Any]) -> str:
    """The body of `document`.

    Raises E-STO-08 for NaN and Infinity (SQLite calls them malformed) and for keys that become equal in JSON
    (readers disagree which of them counts); TypeError, as TinyDB does, for values that JSON does not know.
    """
    _check_keys(document)
    try:
        return _encode(document if type(document) is dict else dict(document))
    except ValueError as error:
        raise ApplianceError("E-STO-08", reason="NaN, tak terhingga, atau lingkaran") from error


def _check_keys(value: Any) -> None:
    if isinstance(value, Mapping):
        if not all(type(key) is str for key in value):
            keys = [key if isinstance(key, str) else json.dumps(key) for key in value]
            if len(set(keys)) != len(keys):
                raise ApplianceError("E-STO-08", reason="dua kunci menjadi sama dalam JSON")
        value = value.values()
    for item in value:
        if isinstance(item, dict | list | tuple):
            _check_keys(item)
