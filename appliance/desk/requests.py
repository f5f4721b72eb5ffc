"""Letters that wait for a clerk: the first tap of an unknown card, a NIK without card, a kind that is not direct.

Nothing comes out without the clerk, who compares face and card; the answers are the same whether or not a typed NIK
exists (threats S3, S17). Requests wait until the day ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from appliance.desk.enter_letter import enter
from appliance.desk.issue_letter import as_issued, draft_for_clerk
from appliance.desk.link_card import check_uid, link
from appliance.desk.office import Office
from appliance.desk.print_job import new_job
from appliance.desk.show_resident import resident_by_key, resident_by_nik
from appliance.desk.views import ClerkSession, Issued, Request, Session, Slip, Visitor, Wish
from appliance.letters.inputs import check_inputs
from appliance.letters.kind import find_kind
from appliance.letters.slip import BRING, compose_slip
from appliance.model.card import Tapped
from appliance.model.errors import ApplianceError
from appliance.model.nik import clean_number, is_nik
from appliance.model.records import Asked, Clues
from appliance.model.resident import Resident, from_document

TYPED_AN_HOUR = 30
"""NIKs that may be typed at one terminal in an hour; a queue of people types fewer, a guesser more."""

SAME_NIK_A_DAY = 3
"""Requests that may wait for one typed NIK, so that nobody fills the clerk's list."""


def ask_first_tap(office: Office, visitor: Visitor, nik: str, kind: str, answers: Mapping[str, str]) -> Slip:
    """A person without a linked card asks. Raises E-CRD-09 after too many typed NIKs, E-CRD-13 for a number that
    cannot be a NIK, E-LTR-.. for wrong answers."""
    found = find_kind(kind)
    inputs = check_inputs(found, answers)
    number = clean_number(nik)
    if not is_nik(number):
        raise ApplianceError("E-CRD-13")
    now = office.clock.now()
    with office.books.transaction():
        _count_typed(office, now)
        if sum(asked.nik == number for _key, asked in _waiting_on(office, now)) >= SAME_NIK_A_DAY:
            raise ApplianceError("E-CRD-09")
        return _enter(office, now, nik=number, kind=kind, inputs=inputs, card=visitor.card)


def ask_release(office: Office, session: Session, wish: Wish) -> Slip:
    """A resident with a linked card asks for a letter that a clerk has to release, or one that the rules refuse:
    the clerk sees the person and the papers, so nobody leaves empty-handed (design, section 4). Raises E-LTR-02 to
    -04 for wrong answers, E-LTR-09 for somebody who is not of the family."""
    resident = resident_by_key(office, session.resident)
    if resident_by_key(office, wish.subject).kk != resident.kk:
        raise ApplianceError("E-LTR-09")
    inputs = check_inputs(find_kind(wish.kind), wish.inputs)
    with office.books.transaction():
        return _enter(
            office,
            office.clock.now(),
            nik=resident.nik or "",
            kind=wish.kind,
            inputs=inputs,
            resident=resident.key,
            subject=wish.subject,
        )


def _enter(
    office: Office,
    now: datetime,
    *,
    nik: str,
    kind: str,
    inputs: dict[str, str],
    resident: int | None = None,
    subject: int | None = None,
    card: str | None = None,
) -> Slip:
    books = office.books
    day = now.date().isoformat()
    slip = _slip_number(len(books.asked.find(day=day)))
    asked = Asked(slip, day, nik, kind, inputs, now.isoformat(timespec="seconds"), resident, subject, card)
    key = books.asked.add(asked)
    books.journal.append(
        "desa.letter.asked", {"request": key, "slip": slip, "kind": kind, "resident": resident}, now
    )
    page = compose_slip(office.village, slip, now, what=str(find_kind(kind).title))
    return Slip(slip, BRING, new_job(office, None, 0, page.to_json(), now))


def _slip_number(before: int) -> str:
    """A-01 … A-99, B-01 … : short enough to be called out."""
    block, place = divmod(before, 99)
    return f"{chr(ord('A') + block % 26)}-{place + 1:02d}"


def _count_typed(office: Office, now: datetime) -> None:
    """Count a typed NIK; the limit is the terminal's, so that it tells nothing about any NIK."""
    clues = office.books.clues
    found = clues.find(what="nik")
    hour = now - timedelta(hours=1)
    recent = [time for time in (found[0][1].times if found else []) if datetime.fromisoformat(time) > hour]
    if len(recent) >= TYPED_AN_HOUR:
        raise ApplianceError("E-CRD-09")
    counted = Clues("nik", [*recent, now.isoformat()])
    if found:
        clues.put(found[0][0], counted)
    else:
        clues.add(counted)


def waiting(office: Office) -> tuple[Request, ...]:
    """What waits for a clerk today, oldest first."""
    return tuple(_as_request(office, key, asked) for key, asked in _waiting_on(office, office.clock.now()))


def _waiting_on(office: Office, now: datetime) -> list[tuple[int, Asked]]:
    """Requests end with their day, so yesterday's count nowhere."""
    today = office.books.asked.find(day=now.date().isoformat())
    return [(key, asked) for key, asked in today if asked.state == "waiting"]


def release(office: Office, request: str, clerk: ClerkSession, second_tap: Tapped | None = None) -> Issued:
    """Issue the letter; with the second tap of the very same card link it. Raises E-CRD-10 for another card,
    E-CRD-11 for a request that is gone, E-REG-01 for a NIK that is not in the register, E-LTR-.. ."""
    key, asked = _waiting(office, request)
    applicant = _applicant(office, asked)
    subject = resident_by_key(office, asked.subject) if asked.subject is not None else applicant
    card = _confirmed_card(office, asked, second_tap)
    draft = draft_for_clerk(office, find_kind(asked.kind), applicant, subject, asked.inputs, clerk.name)
    books = office.books
    with books.transaction():
        _waiting(office, request)
        letter_key, letter, job = enter(office, draft, office.clock.now())
        books.asked.put(key, replace(asked, state="released", letter=letter_key))
        if card is not None:
            link(office, card, applicant.key, clerk.name)
    return as_issued(office, letter_key, letter, job)


def refuse(office: Office, request: str, clerk: ClerkSession) -> None:
    """Take a request off the list. Raises E-CRD-11."""
    books = office.books
    with books.transaction():
        key, asked = _waiting(office, request)
        books.asked.put(key, replace(asked, state="refused"))
        data = {"request": key, "slip": asked.slip, "clerk": clerk.name}
        books.journal.append("desa.letter.refused", data, office.clock.now())


def _waiting(office: Office, request: str) -> tuple[int, Asked]:
    asked = office.books.asked.get(int(request)) if re.fullmatch(r"[1-9][0-9]{0,11}", request) else None
    if asked is None or asked.state != "waiting" or asked.day != office.clock.now().date().isoformat():
        raise ApplianceError("E-CRD-11", request=request[:20])
    return int(request), asked


def _applicant(office: Office, asked: Asked) -> Resident:
    return (
        resident_by_key(office, asked.resident)
        if asked.resident is not None
        else resident_by_nik(office, asked.nik)
    )


def _confirmed_card(office: Office, asked: Asked, second_tap: Tapped | None) -> str | None:
    """The hash to link: only a card that showed the same UID twice, with a lift between (threat S2)."""
    if second_tap is None or asked.card is None:
        return None
    check_uid(second_tap.uid)
    uid_hash = office.keys.hash_uid(second_tap.uid)
    if uid_hash != asked.card:
        raise ApplianceError("E-CRD-10")
    return uid_hash


def _as_request(office: Office, key: int, asked: Asked) -> Request:
    found = office.books.residents.by_nik(asked.nik)
    return Request(
        id=str(key),
        slip=asked.slip,
        nik=asked.nik,
        name=from_document(*found).name if found else None,
        kind=asked.kind,
        title=str(find_kind(asked.kind).title),
        new_card=asked.card is not None,
        asked_at=datetime.fromisoformat(asked.asked_at),
        subject=_somebody_else(office, asked),
        purpose=next(iter(asked.inputs.values()), ""),
    )


def _somebody_else(office: Office, asked: Asked) -> str | None:
    if asked.subject is None or asked.subject == asked.resident:
        return None
    document = office.books.residents.by_key(asked.subject)
    return from_document(asked.subject, document).name if document is not None else None
