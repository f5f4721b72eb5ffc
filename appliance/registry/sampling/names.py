"""Names as they are met in the villages of Lampung: Javanese, Lampung, Sundanese, Balinese."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from appliance.model.nik import Sex
from appliance.registry.sampling.chance import Chance

PEOPLES = ((66, "jawa"), (14, "lampung"), (13, "sunda"), (7, "bali"))
"""Percent of families."""

OLD_NAMES_UNTIL = 1985
"""Year of birth from which the newer fashion of names holds."""

_BALI_BY_BIRTH = {
    "L": ("I WAYAN", "I MADE", "I NYOMAN", "I KETUT"),
    "P": ("NI WAYAN", "NI MADE", "NI NYOMAN", "NI KETUT"),
}


def name_of(chance: Chance, people: str, sex: Sex, year: int, place: int = 0) -> str:
    """A name for someone of `people`, born in `year` as child number `place` (from 0) of the family."""
    words = _words()[people]
    who = "men" if sex == "L" else "women"
    if year < OLD_NAMES_UNTIL:
        name = chance.pick(words[f"{who}_old"])
    else:
        name = f"{chance.pick(words[f'{who}_new'])} {chance.pick(words[f'{who}_last'])}".strip()
    if people == "bali":
        return f"{_BALI_BY_BIRTH[sex][place % 4]} {name}"
    return name


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    source = files("appliance.registry").joinpath("data/names.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)
