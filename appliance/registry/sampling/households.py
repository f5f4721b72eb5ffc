"""Households of a made-up village: who lives together, how old, and what they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from appliance.model.nik import Sex
from appliance.registry.sampling.chance import Chance
from appliance.registry.sampling.names import PEOPLES, name_of

REFERENCE_DAY = date(2025, 1, 1)
"""Ages hold on this day, and nobody is born after it. It lies back so that no clock finds a birth in the future."""

HEAPED_UNTIL = 1985
"""Before this year of birth many stand-ins: 31 December, 1 July (fact sheet "village office", 1)."""

_KINDS = (
    (62, "couple"),
    (10, "couple and parent"),
    (10, "couple alone"),
    (9, "widow"),
    (3, "divorced"),
    (6, "alone"),
)
_MEN = (
    (42, "PETANI/PEKEBUN"),
    (18, "BURUH HARIAN LEPAS"),
    (14, "WIRASWASTA"),
    (10, "KARYAWAN SWASTA"),
    (4, "BURUH TANI/PERKEBUNAN"),
    (3, "PEDAGANG"),
    (3, "SOPIR"),
    (2, "TUKANG BATU"),
    (2, "PEGAWAI NEGERI SIPIL"),
    (1, "GURU"),
    (1, "PERANGKAT DESA"),
)
_WOMEN = (
    (66, "MENGURUS RUMAH TANGGA"),
    (14, "PETANI/PEKEBUN"),
    (6, "PEDAGANG"),
    (5, "KARYAWAN SWASTA"),
    (4, "BURUH HARIAN LEPAS"),
    (3, "GURU"),
    (1, "BIDAN"),
    (1, "PEGAWAI NEGERI SIPIL"),
)
_SCHOOL_OLD = (
    (20, "TIDAK/BELUM SEKOLAH"),
    (25, "BELUM TAMAT SD/SEDERAJAT"),
    (35, "TAMAT SD/SEDERAJAT"),
    (12, "SLTP/SEDERAJAT"),
    (8, "SLTA/SEDERAJAT"),
)
_SCHOOL_NEW = (
    (6, "BELUM TAMAT SD/SEDERAJAT"),
    (22, "TAMAT SD/SEDERAJAT"),
    (28, "SLTP/SEDERAJAT"),
    (34, "SLTA/SEDERAJAT"),
    (3, "AKADEMI/DIPLOMA III/S. MUDA"),
    (7, "DIPLOMA IV/STRATA I"),
)
_SEXES: tuple[Sex, Sex] = ("L", "P")
_TITLED = {"GURU": (", S.PD", "DIPLOMA IV/STRATA I"), "BIDAN": (", A.MD.KEB", "AKADEMI/DIPLOMA III/S. MUDA")}
"""Job -> what stands behind the name, and the education for it."""


@dataclass
class Person:
    """One member of a household; the words are those of the extract."""

    name: str
    sex: Sex
    born: date
    relation: str
    marital: str
    job: str
    school: str
    mother: Person | None = None
    father: Person | None = None

    @property
    def age(self) -> int:
        """Full years on the reference day."""
        return full_years(self.born)


@dataclass
class Household:
    """A family card. The first member is the head."""

    people: str
    religion: str
    members: list[Person] = field(default_factory=list)


def full_years(born: date) -> int:
    """Age on the reference day."""
    day = REFERENCE_DAY
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def first_household(chance: Chance) -> Household:
    """The family of the demonstration: its head has no work, a wife and two children at school, so that he may ask
    for every common letter."""
    home = Household("jawa", "ISLAM")
    _couple(chance, home, age=41)
    home.members[0].job = "BELUM/TIDAK BEKERJA"
    _children(chance, home, [14, 9])
    return home


def household(chance: Chance) -> Household:
    """A family by chance."""
    people = chance.weighted(PEOPLES)
    religion = "HINDU" if people == "bali" else chance.weighted(((96, "ISLAM"), (2, "KRISTEN"), (2, "KATHOLIK")))
    home = Household(people, religion)
    kind = chance.weighted(_KINDS)
    if kind == "couple":
        _couple(chance, home, chance.between(25, 58))
        _children_by_chance(chance, home)
    elif kind == "couple and parent":
        _couple(chance, home, chance.between(28, 50))
        _children_by_chance(chance, home)
        _parent(chance, home)
    elif kind == "couple alone":
        _couple(chance, home, chance.between(56, 78))
    elif kind == "widow":
        _person(chance, home, "P", chance.between(38, 82), "KEPALA KELUARGA", "CERAI MATI")
        _children_by_chance(chance, home)
    elif kind == "divorced":
        _person(chance, home, chance.pick(_SEXES), chance.between(28, 55), "KEPALA KELUARGA", "CERAI HIDUP")
        _children_by_chance(chance, home)
    else:
        _person(chance, home, "L", chance.between(20, 45), "KEPALA KELUARGA", "BELUM KAWIN")
    return home


def _couple(chance: Chance, home: Household, age: int) -> None:
    _person(chance, home, "L", age, "KEPALA KELUARGA", "KAWIN")
    _person(chance, home, "P", max(21, age - chance.between(0, 6)), "ISTRI", "KAWIN")


def _children_by_chance(chance: Chance, home: Household) -> None:
    """Up to four who still live at home; the parents were 20 to 40 when each was born."""
    parent = home.members[-1]
    count = chance.weighted(((12, 0), (26, 1), (36, 2), (18, 3), (8, 4)))
    oldest, youngest = min(parent.age - 20, 24), max(parent.age - 40, 0)
    if oldest >= youngest:
        _children(chance, home, sorted((chance.between(youngest, oldest) for _ in range(count)), reverse=True))


def _children(chance: Chance, home: Household, ages: list[int]) -> None:
    parents = {parent.sex: parent for parent in home.members}
    for sex in _SEXES:
        if sex not in parents:  # dead or gone: known by name only
            parents[sex] = _made(chance, home.people, sex, home.members[0].age, "", "")
    for place, age in enumerate(ages):
        child = _person(chance, home, chance.pick(_SEXES), age, "ANAK", "BELUM KAWIN", place)
        child.mother, child.father = parents["P"], parents["L"]


def _parent(chance: Chance, home: Household) -> None:
    """The widowed mother of head or wife."""
    relation, child = ("ORANGTUA", home.members[0]) if chance.happens(0.6) else ("MERTUA", home.members[1])
    child.mother = _person(chance, home, "P", child.age + chance.between(19, 34), relation, "CERAI MATI")


def _person(
    chance: Chance, home: Household, sex: Sex, age: int, relation: str, marital: str, place: int | None = None
) -> Person:
    person = _made(chance, home.people, sex, age, relation, marital, place)
    home.members.append(person)
    return person


def _made(
    chance: Chance, people: str, sex: Sex, age: int, relation: str, marital: str, place: int | None = None
) -> Person:
    born = _birth(chance, age)
    job, school = _work(chance, sex, age), _school(chance, age)
    name = name_of(chance, people, sex, born.year, chance.below(4) if place is None else place)
    if job in _TITLED:
        title, school = _TITLED[job]
        name += title
    return Person(name, sex, born, relation, marital, job, school)


def _birth(chance: Chance, age: int) -> date:
    """A birth date that makes `age`, often one of the stand-ins for the old."""
    day = date(REFERENCE_DAY.year - age, 1, 1) - timedelta(days=1 + chance.below(365))
    if chance.happens(0.2 if day.year < HEAPED_UNTIL else 0.02):
        return date(day.year, 12, 31) if chance.happens(0.6) else date(day.year, 7, 1)
    return day


def _work(chance: Chance, sex: Sex, age: int) -> str:
    if age < 6:
        return "BELUM/TIDAK BEKERJA"
    if age < 19:
        return "PELAJAR/MAHASISWA"
    if age > 74:
        return "BELUM/TIDAK BEKERJA"
    return chance.weighted(_MEN if sex == "L" else _WOMEN)


def _school(chance: Chance, age: int) -> str:
    if age < 7:
        return "TIDAK/BELUM SEKOLAH"
    if age < 13:
        return "BELUM TAMAT SD/SEDERAJAT"
    if age < 16:
        return "TAMAT SD/SEDERAJAT"
    if age < 19:
        return "SLTP/SEDERAJAT"
    return chance.weighted(_SCHOOL_OLD if age > 55 else _SCHOOL_NEW)
