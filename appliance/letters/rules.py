"""Named rules of eligibility that manifests may use. Pure: each gets the case and its own parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from appliance.letters.basis import MONTHS, is_strong
from appliance.model.records import Basis
from appliance.model.resident import Resident


@dataclass(frozen=True)
class Case:
    """Who asks, for whom, and what the village knows of the family."""

    applicant: Resident
    subject: Resident
    family: tuple[Resident, ...]
    basis: Basis | None
    today: date
    desil_limit: int


def job_in(case: Case, params: Mapping[str, Any]) -> bool:
    """The subject's JENIS_PKRJN is one of `codes`."""
    return case.subject.job in params["codes"]


def strong_basis(case: Case, params: Mapping[str, Any]) -> bool:
    """The family's basis is a strong one, younger than `months`."""
    return is_strong(case.basis, case.today, case.desil_limit, params.get("months", MONTHS))


RULES: Mapping[str, Callable[[Case, Mapping[str, Any]], bool]] = {
    "job_in": job_in,
    "strong_basis": strong_basis,
}
