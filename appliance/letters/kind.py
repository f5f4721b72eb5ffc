"""Kinds of letters as data: a folder each under ``kinds/``, with `manifest.toml` and the body's template."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from appliance.model.errors import ApplianceError

Policy = Literal["direct", "released", "wet"]
"""direct: out at once. released: a clerk's touch first. wet: signed by hand by the head (design, section 5)."""

Audience = Literal["self", "child"]
Codes = Literal["new", "old"]
"""Classification of Permendagri 83/2022 or 78/2012; both are in use."""


@dataclass(frozen=True)
class Wording:
    """The same words in Indonesian and English; as a text it is the Indonesian."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Choice:
    """A ready answer. `value` goes into the letter; `tile` (at most 19 letters) stands on the screen; `purpose` is
    the class that counts in reports; `note` is what the person should know before asking."""

    value: str
    tile: Wording
    purpose: str = ""
    note: Wording | None = None


@dataclass(frozen=True)
class Input:
    """What a letter needs to know beside the register. `label` names it on the letter, `question` asks for it on
    the screen. With `free` any words up to `limit` letters will do, else only the choices. What is not `asked` at
    the terminal may be given at the desk."""

    name: str
    label: Wording
    question: Wording
    example: Wording
    choices: tuple[Choice, ...]
    free: bool
    required: bool
    asked: bool
    limit: int

    @property
    def type(self) -> Literal["text", "choice"]:
        """``choice`` where only the choices may be given."""
        return "text" if self.free else "choice"


@dataclass(frozen=True)
class Rule:
    """A rule of eligibility: `name` is one of `letters.rules.RULES`, `params` are its own values. Who does not meet
    it is refused or sent to the clerk (`otherwise`) with the `sentence`."""

    name: str
    params: Mapping[str, Any]
    otherwise: Literal["refused", "released"]
    sentence: Wording


@dataclass(frozen=True)
class Kind:
    """A kind of letter. `months` is how long it holds good (0: without end)."""

    code: str
    title: Wording
    tile: tuple[str, str]
    """Two lines of at most 11 letters."""
    group: str
    old: str
    new: str
    months: int
    policy: Policy
    audience: tuple[Audience, ...]
    inputs: tuple[Input, ...]
    rules: tuple[Rule, ...]

    def classification(self, codes: Codes) -> str:
        """The code that begins the letter's number."""
        return self.new if codes == "new" else self.old


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds, in the order in which the screen shows them."""
    folder = files("appliance.letters").joinpath("kinds")
    listed = tomllib.loads(folder.joinpath("order.toml").read_text(encoding="utf-8"))["order"]
    return MappingProxyType(
        {
            code: _kind(tomllib.loads(folder.joinpath(code, "manifest.toml").read_text(encoding="utf-8")))
            for code in listed
        }
    )


def find_kind(code: str) -> Kind:
    """The kind with this code. Raises E-LTR-01."""
    try:
        return kinds()[code]
    except KeyError as error:
        raise ApplianceError("E-LTR-01", kind=code[:40]) from error


def _kind(doc: dict[str, Any]) -> Kind:
    top, bottom = doc["tile"]
    return Kind(
        code=doc["code"],
        title=Wording(**doc["title"]),
        tile=(top, bottom),
        group=doc["group"],
        old=doc["classification"]["old"],
        new=doc["classification"]["new"],
        months=doc["months"],
        policy=doc["policy"],
        audience=tuple(doc["audience"]),
        inputs=tuple(_input(item) for item in doc.get("inputs", ())),
        rules=tuple(_rule(item) for item in doc.get("rules", ())),
    )


def _input(doc: dict[str, Any]) -> Input:
    return Input(
        name=doc["name"],
        label=Wording(**doc["label"]),
        question=Wording(**doc["question"]),
        example=Wording(**doc["example"]),
        choices=tuple(_choice(item) for item in doc.get("choices", ())),
        free=doc.get("free", True),
        required=doc.get("required", False),
        asked=doc.get("asked", True),
        limit=doc.get("limit", 120),
    )


def _choice(doc: dict[str, Any]) -> Choice:
    note = doc.get("note")
    return Choice(doc["value"], Wording(**doc["tile"]), doc.get("purpose", ""), Wording(**note) if note else None)


def _rule(doc: dict[str, Any]) -> Rule:
    known = ("name", "otherwise", "sentence")
    params = {key: value for key, value in doc.items() if key not in known}
    return Rule(doc["name"], params, doc["otherwise"], Wording(**doc["sentence"]))
