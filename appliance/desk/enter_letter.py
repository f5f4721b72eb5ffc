"""The transaction that gives a letter its number: letter, event and print job together, or nothing.

Everything that takes time is composed before it; inside it only what depends on the number is made.
"""

from __future__ import annotations

from datetime import datetime

from appliance.desk.numbers import next_number
from appliance.desk.office import Office
from appliance.desk.print_job import new_job
from appliance.letters.code import code_of
from appliance.letters.compose import Draft, finish, number_of
from appliance.letters.number import DEFAULT_SERIES
from appliance.letters.seal import seal
from appliance.model.records import Letter


def enter(office: Office, draft: Draft, now: datetime) -> tuple[int, Letter, int]:
    """Give the letter its number, inside the caller's transaction: letter, event and job, or nothing. `now` is the
    guarded clock's, read in the same transaction. The year of the series is that of the letter's own date, also
    where the clock has just passed midnight."""
    books, facts = office.books, draft.facts
    series, year = DEFAULT_SERIES, facts.today.year
    seq = next_number(office, series, year)
    number = number_of(draft, seq)
    digest = draft.digest(number)
    key = books.letters.next_key()
    subject, applicant = facts.subject, facts.applicant
    event = books.journal.append(
        "desa.letter.issued",
        {
            "letter": key,
            "kind": draft.kind,
            "number": number,
            "series": series,
            "year": year,
            "seq": seq,
            "resident": subject.key,
            "nik": subject.nik,
            "applicant": applicant.key,
            "way": facts.way,
            "clerk": facts.clerk,
            "digest": digest.hex(),
        },
        now,
    )
    text = seal(
        office.keys.signer,
        village=facts.village.digits,
        issued_at=now,
        kind=draft.kind,
        number=number,
        name=draft.name,
        digest=digest,
    )
    code = code_of(event.hash)
    letter = Letter(
        kind=draft.kind,
        title=draft.title,
        number=number,
        series=series,
        year=year,
        seq=seq,
        nik=subject.nik or "",
        subject=subject.key,
        applicant=applicant.key,
        way=facts.way,
        clerk=facts.clerk,
        issued_at=now.isoformat(timespec="seconds"),
        event=event.number,
        seal=text,
        code=code,
        page=finish(draft, number, text, code),
        content=draft.content,
        width=office.number("printer.width"),
    )
    books.letters.add(letter, key)
    return key, letter, new_job(office, key, 0, at=now)
