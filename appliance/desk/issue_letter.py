"""Who may have which letter, what it says, and its issuing at the screen or by a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from appliance.desk.enter_letter import enter
from appliance.desk.numbers import require_numbers
from appliance.desk.office import REGISTER_DATE, Office
from appliance.desk.quota import letters_left
from appliance.desk.show_resident import family_of, resident_by_key, resident_by_nik
from appliance.desk.views import Issued, Preview, Session, Wish
from appliance.letters.basis import best_basis
from appliance.letters.compose import Draft, compose, preview, three_lines
from appliance.letters.eligibility import Ruling, judge
from appliance.letters.facts import Custom, Facts
from appliance.letters.inputs import check_inputs
from appliance.letters.kind import Kind, find_kind
from appliance.letters.qr import seal_qr
from appliance.model.errors import ApplianceError
from appliance.model.records import Letter
from appliance.model.resident import Resident


@dataclass(frozen=True)
class Case:
    """A letter that somebody wants, with what the rules say of it."""

    kind: Kind
    facts: Facts
    ruling: Ruling


@dataclass(frozen=True)
class _Ready:
    """A letter as it was read on the screen. It holds as long as the journal is no longer than `events`: nothing
    that a letter says changes without an event."""

    session: Session
    wish: Wish
    events: int
    case: Case
    draft: Draft


def preview_letter(office: Office, session: Session, wish: Wish) -> Preview:
    """The letter as it would come out. Raises E-LTR-.. for what the person may not have."""
    ready = _prepare(office, session, wish, office.clock.now())
    case = ready.case
    way: Literal["direct", "released"] = "direct" if case.ruling.way == "direct" else "released"
    lines = three_lines(case.kind, case.facts)
    return Preview(lines, preview(ready.draft), way, case.ruling.sentence, ready)


def issue_direct(office: Office, session: Session, wish: Wish, read: Preview | None = None) -> Issued:
    """Issue at the screen. Raises E-CLK-01 while the date is in doubt, E-JOB-05 when the day's letters are taken,
    E-JOB-06 when a clerk is needed, E-LTR-.. when it may not be had."""
    return as_issued(office, *issue_for_card(office, session, wish, read))


def issue_for_card(
    office: Office, session: Session, wish: Wish, read: Preview | None = None
) -> tuple[int, Letter, int]:
    """The letter of `issue_direct` in the books: key, letter and key of its print job."""
    ready = read.ready if read is not None else None
    with office.books.transaction():
        now = office.clock.require()
        if not (isinstance(ready, _Ready) and _still_holds(office, ready, session, wish, now)):
            ready = _prepare(office, session, wish, now)
        ruling = ready.case.ruling
        if ruling.way != "direct":
            raise ApplianceError("E-JOB-06", sentence=ruling.sentence or "")
        if letters_left(office, session.resident, now) < 1:
            raise ApplianceError("E-JOB-05", limit=office.number("kiosk.letters_per_day"))
        return enter(office, ready.draft, now)


def _prepare(office: Office, session: Session, wish: Wish, now: datetime) -> _Ready:
    events = office.books.journal.length()
    applicant = resident_by_key(office, session.resident)
    subject = applicant if wish.subject == applicant.key else resident_by_key(office, wish.subject)
    case = _case(office, find_kind(wish.kind), applicant, subject, wish.inputs, now)
    return _Ready(session, wish, events, case, compose(case.kind, case.facts))


def _still_holds(office: Office, ready: _Ready, session: Session, wish: Wish, now: datetime) -> bool:
    same = (ready.session, ready.wish) == (session, wish) and ready.case.facts.today == now.date()
    return same and office.books.journal.length() == ready.events


def issue_for_clerk(
    office: Office, nik: str, kind: str, inputs: Mapping[str, str], clerk: str | None = None
) -> tuple[int, Letter, int]:
    """The clerk's own act: whatever the kind's policy. Key, letter and key of its print job. Raises E-CLK-01,
    E-REG-01 and E-LTR-.. ."""
    found = find_kind(kind)
    person = resident_by_nik(office, nik)
    draft = draft_for_clerk(office, found, person, person, inputs, clerk)
    with office.books.transaction():
        return enter(office, draft, office.clock.now())


def draft_for_clerk(
    office: Office,
    kind: Kind,
    applicant: Resident,
    subject: Resident,
    inputs: Mapping[str, str],
    clerk: str | None,
) -> Draft:
    """The letter as a clerk releases it. Raises E-CLK-01 and E-LTR-.. ."""
    now = office.clock.require()
    case = _case(office, kind, applicant, subject, inputs, now, clerk=clerk, by_clerk=True)
    return compose(kind, case.facts)


def as_issued(office: Office, key: int, letter: Letter, job: int) -> Issued:
    """The letter as the screen shows it."""
    qr = seal_qr(letter.seal, office.text("verify.url"))
    return Issued(str(key), letter.kind, letter.title, letter.number, letter.code, job, qr)


def _case(
    office: Office,
    kind: Kind,
    applicant: Resident,
    subject: Resident,
    inputs: Mapping[str, str],
    now: datetime,
    *,
    clerk: str | None = None,
    by_clerk: bool = False,
) -> Case:
    require_numbers(office.books)
    answers = check_inputs(kind, inputs)
    custom = Custom.from_settings(office.books.settings.all())
    today = now.date()
    family = tuple(family_of(office, subject))
    bases = [basis for _key, basis in office.books.bases.find(kk=subject.kk)]
    basis = best_basis(bases, today, custom.desil_limit)
    ruling = judge(
        kind,
        applicant,
        subject,
        family,
        basis,
        custom.rule,
        today,
        desil_limit=custom.desil_limit,
        by_clerk=by_clerk,
    )
    if ruling.error is not None:
        raise ruling.error
    noted = office.books.settings.note(REGISTER_DATE)
    facts = Facts(
        village=office.village,
        custom=custom,
        applicant=applicant,
        subject=subject,
        family=family,
        inputs=answers,
        today=today,
        register_date=date.fromisoformat(noted) if noted else today,
        way="direct" if ruling.way == "direct" else "released",
        clerk=clerk,
        basis=basis,
    )
    return Case(kind, facts, ruling)
