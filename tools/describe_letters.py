"""The kinds of letters, and what a village and its head are called, from the data that the program reads."""

from __future__ import annotations

import csv
from importlib.resources import files

from appliance.letters.kind import Kind
from appliance.letters.kind import kinds as all_kinds
from appliance.registry.places import terms_of
from tools.markdown import table

_FROM = {"self": "oneself", "child": "a child of the own KK"}


def kinds() -> str:
    """A row a kind."""
    header = ["kind", "title", "asked at the terminal", "for whom", "old / new code", "months", "policy", "rules"]
    return table(header, [_row(kind) for kind in all_kinds().values()])


def _row(kind: Kind) -> list[str]:
    inputs = [f"`{one.name}`{'*' if one.required else ''}{'' if one.asked else ' (desk)'}" for one in kind.inputs]
    rules = [f"`{rule.name}`, else {rule.otherwise}: *{rule.sentence}*" for rule in kind.rules]
    return [
        f"`{kind.code}`",
        kind.title.id,
        ", ".join(inputs),
        ", ".join(_FROM[one] for one in kind.audience),
        f"{kind.old} / {kind.new}",
        str(kind.months),
        kind.policy,
        "<br>".join(rules),
    ]


def terms() -> str:
    """A row a regency of Lampung."""
    place = files("appliance.registry").joinpath("data", "wilayah-18.csv")
    with place.open(encoding="utf-8") as file:
        regencies = [row for row in csv.DictReader(file) if row["tingkat"] == "kabupaten/kota"]
    rows = []
    for row in regencies:
        found = terms_of(f"{row['kode']}.01.2001")
        rows.append([row["kode"], row["nama"].title(), found.term, found.head])
    return table(["code", "regency", "village", "head"], rows)
