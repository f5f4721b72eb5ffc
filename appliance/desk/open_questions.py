"""What a power cut or a lost cable left open: letters of which nobody has said yet whether they came out."""

from __future__ import annotations

from appliance.desk.issue_letter import as_issued
from appliance.desk.office import Office
from appliance.desk.views import Issued


def unsure_letter(office: Office, resident: int) -> Issued | None:
    """The newest letter that this person asked for and whose paper is unsure; asked at the next tap, so that no job
    stays without a person's answer."""
    books = office.books
    for key, letter in reversed(books.letters.find(applicant=resident)):
        for job_key, job in reversed(books.jobs.find(letter=key)):
            if job.state == "unsure":
                return as_issued(office, key, letter, job_key)
    return None
