"""Link a card to a resident, and take the link away. The clerk's act."""

from __future__ import annotations

from appliance.desk.office import Office
from appliance.desk.pins import seal_pin
from appliance.model.card import UID_LENGTHS
from appliance.model.errors import ApplianceError
from appliance.model.records import Card

RANDOM_UID = 0x08
"""First byte of a four-byte UID that is new at each tap (ISO/IEC 14443-3, section 6.5.4)."""


def check_uid(uid: bytes) -> None:
    """Refuse what cannot be a card's lasting UID: E-CRD-01 for its length, E-CRD-05 for a random one."""
    if len(uid) not in UID_LENGTHS:
        raise ApplianceError("E-CRD-01")
    if len(uid) == 4 and uid[0] == RANDOM_UID:
        raise ApplianceError("E-CRD-05")


def link_card(office: Office, uid: bytes, nik: str, pin: str | None = None, by: str = "petugas") -> None:
    """Link the card with this UID to the resident with this NIK; an earlier card of the resident loses its link,
    and a card linked to somebody else is moved. Raises E-CRD-01, -02, -05 or E-REG-01."""
    check_uid(uid)
    sealed = seal_pin(pin) if pin is not None else None
    books = office.books
    uid_hash = office.keys.hash_uid(uid)
    with books.transaction():
        found = books.residents.by_nik(nik)
        if found is None:
            raise ApplianceError("E-REG-01")
        link(office, uid_hash, found[0], by, sealed)


def link(office: Office, uid_hash: str, resident: int, by: str, pin: str | None = None) -> None:
    """The link itself, inside the caller's transaction."""
    books = office.books
    for key, card in [*books.cards.find(uid_hash=uid_hash), *books.cards.find(resident=resident)]:
        if books.cards.get(key) is not None:
            books.cards.remove(key)
            if card.resident != resident:
                books.journal.append(
                    "desa.card.unlinked", {"resident": card.resident, "by": by}, office.clock.now()
                )
    now = office.clock.now()
    books.cards.add(Card(uid_hash, resident, now.isoformat(timespec="seconds"), by, pin))
    books.journal.append("desa.card.linked", {"resident": resident, "by": by, "pin": pin is not None}, now)


def unlink_card(office: Office, nik: str, by: str = "petugas") -> None:
    """Take the resident's card away (lost, damaged). Raises E-REG-01 or E-CRD-03 when there is no card."""
    books = office.books
    with books.transaction():
        found = books.residents.by_nik(nik)
        if found is None:
            raise ApplianceError("E-REG-01")
        cards = books.cards.find(resident=found[0])
        if not cards:
            raise ApplianceError("E-CRD-03")
        for key, _card in cards:
            books.cards.remove(key)
        books.journal.append("desa.card.unlinked", {"resident": found[0], "by": by}, office.clock.now())


def owner_of(office: Office, uid_hash: str) -> str | None:
    """The NIK of the resident whose card has this hash, or None for an unknown or blocked card."""
    for _key, card in office.books.cards.find(uid_hash=uid_hash):
        document = office.books.residents.by_key(card.resident)
        if document is not None and not card.blocked:
            return str(document["nik"]) or None
    return None
