"""Every setting of the terminal, as a table."""

from __future__ import annotations

from appliance.model.settings import SETTINGS, START_PREFIX, Setting
from tools.markdown import table


def settings() -> str:
    """Key, default, what may be given, what it does."""
    rows = [[f"`{one.key}`", _default(one), _choices(one), one.meaning] for one in SETTINGS.values()]
    start = [
        f"`{START_PREFIX}SERIES`",
        "`1`",
        "1 sampai 999999",
        "First number of a series; counts in its first year.",
    ]
    return table(["setting", "default", "may be (as the terminal says it)", "what it does"], [*rows, start])


def _default(one: Setting) -> str:
    if isinstance(one.default, bool):
        return f"`{str(one.default).lower()}`"
    return f"`{one.default}`" if one.default != "" else ""


def _choices(one: Setting) -> str:
    return one.expected.removeprefix("salah satu dari ")
