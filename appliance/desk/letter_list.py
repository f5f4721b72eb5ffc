"""Letters that were issued."""

from __future__ import annotations

import re
from typing import Any

from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.nik import clean_number
from appliance.model.records import Letter, Lost


def list_letters(office: Office, nik: str | None = None) -> list[dict[str, Any]]:
    """Letters in the order of issue, with the state of each one's newest job, and the places that are void. With
    `nik` the letters for that person alone."""
    books = office.books
    letters = books.letters.find(nik=clean_number(nik)) if nik is not None else books.letters.find()
    states: dict[int | None, str] = {}
    for _key, job in books.jobs.find():
        states[job.letter] = job.state
    issued = [
        {
            "id": str(key),
            "kind": letter.kind,
            "nik": letter.nik,
            "number": letter.number,
            "series": letter.series,
            "year": letter.year,
            "seq": letter.seq,
            "status": letter.status,
            "job": states.get(key, "queued"),
            "issued_at": letter.issued_at,
        }
        for key, letter in letters
    ]
    if nik is not None:
        return issued
    order = [letter.event for _key, letter in letters]
    rows = [*zip(order, issued, strict=True), *((lost.event, row) for lost, row in _void(office))]
    return [row for _event, row in sorted(rows, key=lambda pair: pair[0])]


def _void(office: Office) -> list[tuple[Lost, dict[str, Any]]]:
    """A row for each lost place, in the form of a letter's."""
    return [
        (
            lost,
            {
                "id": f"void.{lost.series}.{lost.year}.{seq}",
                "kind": None,
                "nik": None,
                "number": None,
                "series": lost.series,
                "year": lost.year,
                "seq": seq,
                "status": "void",
                "job": None,
                "issued_at": lost.at,
            },
        )
        for _key, lost in office.books.lost.find()
        for seq in range(lost.first, lost.last + 1)
    ]


def letter_by_id(office: Office, text: str) -> tuple[int, Letter]:
    """The letter with this id. Raises E-JOB-04."""
    letter = office.books.letters.get(int(text)) if re.fullmatch(r"[1-9][0-9]{0,11}", text) else None
    if letter is None:
        raise ApplianceError("E-JOB-04", id=text[:20])
    return int(text), letter
