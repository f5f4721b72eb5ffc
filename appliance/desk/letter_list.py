"""Letters that were issued."""

from __future__ import annotations

import re
from typing import Any

from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.nik import clean_number
from appliance.model.records import Letter


def list_letters(office: Office, nik: str | None = None) -> list[dict[str, Any]]:
    """Letters in the order of issue, with the state of each one's newest job; only those for `nik` where given."""
    books = office.books
    letters = books.letters.find(nik=clean_number(nik)) if nik is not None else books.letters.find()
    states: dict[int | None, str] = {}
    for _key, job in books.jobs.find():
        states[job.letter] = job.state
    return [
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


def letter_by_id(office: Office, text: str) -> tuple[int, Letter]:
    """The letter with this id. Raises E-JOB-04."""
    letter = office.books.letters.get(int(text)) if re.fullmatch(r"[1-9][0-9]{0,11}", text) else None
    if letter is None:
        raise ApplianceError("E-JOB-04", id=text[:20])
    return int(text), letter
