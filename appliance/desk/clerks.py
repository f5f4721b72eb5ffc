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


def add_clerk(office: Office, name: str, pin: str) -> str:
    """A new account, or a new PIN for the account of this name; the name as it is kept. Raises E-CRD-02 or
    E-CRD-04."""
    name = _name(name)
    if not 1 <= len(name) <= 40 or not name.isprintable():
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
    return name


def clerk_names(office: Office) -> tuple[str, ...]:
    """Names of all accounts, in the order they were made."""
    return tuple(clerk.name for _key, clerk in office.books.clerks.find())


def clerk_sign_in(office: Office, name: str, pin: str) -> ClerkSession:
    """Check a clerk's PIN. Raises E-CRD-06 (wrong, with the tries left) or E-CRD-07 (locked for some minutes).

    A try is counted in the store before it is judged, so that neither a restart nor several tries at one moment
    give more of them.
    """
    key, clerk = _count_try(office, _name(name))
    books = office.books
    if fits(pin, clerk.pin):
        with books.transaction():
            books.clerks.put(key, replace(books.clerks.get(key) or clerk, wrong=0, locked_until=""))
            books.journal.append("desa.clerk.signed-in", {"name": clerk.name}, office.clock.now())
        return ClerkSession(clerk.name)
    left = TRIES - clerk.wrong
    with books.transaction():
        data = {"name": clerk.name, "locked": left == 0}
        books.journal.append("desa.clerk.wrong-pin", data, office.clock.now())
    if left == 0:
        raise ApplianceError("E-CRD-07", minutes=_minutes(PAUSE))
    raise ApplianceError("E-CRD-06", left=left)


def _count_try(office: Office, name: str) -> tuple[int, Clerk]:
    """The account with this try counted; with the last one it is locked until the right PIN opens it again."""
    books = office.books
    with books.transaction():
        now = office.clock.now()
        found = books.clerks.find(name=name)
        if not found:
            raise ApplianceError("E-CRD-06", left=TRIES - 1)
        key, clerk = found[0]
        until = datetime.fromisoformat(clerk.locked_until) if clerk.locked_until else now
        if until > now:
            raise ApplianceError("E-CRD-07", minutes=_minutes(until - now))
        wrong = 1 if clerk.locked_until else clerk.wrong + 1
        counted = replace(clerk, wrong=wrong, locked_until=(now + PAUSE).isoformat() if wrong >= TRIES else "")
        books.clerks.put(key, counted)
    return key, counted


def _name(name: str) -> str:
    return " ".join(name.split())


def _minutes(pause: timedelta) -> int:
    return -(-int(pause.total_seconds()) // 60)
