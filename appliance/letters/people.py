"""A person as a letter shows him or her: whole, or only what a card alone may open (threat S1).

A found card opens what is printed on it, and the family as names and ages. So without a clerk's look a letter has
no KK number, no relative's NIK, no relative's birth day; the mother's name stands in no letter at all.
"""

from __future__ import annotations

from datetime import date

from appliance.letters.facts import Facts
from appliance.letters.words import long_date
from appliance.model.layout import Table
from appliance.model.resident import Resident


def holder(person: Resident, *, with_kk: bool) -> dict[str, str]:
    """Everything that stands on the KTP of `person`, and the KK number where somebody looked."""
    born = long_date(person.born)
    return {
        "name": person.name,
        "nik": person.nik or "",
        "kk": person.kk if with_kk else "",
        "birth": f"{person.birthplace}, {born}" if person.birthplace else born,
        "age": "",
        "sex": person.sex_text,
        "religion": person.religion,
        "marital": person.marital_text,
        "job": person.job_text,
        "address": address(person),
    }


def relative(person: Resident, today: date) -> dict[str, str]:
    """What one's own card may tell of a child."""
    return {
        "name": person.name,
        "nik": "",
        "kk": "",
        "birth": "",
        "age": f"{person.age(today)} tahun (lahir tahun {person.born.year})",
        "sex": person.sex_text,
        "religion": "",
        "marital": "",
        "job": "",
        "address": address(person),
    }


def address(person: Resident) -> str:
    """Street, RT/RW and hamlet on one line, as the KTP has them."""
    area = "/".join(f"{word} {number}" for word, number in (("RT", person.rt), ("RW", person.rw)) if number)
    hamlet = "" if person.hamlet.casefold() in person.address.casefold() else person.hamlet
    return ", ".join(part for part in (person.address, area, hamlet) if part) or "-"


def family_table(facts: Facts) -> Table:
    """The family, head first. Released letters add birth day and NIK, in a line of its own on narrow paper."""
    members = sorted(facts.family, key=lambda one: (one.relation or 99, one.born))
    if facts.way == "direct":
        rows = [(one.name, one.sex, str(one.age(facts.today)), one.relation_text) for one in members]
        return Table(("Nama", "L/P", "Umur", "Hubungan"), tuple(rows), (22, 3, 5, 15))
    lines: list[tuple[str, ...]] = []
    for one in members:
        lines.append((one.name, one.sex, f"{one.born:%d-%m-%Y}"))
        lines.append((f"{one.nik or 'belum ber-NIK'} {one.relation_text}", "", ""))
    return Table(("Nama, NIK, hubungan", "L/P", "Lahir"), tuple(lines), (32, 3, 10))
