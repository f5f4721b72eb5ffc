"""What is right and wrong between the rows of one family card (KK)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from appliance.model.errors import finding
from appliance.model.nik import is_nik
from appliance.model.resident import ANAK, ISTRI, KEPALA
from appliance.registry.items import Document, Warned

MOTHER_YOUNGEST, MOTHER_OLDEST = 12, 55
"""Years between mother and child beyond which a typing fault is likely."""


class _Member(NamedTuple):
    line: int
    nik: int
    mother: int
    relation: int
    woman: bool
    born: str


class Families:
    """Collects the active rows of a file and tells, at its end, what does not fit in a family.

    Knows nothing where the file has no column STAT_HBKEL. Keeps some 200 bytes a row.
    """

    def __init__(self) -> None:
        self._members: dict[int, list[_Member]] = {}

    def add(self, line: int, document: Document) -> None:
        """Remember one active row."""
        x = document["x"]
        relation = x.get("relation")
        if relation is None:
            return
        mother = document.get("nik_ibu", "") if relation == ANAK else ""
        member = _Member(
            line,
            int(document["nik"] or 0),
            int(mother) if is_nik(mother) else 0,
            relation,
            x["sex"] == "P",
            x["born"],
        )
        kk = int(document["no_kk"])
        family = self._members.get(kk)
        if family is None:
            self._members[kk] = [member]
        else:
            family.append(member)

    def findings(self) -> Iterator[Warned]:
        """The warnings, family by family in the order in which they began."""
        for family in self._members.values():
            heads = [member for member in family if member.relation == KEPALA]
            if not heads:
                yield Warned(family[0].line, finding("E-REG-48"))
            for other in heads[1:]:
                yield Warned(other.line, finding("E-REG-49", first=heads[0].line))
            yield from _ages(family)


def _ages(family: list[_Member]) -> Iterator[Warned]:
    """Children beside their mother: the one whose NIK they name, else the only one who can be meant."""
    children = [member for member in family if member.relation == ANAK]
    women = [member for member in family if member.woman] if children else []
    wives = [woman for woman in women if woman.relation == ISTRI]
    wives = wives or [woman for woman in women if woman.relation == KEPALA]
    only = wives[0] if len(wives) == 1 else None
    for child in children:
        mother = only
        if child.mother:
            mother = next((woman for woman in women if woman.nik == child.mother), None)
        if mother is None:
            continue
        years = _years(mother.born, child.born)
        if not MOTHER_YOUNGEST <= years <= MOTHER_OLDEST:
            yield Warned(child.line, finding("E-REG-50", mother=mother.line, years=years))


def _years(earlier: str, later: str) -> int:
    """Full years between two ISO dates; negative when they stand the other way round."""
    return int(later[:4]) - int(earlier[:4]) - (later[5:] < earlier[5:])
