"""The answers that a letter asks for, checked and cleaned."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.letters.clean import clean
from appliance.letters.kind import Input, Kind
from appliance.model.errors import ApplianceError


def check_inputs(kind: Kind, given: Mapping[str, str]) -> dict[str, str]:
    """The answers in the kind's own order, cleaned; what was left empty is left out.

    Raises E-LTR-02 where a needed one is missing, E-LTR-03 where one is too long, E-LTR-04 for a name that the kind
    does not have or a value that is none of the choices.
    """
    known = {item.name for item in kind.inputs}
    for name in given:
        if name not in known:
            raise ApplianceError("E-LTR-04", name=clean(name[:40]))
    answers = {item.name: _answer(item, given.get(item.name, "")) for item in kind.inputs}
    return {name: value for name, value in answers.items() if value}


def purpose_of(kind: Kind, answers: Mapping[str, str]) -> str:
    """The class of the purpose, for reports: that of the choice taken, else ``lainnya``."""
    for item in kind.inputs:
        for choice in item.choices:
            if choice.purpose and answers.get(item.name) == choice.value:
                return choice.purpose
    return "lainnya"


def _answer(item: Input, given: str) -> str:
    value = clean(given[: item.limit * 4])  # nobody types so much; keeps a hostile megabyte cheap
    if len(value) > item.limit or len(given) > item.limit * 4:
        raise ApplianceError("E-LTR-03", name=item.name, limit=item.limit)
    if not value and item.required:
        raise ApplianceError("E-LTR-02", name=item.name, label=str(item.label))
    if value and not item.free and value not in {choice.value for choice in item.choices}:
        raise ApplianceError("E-LTR-04", name=item.name)
    return value
