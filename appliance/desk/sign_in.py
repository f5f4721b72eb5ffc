"""A tap: whose card is it, and what may it open? (design, section 4)"""

from __future__ import annotations

from datetime import datetime, timedelta

from appliance.desk.letter_kinds import tiles
from appliance.desk.link_card import check_uid
from appliance.desk.office import Office
from appliance.desk.quota import letters_left
from appliance.desk.show_resident import family_of, resident_by_key
from appliance.desk.views import DataPage, Member, Session, Visitor
from appliance.letters.kind import find_kind
from appliance.letters.words import DAYS, long_date
from appliance.model.card import Tapped, card_kind
from appliance.model.errors import ApplianceError
from appliance.model.nik import mask_number
from appliance.model.records import Visit
from appliance.model.resident import Resident


def sign_in(office: Office, card: Tapped) -> Session | Visitor:
    """A session for a linked card, a visitor for an unknown one. Raises E-CRD-12 for a card that is known to be no
    KTP, E-CRD-01 and -05 for a UID that cannot be a KTP's, E-CRD-08 for a blocked card, E-JOB-07 where a tap alone
    must not open anything."""
    if card_kind(card.atr) == "other":
        raise ApplianceError("E-CRD-12")
    check_uid(card.uid)
    uid_hash = office.keys.hash_uid(card.uid)
    for _key, link in office.books.cards.find(uid_hash=uid_hash):
        if link.blocked:
            raise ApplianceError("E-CRD-08")
        if office.text("sign_in.policy") != "card":
            raise ApplianceError("E-JOB-07")
        resident = resident_by_key(office, link.resident)
        if not resident.active:
            raise ApplianceError("E-LTR-05")
        return Session(link.resident)
    return Visitor(uid_hash)


def data_page(office: Office, session: Session) -> DataPage:
    """The holder's own data as the card alone opens it: no KK number, no relative's NIK (threat S1). The view is an
    event, and the holder sees when the card was used before."""
    resident = resident_by_key(office, session.resident)
    now = office.clock.now()
    books = office.books
    with books.transaction():
        earlier = books.visits.get(resident.key)
        books.visits.put(resident.key, Visit(resident.key, now.isoformat(timespec="seconds")))
        books.journal.append("desa.data.viewed", {"resident": resident.key}, now)
    today = now.date()
    return DataPage(
        name=resident.name,
        nik=resident.nik or "",
        nik_masked=mask_number(resident.nik or ""),
        address=address_line(resident),
        family=tuple(
            Member(member.key, member.name, member.age(today))
            for member in family_of(office, resident)
            if member.key != resident.key
        ),
        last_used=_last_used(office, earlier, now) if earlier else None,
        tiles=tiles(),
        letters_left=letters_left(office, resident.key, now),
    )


def address_line(resident: Resident) -> str:
    """Hamlet, RT and RW, else the address: what fits one line of the screen."""
    parts = [resident.hamlet or resident.address]
    if resident.rt:
        parts.append(f"RT {resident.rt}" + (f" RW {resident.rw}" if resident.rw else ""))
    return ", ".join(part for part in parts if part)


def _last_used(office: Office, visit: Visit, now: datetime) -> str:
    """When the card was used before, and for which letter: the newest that it brought in that visit."""
    letters = office.books.letters.find(applicant=visit.resident)
    brought = [letter for _key, letter in letters if letter.way == "direct" and letter.issued_at >= visit.at]
    at = datetime.fromisoformat(brought[-1].issued_at if brought else visit.at)
    day = DAYS[at.weekday()] if now - at < timedelta(days=6) else long_date(at.date())
    return f"{day} {at:%H.%M}" + (f", {find_kind(brought[-1].kind).tile[0]}" if brought else "")
