"""What a model of printer can do, as data: one TOML file a model, one table a paper width."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from appliance.model.errors import ApplianceError

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Profile:
    """A printer model with the paper it is loaded with.

    `columns` are letters of font A a line, `dots` the printable dots across (8 a millimetre, 203 dpi); `feed`
    the lines from the head to the tear bar; `codepage` the number for ``ESC t`` and `encoding` its Python codec.
    `process_id`: answers ``GS ( H`` once all before it is printed. `clear_buffer`: obeys ``DLE DC4 8``.
    """

    code: str
    name: str
    columns: int
    dots: int
    cutter: Literal["none", "part", "full"]
    feed: int
    codepage: int
    encoding: str
    process_id: bool
    clear_buffer: bool
    qr_dots: int


def profile_names() -> list[str]:
    """The names that `printer.profile` may have."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load_profile(code: str, width: int) -> Profile:
    """The profile `code` on paper of `width` millimetres (58, 80). Raises E-PRN-14 when there is no such pair."""
    if code not in profile_names():
        raise ApplianceError("E-PRN-14", profile=code, width=width)
    document = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    papers = document.pop("paper")
    if str(width) not in papers:
        raise ApplianceError("E-PRN-14", profile=code, width=width)
    return Profile(code=code, **document, **papers[str(width)])
