"""Print jobs: a letter comes out once, or a person says what happened (threats F2, F5).

A job is `queued` until the printer said it is fine; it is `sending` in the store before the first byte leaves;
only the printer's word makes it `printed`. A job found in `sending` by the next owner of the printer was cut off
and is `unsure`. Nothing unsure is ever sent again by itself. Nobody is asked about a slip: its number stands on the
screen and in the clerk's list, with or without paper.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from appliance.desk.office import Office
from appliance.desk.views import ClerkSession, JobEnd
from appliance.letters.compose import mark_copy
from appliance.letters.qr import complete
from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.printing import JobState, Line, Progress, Status, Waiting, wait_on
from appliance.model.records import Job

PATIENCE = 20.0
"""Seconds to wait for another process of this terminal that is printing."""

_TROUBLE = "printer.trouble"
"""Set while bytes may be under way; what stays set tells the next job to lead the printer out of a cut picture."""

STALE = timedelta(minutes=30)
"""A job older than this is not printed by itself: whoever asked for it has gone home."""


def _quiet(_done: int, _all: int) -> None:
    """No progress is shown."""


def printer_status(office: Office) -> Status:
    """As `ask_printer`; that it is away is a fault of its status."""
    try:
        return ask_printer(office)
    except ApplianceError as error:
        return Status(fault=error.code)


def ask_printer(office: Office) -> Status:
    """Ask the printer now, if no other process is printing; a busy printer is a fine printer. Raises E-PRN-.. when
    it is away."""
    with office.books.printer_lock(0.0) as mine:
        if not mine:
            return Status()
        with office.printer.connect() as line:
            return line.status()


def recover(office: Office) -> int:
    """Own the printer and turn what an earlier owner left in `sending` into `unsure`; how many there were.
    Does nothing while somebody is printing."""
    with office.books.printer_lock(0.0) as mine:
        return _recover(office) if mine else 0


def _recover(office: Office) -> int:
    books = office.books
    cut = books.jobs.find(state="sending")
    for key, job in cut:
        with books.transaction():
            _end(office, key, job, "unsure", "E-JOB-01")
    return len(cut)


def print_job(office: Office, key: int, progress: Progress = _quiet, waiting: Waiting = wait_on) -> JobEnd:
    """Send a queued job. A job that is not queued any more is only reported. Raises E-JOB-02 for an unknown key."""
    books = office.books
    with books.printer_lock(PATIENCE) as mine, ExitStack() as link:
        if not mine:
            return JobEnd("queued", "E-JOB-03")
        _recover(office)
        job = books.jobs.get(key)
        if job is None:
            raise ApplianceError("E-JOB-02")
        if job.state != "queued":
            return _as_end(job)
        page = job_page(office, job)
        try:
            line = link.enter_context(office.printer.connect())
            fault = line.status().fault
        except ApplianceError as error:
            return _still_queued(office, key, job, error)
        if fault is not None:
            return _still_queued(office, key, job, ApplianceError(fault))
        return _send(office, line, page, key, job, progress, waiting)


def _send(
    office: Office, line: Line, page: Page, key: int, job: Job, progress: Progress, waiting: Waiting
) -> JobEnd:
    """The one moment in which bytes leave. Whatever goes wrong from here on but the line's own word that nothing
    left, the job stays `sending` and the next owner of the printer finds it unsure."""
    books = office.books
    try:
        with books.transaction():
            after_trouble = books.settings.note(_TROUBLE) == "1"
            books.jobs.put(key, replace(job, state="sending", code=None))
            if not after_trouble:
                books.settings.set_note(_TROUBLE, "1")
    except ApplianceError as error:  # a full disk, and nothing has left
        return JobEnd("queued", error.code, error)
    try:
        outcome = line.send(page, progress, waiting=waiting, after_trouble=after_trouble)
    except ApplianceError as error:
        with books.transaction():
            books.jobs.put(key, replace(job, code=error.code))
            if not after_trouble:
                books.settings.set_note(_TROUBLE, "0")
        return JobEnd("queued", error.code, error)
    with books.transaction():
        _end(office, key, job, outcome.state, outcome.code)
        if outcome.state == "printed":
            books.settings.set_note(_TROUBLE, "0")
    return JobEnd(outcome.state, outcome.code)


def _still_queued(office: Office, key: int, job: Job, cause: ApplianceError) -> JobEnd:
    """Nothing left; remember why, so that list and screen can say it."""
    if job.code != cause.code:
        with office.books.transaction():
            office.books.jobs.put(key, replace(job, code=cause.code))
    return JobEnd("queued", cause.code, cause)


def _end(office: Office, key: int, job: Job, state: Literal["printed", "unsure"], code: str | None) -> None:
    office.books.jobs.put(key, replace(job, state=state, code=code))
    data = {"job": key, "letter": job.letter, "copy": job.copy, "code": code}
    office.books.journal.append(f"desa.print.{state}", data, office.clock.now())


def job_page(office: Office, job: Job) -> Page:
    """The page a job prints: the stored letter, marked as copy where it is one, or the slip."""
    if job.letter is None:
        return Page.from_json(job.page or [])
    letter = office.books.letters.get(job.letter)
    if letter is None:
        raise ApplianceError("E-JOB-02")
    return complete(mark_copy(Page.from_json(letter.page), job.copy))


def new_job(
    office: Office,
    letter: int | None,
    copy: int,
    page: list[dict[str, Any]] | None = None,
    at: datetime | None = None,
) -> int:
    """Queue a job inside the caller's transaction; its key. `page` for what is no letter, `at` where the caller
    has asked the clock already."""
    made = (at or office.clock.now()).isoformat(timespec="seconds")
    return office.books.jobs.add(Job(letter, copy, "queued", made, page=page))


def settle(office: Office, key: int, came_out: bool, clerk: ClerkSession | None = None) -> JobEnd:
    """A person's answer for an unsure job; `clerk` where one gave it. It came out: printed. It did not: the job is
    settled and a copy, marked as one, is queued and sent; its end and key come back. An answer that comes too late
    changes nothing. Raises E-JOB-02 for an unknown key."""
    books = office.books
    with books.transaction():
        job = books.jobs.get(key)
        if job is None:
            raise ApplianceError("E-JOB-02")
        if job.state != "unsure":
            return _as_end(job)
        _settled(office, key, job, came_out, clerk.name if clerk is not None else None)
        if came_out:
            return JobEnd("printed")
        fresh = _copy_job(office, job)
    return replace(print_job(office, fresh), job=fresh)


def print_letter(office: Office, letter: int) -> JobEnd:
    """Print a letter again: a waiting job is sent, anything else gets a marked copy, which settles a job that was
    unsure. Raises E-JOB-03 when another process prints for too long: what it prints may be this very letter."""
    books = office.books
    with books.printer_lock(PATIENCE) as mine:
        if not mine:
            raise ApplianceError("E-JOB-03")
        _recover(office)
        with books.transaction():
            jobs = books.jobs.find(letter=letter)
            waiting = [key for key, job in jobs if job.state == "queued"]
            for key, job in jobs if not waiting else ():
                if job.state == "unsure":
                    _settled(office, key, job, None)
            last = jobs[-1][1] if jobs else None
            fresh = waiting[-1] if waiting else _copy_job(office, last) if last else new_job(office, letter, 0)
        return print_job(office, fresh)


def _settled(office: Office, key: int, job: Job, came_out: bool | None, clerk: str | None = None) -> None:
    """A person has decided about an unsure job; `came_out` None: by asking for another paper."""
    state: JobState = "printed" if came_out else "settled"
    office.books.jobs.put(key, replace(job, state=state, code=None))
    data = {"job": key, "letter": job.letter, "copy": job.copy, "came_out": came_out, "clerk": clerk}
    office.books.journal.append("desa.print.settled", data, office.clock.now())


def _copy_job(office: Office, job: Job) -> int:
    """Queue the next marked copy of the letter that `job` printed; a slip is simply queued again."""
    if job.letter is None:
        return new_job(office, None, job.copy, job.page)
    copies = [other.copy for _key, other in office.books.jobs.find(letter=job.letter)]
    return new_job(office, job.letter, max(copies, default=0) + 1)


def print_waiting(office: Office) -> int:
    """Print the jobs that wait and are fresh, oldest first, until one stays; how many came out."""
    now = office.clock.now()
    printed = 0
    for key, job in office.books.jobs.find(state="queued"):
        if now - datetime.fromisoformat(job.made_at) > STALE:
            continue
        if print_job(office, key).state != "printed":
            break
        printed += 1
    return printed


def _as_end(job: Job) -> JobEnd:
    """Where a job stands that is not sent now. A copy took the place of a settled one."""
    if job.state in ("printed", "settled"):
        return JobEnd("printed")
    return JobEnd("queued" if job.state == "queued" else "unsure", job.code)
