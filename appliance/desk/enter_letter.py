"""The transaction that gives a letter its number: letter, event and print job together, or nothing.

Everything that takes time is composed before it; inside it only what depends on the number is made.
"""

from __future__ import annotations

from datetime import datetime

from appliance.desk.office import Office
from appliance.desk.print_job import new_job
from appliance.letters.code import code_of
from appliance.letters.compose import Draft, finish, number_of
from appliance.letters.number import DEFAULT_SERIES, next_seq
from appliance.letters.seal import seal
from appliance.model.records import Letter, Series
from appliance.model.settings import START_PREFIX


def enter(office: Office, draft: Draft, now: datetime) -> tuple[int, Letter, int]:
    """Give the letter its number, inside the caller's transaction: letter, event and job, or nothing. `now` is the
    guarded clock's, read in the same transaction. The year of the series is that of the letter's own date, also
    where the clock has just passed midnight."""
    books, facts = office.books, draft.facts
    series, year = DEFAULT_SERIES, facts.today.year
    seq = _next_in_series(office, series, year)
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


def _next_in_series(office: Office, series: str, year: int) -> int:
    """Take the next place (inside the transaction, so that no two processes take the same)."""
    shelf = office.books.series
    rows = shelf.find(series=series)
    for key, row in rows:
        if row.year == year:
            seq = next_seq(row.last, 1, first_year=False)
            shelf.put(key, Series(series, year, seq))
            return seq
    start = int(office.books.settings.all().get(START_PREFIX + series, 1))
    seq = next_seq(None, start, first_year=not rows)
    shelf.add(Series(series, year, seq))
    return seq
