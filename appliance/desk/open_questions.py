"""Papers that wait for a person: a power cut or a lost cable left open whether they came out, or nobody was there
when they could have been printed. No job may stay without an answer, so the resident is asked at the next tap and a
clerk finds all of them in one list."""

from __future__ import annotations

from datetime import datetime

from appliance.desk.issue_letter import as_issued
from appliance.desk.office import Office
from appliance.desk.views import Issued, OpenPaper
from appliance.model.errors import ApplianceError
from appliance.model.records import Job, Letter
from appliance.model.resident import from_document


def unsure_letter(office: Office, resident: int) -> Issued | None:
    """The newest letter that this person asked for and whose paper is unsure."""
    books = office.books
    for key, letter in reversed(books.letters.find(applicant=resident)):
        job = unsure_job(office, key)
        if job is not None:
            return as_issued(office, key, letter, job)
    return None


def unsure_job(office: Office, letter: int) -> int | None:
    """The newest job of this letter of which nobody has said yet whether it came out."""
    jobs = office.books.jobs.find(letter=letter, state="unsure")
    return jobs[-1][0] if jobs else None


def open_papers(office: Office) -> tuple[OpenPaper, ...]:
    """All letters whose paper is unsure or was not printed, however old, in the order of their jobs."""
    books = office.books
    found = sorted(books.jobs.find(state="unsure") + books.jobs.find(state="queued"), key=lambda pair: pair[0])
    with_letter = ((key, job, _letter(office, job)) for key, job in found if job.letter is not None)
    return tuple(_as_paper(office, key, job, letter) for key, job, letter in with_letter)


def letter_of(office: Office, job: int) -> Issued:
    """The letter that a job prints. Raises E-JOB-02 where there is none."""
    found = office.books.jobs.get(job)
    if found is None or found.letter is None:
        raise ApplianceError("E-JOB-02")
    return as_issued(office, found.letter, _letter(office, found), job)


def _letter(office: Office, job: Job) -> Letter:
    letter = office.books.letters.get(job.letter) if job.letter is not None else None
    if letter is None:
        raise ApplianceError("E-JOB-02")
    return letter


def _as_paper(office: Office, key: int, job: Job, letter: Letter) -> OpenPaper:
    document = office.books.residents.by_key(letter.subject)
    return OpenPaper(
        letter=str(job.letter),
        job=key,
        number=letter.number,
        title=letter.title,
        name=from_document(letter.subject, document).name if document is not None else "",
        state="unsure" if job.state == "unsure" else "queued",
        code=job.code,
        made_at=datetime.fromisoformat(job.made_at),
    )
