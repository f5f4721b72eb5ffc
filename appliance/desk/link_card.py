"""Link a card to a resident, and take the link away. The clerk's act."""

from __future__ import annotations

from appliance.desk.office import Office
from appliance.desk.pins import seal_pin
from appliance.desk.show_resident import resident_by_nik
from appliance.model.card import UID_LENGTHS, is_random_uid
from appliance.model.errors import ApplianceError
from appliance.model.records import Card


def check_uid(uid: bytes) -> None:
    """Refuse what cannot be a card's lasting UID: E-CRD-01 for its length, E-CRD-05 for a random one."""
    if len(uid) not in UID_LENGTHS:
        raise ApplianceError("E-CRD-01")
    if is_random_uid(uid):
        raise ApplianceError("E-CRD-05")


def link_card(office: Office, uid: bytes, nik: str, pin: str | None = None, by: str = "petugas") -> str:
    """Link the card with this UID to the resident with this NIK, which comes back in its one spelling. An earlier
    card of the resident loses its link, and a card linked to somebody else is moved. Raises E-CRD-01, -02, -05,
    E-REG-01, or E-CRD-13 for a resident who has no NIK of Disdukcapil yet."""
    check_uid(uid)
    sealed = seal_pin(pin) if pin is not None else None
    books = office.books
    uid_hash = office.keys.hash_uid(uid)
    with books.transaction():
        resident = resident_by_nik(office, nik)
        if resident.nik is None:
            raise ApplianceError("E-CRD-13")
        link(office, uid_hash, resident.key, by, sealed)
    return resident.nik


def link(office: Office, uid_hash: str, resident: int, by: str, pin: str | None = None) -> None:
    """The link itself, inside the caller's transaction."""
    books, now = office.books, office.clock.now()
    earlier = {**dict(books.cards.find(uid_hash=uid_hash)), **dict(books.cards.find(resident=resident))}
    for key, card in earlier.items():
        books.cards.remove(key)
        if card.resident != resident:
            books.journal.append("desa.card.unlinked", {"resident": card.resident, "by": by}, now)
    books.cards.add(Card(uid_hash, resident, now.isoformat(timespec="seconds"), by, pin))
    again = any(card.resident == resident for card in earlier.values())
    data = {"resident": resident, "by": by, "pin": pin is not None, "again": again}
    books.journal.append("desa.card.linked", data, now)


def unlink_card(office: Office, nik: str, by: str = "petugas") -> str:
    """Take the resident's card away (lost, damaged); the NIK in its one spelling. Raises E-REG-01, or E-CRD-03 when
    there is no card."""
    books = office.books
    with books.transaction():
        resident = resident_by_nik(office, nik)
        cards = books.cards.find(resident=resident.key)
        if not cards:
            raise ApplianceError("E-CRD-03")
        for key, _card in cards:
            books.cards.remove(key)
        data = {"resident": resident.key, "by": by}
        books.journal.append("desa.card.unlinked", data, office.clock.now())
    return resident.nik or ""


def owner_of(office: Office, uid_hash: str) -> str | None:
    """The NIK of the resident whose card has this hash, or None for an unknown or blocked card."""
    for _key, card in office.books.cards.find(uid_hash=uid_hash):
        document = office.books.residents.by_key(card.resident)
        if document is not None and not card.blocked:
            return str(document["nik"]) or None
    return None
