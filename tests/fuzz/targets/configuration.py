"""Settings: each key, and keys that are none, with any text."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from appliance.letters.number import LONGEST, letter_number
from appliance.model.errors import ApplianceError
from appliance.model.settings import SETTINGS, START_PREFIX, parse
from appliance.registry.places import find_village, terms_of, village_name
from tests.fuzz.target import Target, any_text, hold, modest, raw, text


def _set(data: bytes) -> bool:
    """``KEY=TEXT``."""
    key, _, typed = text(data).partition("=")
    try:
        value = parse(key, typed)
        if key == "letters.number_format":
            _numbers(str(value))
    except ApplianceError as refusal:
        modest(refusal, "E-CMD-05", "E-CMD-06", "E-LTR-07")
        return False
    hold(key in SETTINGS or key.startswith(START_PREFIX), "a key that is none")
    hold(type(value) is type(SETTINGS[key].default if key in SETTINGS else 1), "a value of another type")
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    hold(shown.isprintable() and len(shown) <= 400, "a value that is no short line")
    hold(parse(key, shown) == value, "what is shown cannot be set again")
    return True


def _numbers(format: str) -> None:
    made = {
        letter_number(
            format, classification="400", seq=seq, village="1801042001", abbreviation="HJM", on=date(year, 11, 24)
        )
        for seq, year in ((1, 2026), (2, 2026), (1, 2027))
    }
    hold(len(made) == 3, "a number that comes twice")
    hold(all(len(number) <= LONGEST and number.isprintable() for number in made), "a number that fits no seal")


def _found(data: bytes) -> bool:
    """``CODE=NAME`` of a village."""
    code, _, name = text(data).partition("=")
    place = find_village(code)
    if place is None:
        return False
    hold(place.code.replace(".", "") == "".join(sign for sign in code if sign.isdigit()), "another village")
    hold(bool(terms_of(code).head) and place.name != "" and place.kecamatan != "", "a village without words")
    said = village_name(name, place.name)
    hold(said == place.name or said in " ".join(name.split()), "a name that nobody gave")
    return True


_VALUES = (
    "",
    "0",
    "1",
    "9100",
    "true",
    "auto",
    "x",
    "10.0.0.5",
    "https://desa.example/x",
    "{seq}/{village}/{year}",
)
_SAMPLES = tuple(
    f"{key}={value}".encode()
    for key in (*SETTINGS, START_PREFIX + "umum", START_PREFIX + "SKTM")
    for value in (*_VALUES, str(SETTINGS[key].default) if key in SETTINGS else "7")
)
_WORDS = (
    *(key.encode() for key in SETTINGS),
    *(b"{seq}", b"{seq:5}", b"{year}", b"{month}", b"{0.__class__}", b"{", b"}", b"{seq:99}", b"1801041203840003"),
)
_ANY = st.tuples(st.sampled_from([*SETTINGS, START_PREFIX + "umum"]), any_text).map(
    lambda pair: raw(pair[0]) + b"=" + pair[1]
)

SETTING = Target("settings", "a value of the key's type that can be set again", _set, _SAMPLES, _WORDS, _ANY)
VILLAGE = Target(
    "village",
    "a village of the list, and a name that was given",
    _found,
    tuple(
        raw(word)
        for word in ("18.01.04.2001=Desa Hajimena", "1801042001=HAJIMENA", "18.04.01.2001=Pekon", "18.72.01.1001=x")
    ),
    (b"Desa ", b"Pekon Balak", b"18.", b"2001", b"1001"),
    any_text,
    share=0.5,
)
