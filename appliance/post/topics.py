"""Names of the topics: ``desa/1/{kode}/…``, the code as ten digits, since every broker takes those."""

from __future__ import annotations

_PREFIX = "desa/1/"

EVENTS = "events"
ACK = "ack"
STATUS = "status"


def topic(village: str, what: str) -> str:
    """The topic of one village, given as ten digits."""
    return f"{_PREFIX}{village}/{what}"


def every(what: str) -> str:
    """The filter for `what` of all villages."""
    return f"{_PREFIX}+/{what}"


def split(name: str) -> tuple[str, str] | None:
    """Village and kind of a topic, or None for a topic that is not of this contract."""
    village, _, what = name.removeprefix(_PREFIX).partition("/")
    if not name.startswith(_PREFIX) or not is_code(village) or what not in (EVENTS, ACK, STATUS):
        return None
    return village, what


def is_code(text: str) -> bool:
    """Whether `text` is a village code of ten digits."""
    return len(text) == 10 and text.isascii() and text.isdigit()
