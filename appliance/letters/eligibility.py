"""Who may have which letter, and whether it comes out at once (fact sheet "village office", sections 3 and 4).

Applicant: an active resident with NIK, 17 or ever married, for himself or for a child in his KK; others come to the
clerk. What a manifest says on top of that stands in its rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from appliance.letters.kind import Kind, Policy
from appliance.letters.rules import RULES, Case
from appliance.model.errors import ApplianceError
from appliance.model.records import Basis
from appliance.model.resident import ANAK, ISTRI, KEPALA, SUAMI, Resident

ADULT = 17
"""Years from which one holds a KTP (or from marriage)."""

NO_RULE = "Surat ini perlu dilihat petugas dulu. Silakan ke meja pelayanan."
WET = "Surat ini ditandatangani langsung. Silakan ke meja pelayanan."


@dataclass(frozen=True)
class Ruling:
    """What may happen. direct: out at once. released: a clerk's touch first, `sentence` says why (None when the
    clerk himself issues). refused: not at all, `error` says why with its code."""

    way: Literal["direct", "released", "refused"]
    sentence: str | None = None
    error: ApplianceError | None = None


def may_ask(applicant: Resident, today: date) -> bool:
    """Whether this person may ask for letters at the terminal."""
    return applicant.active and applicant.nik is not None and is_adult(applicant, today)


def is_adult(person: Resident, today: date) -> bool:
    """17 or ever married."""
    return person.ever_married or person.age(today) >= ADULT


def is_child_of(child: Resident, applicant: Resident) -> bool:
    """Whether the register shows `child` as a child of `applicant`: ANAK in the KK that the applicant heads or
    whose head he or she is married to."""
    return (
        child.key != applicant.key
        and child.kk == applicant.kk
        and child.relation == ANAK
        and applicant.relation in (KEPALA, SUAMI, ISTRI)
    )


def subjects(kind: Kind, applicant: Resident, family: tuple[Resident, ...]) -> tuple[Resident, ...]:
    """For whom `applicant` may ask, as `kind` allows: himself first, then the children in his KK, oldest first."""
    children = sorted(
        (one for one in family if one.active and is_child_of(one, applicant)), key=lambda one: one.born
    )
    chosen = [applicant] if "self" in kind.audience else []
    return tuple(chosen + (children if "child" in kind.audience else []))


def judge(
    kind: Kind,
    applicant: Resident,
    subject: Resident,
    family: tuple[Resident, ...],
    basis: Basis | None,
    village_rule: str,
    today: date,
    *,
    desil_limit: int = 4,
    policy: Policy | None = None,
    by_clerk: bool = False,
) -> Ruling:
    """Decide about one letter.

    `basis` is what `best_basis` chose. `village_rule` is the Keputusan that allows direct printing; without it none
    is direct. `policy` overrides the kind's own. `by_clerk`: the clerk's own act, for whomever of the village, and
    whatever the policy; the kind's rules that refuse still hold.
    """
    error = _refusal(kind, applicant, subject, today, by_clerk)
    if error is not None:
        return Ruling("refused", error.for_resident(), error)
    case = Case(applicant, subject, family, basis, today, desil_limit)
    unmet = [rule for rule in kind.rules if not RULES[rule.name](case, rule.params)]
    for rule in unmet:
        if rule.otherwise == "refused":
            error = ApplianceError("E-LTR-06", sentence=str(rule.sentence))
            return Ruling("refused", str(rule.sentence), error)
    if by_clerk:
        return Ruling("released")
    if unmet:
        return Ruling("released", str(unmet[0].sentence))
    if (policy or kind.policy) == "wet":
        return Ruling("released", WET)
    if (policy or kind.policy) == "released" or not village_rule.strip():
        return Ruling("released", NO_RULE)
    return Ruling("direct")


def _refusal(
    kind: Kind, applicant: Resident, subject: Resident, today: date, by_clerk: bool
) -> ApplianceError | None:
    if not (applicant.active and applicant.nik is not None and subject.active):
        return ApplianceError("E-LTR-05")
    if by_clerk:
        return None
    if not is_adult(applicant, today):
        return ApplianceError("E-LTR-08")
    role = "self" if subject.key == applicant.key else "child"
    if role not in kind.audience or (role == "child" and not is_child_of(subject, applicant)):
        return ApplianceError("E-LTR-09")
    return None
