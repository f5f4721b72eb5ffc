"""What `doctor` looks at, a name each part: it tells, and it never stops at a fault."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from appliance.cli.backups import look_at_backups
from appliance.desk.import_residents import cut_before
from appliance.desk.print_job import ask_printer
from appliance.model.card import CardEvent, ReaderAway, ReaderReady
from appliance.model.errors import ApplianceError
from appliance.wiring import Terminal

ROOM = 64 * 1024 * 1024
"""Bytes of free room under which the disk counts as full soon."""

_READER_SECONDS = 2.0
_BROKER_SECONDS = 5.0

Check = dict[str, Any]
Translate = Callable[[str], str]
Open = Callable[[], Terminal]


def diagnose(terminal: Open, state: Path, translate: Translate) -> list[Check]:
    """One entry a part: ``name``, ``ok``, ``code`` (or None), ``detail``. Where the store cannot be opened, what
    needs it says so."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("reader", lambda: _reader(terminal())),
        ("printer", lambda: _printer(terminal())),
        ("disk", lambda: _disk(state)),
        ("clock", lambda: _clock(terminal())),
        ("store", lambda: _store(terminal())),
        ("broker", lambda: _broker(terminal())),
        ("backup", lambda: look_at_backups(terminal, state)),
    )
    return [_look(name, look, translate) for name, look in looks]


def _look(name: str, look: Callable[[], str], translate: Translate) -> Check:
    try:
        return {"name": name, "ok": True, "code": None, "detail": look()}
    except ApplianceError as error:
        sentence = error.for_clerk(translate).removeprefix(f"{error.code} ")
        return {"name": name, "ok": False, "code": error.code, "detail": sentence}


def _reader(terminal: Terminal) -> str:
    """Let the reader run until it says how it stands."""
    reader = terminal.reader()
    told: list[CardEvent] = []

    def take(event: CardEvent) -> None:
        if isinstance(event, ReaderReady | ReaderAway):
            told.append(event)
            reader.stop()

    alarm = threading.Timer(_READER_SECONDS, reader.stop)
    alarm.daemon = True
    alarm.start()
    reader.run(take)
    alarm.cancel()
    match told:
        case [ReaderReady(name), *_]:
            return name
        case [ReaderAway(code), *_]:
            raise ApplianceError(code)
    raise ApplianceError("E-RDR-01")


def _printer(terminal: Terminal) -> str:
    status = ask_printer(terminal.office)
    if status.fault is not None:
        raise ApplianceError(status.fault)
    waiting = len(terminal.books.jobs.find(state="queued"))
    unsure = len(terminal.books.jobs.find(state="unsure"))
    roll = ", kertas hampir habis" if status.near_end else ""
    return f"{terminal.office.printer.kind}{roll}, {waiting} menunggu, {unsure} belum pasti"


def _disk(state: Path) -> str:
    """The disk under the state folder, or under the place where it would be made."""
    place = next(folder for folder in (state, *state.absolute().parents) if folder.exists())
    disk = os.statvfs(place)
    if disk.f_flag & os.ST_RDONLY:
        raise ApplianceError("E-STO-04", reason=os.strerror(errno.EROFS))
    free = disk.f_bavail * disk.f_frsize
    if free < ROOM:
        raise ApplianceError("E-STO-02")
    return f"{free // (1024 * 1024)} MiB kosong"


def _clock(terminal: Terminal) -> str:
    now = terminal.office.clock.require()
    return f"{now:%d-%m-%Y %H.%M} WIB"


def _store(terminal: Terminal) -> str:
    """File, chain and books, the village's keys, and whether the newest import came to its end."""
    report = terminal.check()
    if not report["ok"]:
        raise ApplianceError("E-STO-11", count=len(report["problems"]))
    _ = terminal.office.keys.signer
    terminal.office.keys.hash_uid(b"")
    if cut_before(terminal.office):
        raise ApplianceError("E-IMP-12")
    return f"{report['residents']} penduduk, {report['letters']} surat, {report['events']} peristiwa"


def _broker(terminal: Terminal) -> str:
    """Is somebody listening there, and the one who is meant? Whether the province takes the events, only its cursor
    tells."""
    from appliance.cli.broker import broker_of
    from appliance.post.broker import try_to_reach

    broker = broker_of(terminal)
    try_to_reach(broker, _BROKER_SECONDS)
    head, cursor = terminal.books.journal.head(), terminal.books.journal.cursor()
    return f"{broker}, {(head.number if head else 0) - cursor.have} peristiwa menunggu"
