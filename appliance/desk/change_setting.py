"""Change one setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from appliance.desk.office import Office
from appliance.letters.facts import Custom
from appliance.letters.kind import kinds
from appliance.letters.number import DEFAULT_SERIES, letter_number
from appliance.model.errors import ApplianceError
from appliance.model.settings import START_PREFIX, Value, parse
from appliance.registry.places import TERMS, Place, village_name

Fits = Callable[[Mapping[str, Value]], object]
"""Gets all settings as they would be, and raises `ApplianceError` when the devices cannot be had with them."""

_START = START_PREFIX + DEFAULT_SERIES
_MAKE_NUMBERS = {"letters.number_format", "letters.codes", "village.abbreviation"}
_LONG = (999_999, date(2000, 8, 1))
"""A place in a series and a month (VIII) that make numbers as long as they get."""


def all_settings(office: Office) -> dict[str, Value]:
    """Every setting with its present value, the start numbers of the series that are in use among them."""
    return {**office.books.settings.all(), _START: _start(office)}


def change_setting(office: Office, key: str, text: str, fits: Fits | None = None) -> Value:
    """Store what `text` means for `key`, with an event that tells before and after. The same value again changes
    nothing. Raises E-CMD-05 for an unknown key, E-CMD-04 and E-CMD-06 for a value that cannot be, E-LTR-07 for a
    number format that makes no numbers, and what `fits` raises."""
    value = parse(key, text)
    if key == "village.name":
        value = name_of_village(str(value), office.place)
    if key.startswith(START_PREFIX) and key != _START:
        raise ApplianceError("E-CMD-05", key=key)
    books = office.books
    with books.transaction():
        settings = all_settings(office)
        before = settings[key]
        if before == value:
            return value
        wanted = {**settings, key: value}
        if key == _START:
            _check_start(office, key)
        if key in _MAKE_NUMBERS:
            _check_numbers(office, wanted)
        if fits is not None:
            fits(wanted)
        books.settings.put(key, value)
        data = {"key": key, "before": before, "after": value}
        books.journal.append("desa.settings.changed", data, office.clock.now())
    return value


def name_of_village(text: str, place: Place) -> str:
    """The village's name without its term, as it stands after "Desa". Raises E-CMD-04 for what cannot be one, a
    term alone among it."""
    name = village_name(text, place.name)
    if not 1 <= len(name) <= 60 or not name.isprintable() or (name.title() in TERMS and name != place.name):
        raise ApplianceError("E-CMD-04")
    return name


def _start(office: Office) -> Value:
    return office.books.settings.all().get(_START, 1)


def _check_start(office: Office, key: str) -> None:
    """A start number counts before the first letter of its series; later it could only make a gap."""
    rows = office.books.series.find(series=DEFAULT_SERIES)
    if rows:
        raise ApplianceError("E-CMD-06", key=key, expected=f"seri ini sudah sampai nomor {rows[-1][1].last}")


def _check_numbers(office: Office, settings: Mapping[str, Value]) -> None:
    custom = Custom.from_settings(settings)
    seq, month = _LONG
    for kind in kinds().values():
        letter_number(
            custom.number_format,
            classification=kind.classification(custom.codes),
            seq=seq,
            village=office.place.code.replace(".", ""),
            abbreviation=custom.abbreviation,
            on=month,
        )
