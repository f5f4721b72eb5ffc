"""The kinds of letters as screen and command line show them."""

from __future__ import annotations

from typing import Any

from appliance.desk.views import Choice, Question, Tile
from appliance.letters.kind import Input, Wording, find_kind, kinds


def describe_kinds() -> list[dict[str, Any]]:
    """All kinds for `letter kinds`."""
    return [
        {
            "kind": kind.code,
            "title": kind.title.id,
            "group": kind.group,
            "inputs": [_describe(item) for item in kind.inputs],
            "policy": kind.policy,
        }
        for kind in kinds().values()
    ]


def tiles() -> tuple[Tile, ...]:
    """The letters that may be asked for, in the village's order."""
    return tuple(Tile(kind.code, *kind.tile, kind.title.id) for kind in kinds().values())


def questions(code: str, language: str = "id") -> tuple[Question, ...]:
    """What the letter asks at the screen, in the screen's language. Raises E-LTR-01."""

    def words(wording: Wording) -> str:
        return wording.en if language == "en" else wording.id

    return tuple(
        Question(
            name=item.name,
            text=words(item.question),
            example=words(item.example),
            choices=tuple(Choice(choice.value, words(choice.tile)) for choice in item.choices),
            free=item.free,
            required=item.required,
            limit=item.limit,
        )
        for item in find_kind(code).inputs
        if item.asked
    )


def _describe(item: Input) -> dict[str, Any]:
    return {
        "name": item.name,
        "type": item.type,
        "required": item.required,
        "label": item.label.id,
        "choices": [choice.value for choice in item.choices],
        "limit": item.limit,
    }
