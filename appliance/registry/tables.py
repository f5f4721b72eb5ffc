"""The code tables of the extract: from a file's words to SIAK codes, and from codes to words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"0*([0-9]{1,2})(?:[.,]0+)?\Z")
_TIGHT = re.compile(r"\s*([/-])\s*")


def normalise(field: str, text: str) -> int | None:
    """The code of `text` in the column `field` (a SIAK name in lower case, as ``stat_kwn``), or None when it is in
    no table. Takes the code itself (``2``, ``02``, ``2.0`` as spreadsheets write it) and every known spelling.

    `flag_status` differs: 0 is an active resident, every other number means only "not active" (9).
    """
    table = _tables()[field]
    text = text.strip()
    if number := _NUMBER.match(text):
        code = int(number[1])
        if field == "flag_status":
            return 0 if code == 0 else 9
        return code if code in table.words else None
    return table.codes.get(_folded(text))


def words(field: str, code: int) -> str:
    """The official words of `code`. Raises KeyError for a code that the table does not have."""
    return _tables()[field].words[code]


def is_code(text: str) -> bool:
    """Whether a file gave a bare number instead of words."""
    return _NUMBER.match(text.strip()) is not None


class _Table:
    def __init__(self, entries: dict[str, list[str]]) -> None:
        self.words = {int(code): spellings[0] for code, spellings in entries.items()}
        self.codes = {_folded(text): int(code) for code, spellings in entries.items() for text in spellings}


@cache
def _tables() -> dict[str, _Table]:
    source = files("appliance.registry").joinpath("data/codes.toml").read_text(encoding="utf-8")
    return {field: _Table(entries) for field, entries in tomllib.loads(source).items()}


def _folded(text: str) -> str:
    """Capitals, no dots, nothing around ``/`` and ``-``, single spaces; brackets do not count."""
    text = text.upper().translate(_DROPPED)
    return " ".join(_TIGHT.sub(r"\1", text).split())


_DROPPED = {ord("."): None, ord("("): " ", ord(")"): " "}
