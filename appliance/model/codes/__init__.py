"""Every error code with its sentences: a file an area. `docs/operations.md` is written from here."""

from appliance.model.codes import (
    agent,
    backup,
    card,
    clock,
    command,
    demo,
    desk,
    letter,
    printer,
    province,
    reader,
    registry,
    store,
)
from appliance.model.codes.words import Words

CODES: dict[str, Words] = {}
for _area in (agent, backup, card, clock, command, demo, desk, letter, printer, province, reader, registry, store):
    for _code, _words in _area.WORDS.items():
        if _code in CODES:
            raise ValueError(f"error code {_code} stands twice")
        CODES[_code] = _words

__all__ = ["CODES", "Words"]
