"""Clerks' accounts and their sign-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from appliance.desk.office import Office
from appliance.desk.pins import fits, seal_pin
from appliance.desk.views import ClerkSession
from appliance.model.errors import ApplianceError
from appliance.model.records import Clerk

TRIES = 5
PAUSE = timedelta(minutes=5)


def add_clerk(office: Office, name: str, pin: str) -> None:
    """A new account, or a new PIN for the account of this name. Raises E-CRD-02 or E-CRD-04."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 40 or any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in name):
        raise ApplianceError("E-CRD-04")
    sealed = seal_pin(pin)
    books = office.books
    with books.transaction():
        found = books.clerks.find(name=name)
        if found:
            books.clerks.put(found[0][0], Clerk(name, sealed))
        else:
            books.clerks.add(Clerk(name, sealed))
        books.journal.append("desa.clerk.added", {"name": name, "again": bool(found)}, office.clock.now())


def clerk_names(office: Office) -> tuple[str, ...]:
    """Names of all accounts, in the order they were made."""
    return tuple(clerk.name for _key, clerk in office.books.clerks.find())


def clerk_sign_in(office: Office, name: str, pin: str) -> ClerkSession:
    """Check a clerk's PIN. Raises E-CRD-06 (wrong, with the tries left) or E-CRD-07 (locked for some minutes).
    Wrong PINs are counted in the store, so that a restart gives no new tries."""
    books = office.books
    found = books.clerks.find(name=" ".join(name.split()))
    if not found:
        raise ApplianceError("E-CRD-06", left=TRIES - 1)
    key, clerk = found[0]
    now = office.clock.now()
    if clerk.locked_until and now < datetime.fromisoformat(clerk.locked_until):
        raise ApplianceError("E-CRD-07", minutes=int(PAUSE.total_seconds() // 60))
    if fits(pin, clerk.pin):
        with books.transaction():
            if clerk.wrong:
                books.clerks.put(key, replace(clerk, wrong=0, locked_until=""))
            books.journal.append("desa.clerk.signed-in", {"name": clerk.name}, now)
        return ClerkSession(clerk.name)
    with books.transaction():
        clerk = books.clerks.get(key) or clerk
        wrong = clerk.wrong + 1
        locked = (now + PAUSE).isoformat() if wrong >= TRIES else ""
        books.clerks.put(key, replace(clerk, wrong=0 if locked else wrong, locked_until=locked))
        books.journal.append("desa.clerk.wrong-pin", {"name": clerk.name, "locked": bool(locked)}, now)
    if locked:
        raise ApplianceError("E-CRD-07", minutes=int(PAUSE.total_seconds() // 60))
    raise ApplianceError("E-CRD-06", left=TRIES - wrong)
