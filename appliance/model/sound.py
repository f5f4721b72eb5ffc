"""Does a record read back from the store hold what its fields say? Type hints are a promise of our own code; a row
that a foreign tool has changed keeps none."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def malformed(record: Any) -> list[str]:
    """The names of the fields of the dataclass instance `record` whose values do not fit their type hints. Hints
    are those of JSON: plain classes, `Literal`, unions, ``list[...]``, ``tuple[...]`` and ``dict[str, ...]``."""
    return [name for name, hint in _hints(record.__class__).items() if not _fits(getattr(record, name), hint)]


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}


def _fits(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return isinstance(value, str | int) and any(type(value) is type(one) and value == one for one in inner)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in inner)
    if origin in (list, tuple):
        return isinstance(value, origin) and all(_fits(item, inner[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(item, inner[1]) for item in value.values())
    return type(value) is hint  # bool is no int here
