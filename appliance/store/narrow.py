"""Queries and indexes: from a query a condition in SQL that lets through at least all that match.

The index is a pre-filter alone; TinyDB's query judges each candidate. What a query asks stands in its private
`_hash` (tinydb is pinned, and a contract test holds each form); an unknown form means a scan.
"""

# ruff: noqa: S608 - names of SQL tables are ours (t1, t2 ...), never a caller's text

from __future__ import annotations

import json
from collections.abc import Set
from typing import Any

from tinydb.queries import Query, QueryInstance

from appliance.store.catalogue import expression

Condition = tuple[str, tuple[Any, ...]]
"""SQL for a WHERE clause and its arguments."""


def narrow(query: object, fields: Set[str]) -> Condition | None:
    """A condition over the indexed `fields` that no matching document fails, or None for a scan."""
    if type(query) not in (QueryInstance, Query):
        return None
    return _narrow(query._hash, fields)  # type: ignore[attr-defined]


def _narrow(form: object, fields: Set[str]) -> Condition | None:
    match form:
        case ("==", (str(field),), value) if field in fields and _plain(value):
            return f"{expression(field)}=?", (_bound(value),)
        case ("one_of", (str(field),), tuple() | frozenset() as values) if field in fields:
            if not all(map(_plain, values)):
                return None
            return f"{expression(field)} IN (SELECT value FROM json_each(?))", (json.dumps(list(values)),)
        case ("and", frozenset() as parts):
            known = [known for known in (_narrow(part, fields) for part in parts) if known is not None]
            return _join(" AND ", known) if known else None
        case ("or", frozenset() as parts):
            known = [known for known in (_narrow(part, fields) for part in parts) if known is not None]
            return _join(" OR ", known) if len(known) == len(parts) else None
    return None


def _join(word: str, parts: list[Condition]) -> Condition:
    """The parts in a steady order, so that SQLite's prepared statements are found again."""
    parts = sorted(parts, key=lambda part: part[0])
    return "(" + word.join(sql for sql, _ in parts) + ")", tuple(value for _, args in parts for value in args)


def _plain(value: object) -> bool:
    """Whether Python and SQL agree on what equals `value`. Floats, None, lists and other types do not."""
    if type(value) is str:
        return "\0" not in value and _encodable(value)
    if type(value) is int:
        return -(2**63) <= value < 2**63
    return type(value) is bool


def _encodable(value: str) -> bool:
    """A lone surrogate cannot be bound."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bound(value: Any) -> Any:
    return int(value) if type(value) is bool else value


def cacheable(query: object) -> bool:
    """Whether results of `query` may be remembered. Stock's word on it, except that regular expressions are never
    remembered: `matches(r)` and `matches(r, flags)` look the same there."""
    asked = getattr(query, "is_cacheable", None)
    if asked is not None and not asked():
        return False
    return not _has_regex(getattr(query, "_hash", None))


def _has_regex(form: object) -> bool:
    match form:
        case ("matches" | "search", *_):
            return True
        case ("and" | "or", frozenset() as parts):
            return any(map(_has_regex, parts))
        case ("not", part):
            return _has_regex(part)
        case ("any" | "all", _, QueryInstance() as inner):
            return _has_regex(inner._hash)
    return False
