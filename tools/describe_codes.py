"""Every error code with its words, a table an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from appliance.model import codes as package
from appliance.model.codes import Words
from tools.markdown import table


def codes() -> str:
    """All areas in the order of their files."""
    areas = [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]
    return "\n\n".join(_area(_title(area.__doc__ or ""), area.WORDS) for area in areas if hasattr(area, "WORDS"))


def _title(doc: str) -> str:
    """``Codes of the printer. The resident …`` gives ``The printer``."""
    title = doc.split(".")[0].removeprefix("Codes of ").strip()
    return title[0].upper() + title[1:]


def _area(title: str, words: Mapping[str, Words]) -> str:
    """A sentence that most codes of an area show to the resident is said once, before the table."""
    common, times = Counter(one.resident for one in words.values()).most_common(1)[0]
    shared = common if times > 1 else ""
    head = [f"### {title}"]
    if shared:
        head.append(f"Where nothing stands in the resident's column, the screen says: *{shared}*")
    rows = [
        [f"**{code}**", "" if one.resident == shared else one.resident, one.clerk, one.mend]
        for code, one in words.items()
    ]
    columns = ["code", "what the resident reads", "what the clerk reads", "what to do"]
    return "\n\n".join([*head, table(columns, rows)])
