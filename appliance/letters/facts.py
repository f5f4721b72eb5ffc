"""What a letter is made of: people, village, answers and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from appliance.letters.kind import Codes
from appliance.letters.number import DEFAULT_FORMAT
from appliance.model.records import Basis
from appliance.model.resident import Resident
from appliance.model.settings import Value
from appliance.model.village import Village


@dataclass(frozen=True)
class Custom:
    """What a village sets for all its letters; keys of `model.settings` in the same order: `village.rule`,
    `village.head_name`, `village.address`, `village.abbreviation`, `letters.number_format`, `letters.codes`,
    `letters.desil_limit`, `verify.url`."""

    rule: str = ""
    head_name: str = ""
    address: str = ""
    abbreviation: str = ""
    number_format: str = DEFAULT_FORMAT
    codes: Codes = "new"
    desil_limit: int = 4
    verify_url: str = ""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Value]) -> Custom:
        """The village's own words and formats out of all its settings."""
        return cls(
            rule=str(settings["village.rule"]),
            head_name=str(settings["village.head_name"]),
            address=str(settings["village.address"]),
            abbreviation=str(settings["village.abbreviation"]),
            number_format=str(settings["letters.number_format"]),
            codes=cast(Codes, settings["letters.codes"]),
            desil_limit=int(settings["letters.desil_limit"]),
            verify_url=str(settings["verify.url"]),
        )


@dataclass(frozen=True)
class Facts:
    """Everything a letter may say.

    `subject` is whom the letter is about: the `applicant` or a child. `family` are the active rows of the subject's
    KK, `inputs` come from `check_inputs`, `today` is the day of issue in WIB, `register_date` the day of the newest
    extract. `way` direct: nobody looked at it, so it shows only what the card alone may open (threat S1); released:
    `clerk` compared face and card. `basis` is what `letters.basis.best_basis` chose for the family.
    """

    village: Village
    custom: Custom
    applicant: Resident
    subject: Resident
    family: tuple[Resident, ...]
    inputs: Mapping[str, str]
    today: date
    register_date: date
    way: Literal["direct", "released"]
    clerk: str | None = None
    basis: Basis | None = None
