"""The sample as a flat extract: comma, UTF-8 without BOM, the SIAK columns in their order, dates dd-mm-yyyy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from appliance.model.nik import Sex
from appliance.registry.places import find_village
from appliance.registry.sampling.chance import Chance
from appliance.registry.sampling.households import (
    REFERENCE_DAY,
    Household,
    Person,
    first_household,
    household,
)
from appliance.registry.sampling.names import OLD_NAMES_UNTIL, name_of
from appliance.registry.sampling.numbers import Numbers

_COLUMNS = (
    "NIK NO_KK NAMA_LGKP JENIS_KLMIN TMPT_LHR TGL_LHR GOL_DRH AGAMA STAT_KWN STAT_HBKEL PNYDNG_CCT PDDK_AKH "
    "JENIS_PKRJN NIK_IBU NAMA_LGKP_IBU NIK_AYAH NAMA_LGKP_AYAH NO_AKTA_LHR NO_AKTA_KWN TGL_KWN NO_AKTA_CRAI "
    "TGL_CRAI ALAMAT DUSUN NO_RT NO_RW KODE_POS NO_PROP NO_KAB NO_KEC NO_KEL FLAG_STATUS TGL_ENTRI TGL_UBAH"
)
COLUMNS = tuple(_COLUMNS.split())
"""The flat extract's columns (fact sheet "village office", 2)."""

DEFAULT_VILLAGE = "18.01.04.2001"

_HAMLETS = ("DUSUN I", "DUSUN II", "DUSUN III", "DUSUN IV", "DUSUN V", "DUSUN VI", "DUSUN VII", "DUSUN VIII")
_STREETS = (
    "JL. MELATI",
    "JL. KENANGA",
    "JL. MAWAR",
    "JL. CEMPAKA",
    "JL. RAYA DESA",
    "GG. MASJID",
    "GG. SAWO",
    "JL. LADA",
)
_TOWNS = ("TANJUNG KARANG", "METRO", "PRINGSEWU", "KALIANDA", "KOTABUMI", "WONOGIRI", "CIAMIS")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BLOOD = ((70, "TIDAK TAHU"), (12, "O"), (8, "B"), (7, "A"), (3, "AB"))
_BATCH = 500


def sample(residents: int, seed: int | str, village: str = DEFAULT_VILLAGE) -> Iterator[bytes]:
    """A flat CSV file of `residents` fictitious people of `village` (code with dots), in pieces.

    Every row is active with its own NIK and is taken without rejection on any day from `REFERENCE_DAY` on. The
    first row is the head of `first_household`. Needs no clock; the same arguments give the same bytes. Raises
    ValueError when `residents` is negative or beyond the numbers of one kecamatan, or when no such village exists.
    """
    if residents < 0:
        raise ValueError("residents cannot be negative")
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\n").writerow
    write(COLUMNS)
    for count, row in enumerate(_rows(residents, seed, village), 1):
        write(row)
        if count % _BATCH == 0:
            yield buffer.getvalue().encode("utf-8")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8")


def _rows(residents: int, seed: int | str, village: str) -> Iterator[list[str]]:
    place = find_village(village)
    if place is None:
        raise ValueError(f"no village {village}")
    chance = Chance(seed)
    parts = place.code.split(".")
    numbers = Numbers(chance, "".join(parts[:3]))
    areas = [str(int(part)) for part in parts]
    towns = (place.kabupaten.upper(), *_TOWNS)
    hamlets = min(len(_HAMLETS), 2 + residents // 400)
    left = residents
    home = first_household(chance)
    while left > 0:
        home.members = home.members[:left]
        left -= len(home.members)
        yield from _household_rows(chance, numbers, home, _address(chance, hamlets) + areas, towns)
        home = household(chance)


def _address(chance: Chance, hamlets: int) -> list[str]:
    """ALAMAT to KODE_POS. Each hamlet is an RW of four RT."""
    hamlet = chance.below(hamlets)
    street = f"{chance.pick(_STREETS)} NO. {chance.between(1, 90)}"
    return [street, _HAMLETS[hamlet], f"{chance.between(1, 4):03}", f"{hamlet + 1:03}", "35362"]


def _household_rows(
    chance: Chance, numbers: Numbers, home: Household, address: list[str], towns: Sequence[str]
) -> Iterator[list[str]]:
    kk = numbers.kk()
    niks = {id(person): numbers.nik(person.born, person.sex) for person in home.members}
    wedding = _wedding(chance, home)
    for person in home.members:
        entered = max(person.born, date(2010, 1, 1)) + timedelta(days=30 + chance.below(400))
        changed = max(entered, date(2022, 1, 1) + timedelta(days=chance.below(1_000)))
        entered, changed = min(entered, REFERENCE_DAY), min(changed, REFERENCE_DAY)
        yield [
            niks[id(person)],
            kk,
            person.name,
            "LAKI-LAKI" if person.sex == "L" else "PEREMPUAN",
            chance.pick(towns) if person.age > 25 else towns[0],
            _day(person.born),
            chance.weighted(_BLOOD),
            home.religion,
            person.marital,
            person.relation,
            str(chance.between(1, 6)) if chance.happens(0.01) else "",
            person.school,
            person.job,
            *_parent(chance, home, person.mother, "P", niks),
            *_parent(chance, home, person.father, "L", niks),
            f"{''.join(area.zfill(2) for area in address[5:7])}-LT-{person.born:%d%m}{person.born.year}-"
            f"{chance.between(1, 9999):04}"
            if person.age < 25
            else "",
            *(wedding if person.marital == "KAWIN" else ("", "")),
            "",
            "",
            *address,
            "0",
            _day(entered),
            _day(changed),
        ]


def _wedding(chance: Chance, home: Household) -> tuple[str, str]:
    """Number and date of the marriage, in the year after the wife was 19; empty where there is no wife."""
    wife = next((person for person in home.members if person.relation == "ISTRI"), None)
    if wife is None:
        return "", ""
    day = wife.born + timedelta(days=19 * 366 + chance.below(150))
    return f"{chance.between(1, 400)}/{chance.between(1, 60):02}/{_ROMAN[day.month - 1]}/{day.year}", _day(day)


def _parent(
    chance: Chance, home: Household, parent: Person | None, sex: Sex, niks: dict[int, str]
) -> tuple[str, str]:
    """NIK and name of a parent; the NIK only of one who lives in the same household."""
    if parent is None:
        return "", name_of(chance, home.people, sex, OLD_NAMES_UNTIL - 30, chance.below(4))
    return niks.get(id(parent), ""), parent.name


def _day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"
