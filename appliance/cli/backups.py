"""The daily copies of the store as command line and `doctor` tell of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from appliance.cli.common import Context
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.store.archive import Archive, Kept, Moment
from appliance.store.daily import first_archive, keep_daily, second_archive
from appliance.store.generations import Generation
from appliance.wiring import Terminal

OLD = 2
"""Days after which the newest copy is too old: one made each day, and one day of grace."""


def back_up_daily(context: Context) -> int:
    """Make the day's copy, or find it made. Trouble with the second medium is told and still exits 0; a clerk sees
    it in `doctor`."""
    terminal = context.terminal()
    done = keep_daily(terminal.books.database, terminal.state, _second_medium(terminal), _moment(terminal))
    if isinstance(done.second, ApplianceError):
        context.warn(done.second.for_clerk(context.translate()))
    if isinstance(done.first, ApplianceError):
        raise done.first
    answer = {**_told(done.first), "second": None if done.second is None else _told(done.second)}
    sentence = "Cadangan hari ini dibuat: {file}" if done.first.made else "Cadangan hari ini sudah ada: {file}"
    return context.answer(answer, context.say(sentence, file=done.first.file))


def _told(kept: Kept | ApplianceError) -> dict[str, Any]:
    if isinstance(kept, ApplianceError):
        return {"file": None, "made": False, "kept": [], "removed": [], "code": kept.code}
    names = {"kept": list(kept.names), "removed": list(kept.removed)}
    return {"file": str(kept.file), "made": kept.made, **names, "code": None}


def _moment(terminal: Terminal) -> Moment:
    """What a copy made now stands for, under the time as it is recorded: a clock in doubt gives no copy a date."""
    clock, head = terminal.office.clock, terminal.books.journal.head()
    if head is None:  # each village's journal has its opening
        raise ApplianceError("E-STO-07", number=1)
    doubtful = clock.doubt() is not None
    return Moment(clock.now(), doubtful, terminal.office.village.digits, head.epoch, head.number)


def _second_medium(terminal: Terminal) -> Path | None:
    folder = terminal.office.text("backup.folder")
    return Path(folder) if folder else None


def look_at_backups(opened: Callable[[], Terminal], state: Path) -> str:
    """How old the newest copies are, which have to be whole. Looks also where the store is damaged: that is when it
    counts. Raises E-BAK-01 and E-BAK-03 for the copies in the state folder, E-BAK-04 to E-BAK-07 for those on the
    second medium, E-BAK-08 for both."""
    now, village, folder = datetime.now(WIB), None, None
    try:
        terminal = opened()
        now, village, folder = terminal.office.clock.now(), terminal.office.village.digits, _second_medium(terminal)
    except ApplianceError as error:
        if not error.code.startswith("E-STO-"):
            raise
    archive = first_archive(state)
    first = archive.newest(village, now)
    if first is None:
        raise ApplianceError("E-BAK-01")
    if _days(first, now) > OLD:
        raise ApplianceError("E-BAK-03", days=_days(first, now))
    _refuse_spoiled(archive, first)
    if folder is None:
        return _age(first, now)
    archive = second_archive(folder, state)
    second = archive.newest(village, now)
    if second is None or _days(second, now) > OLD:
        raise ApplianceError("E-BAK-07", folder=folder.name[:80])
    _refuse_spoiled(archive, second)
    return f"{_age(first, now)}; media kedua {_age(second, now)}"


def _refuse_spoiled(archive: Archive, copy: Generation) -> None:
    if problems := archive.look_through(copy):
        raise ApplianceError("E-BAK-08", file=copy.name, reason=problems[0])


def _days(copy: Generation, now: datetime) -> int:
    """Days since the copy; none for one that a wrong clock dated after `now`."""
    return max(0, (now.date() - copy.day).days)


def _age(copy: Generation, now: datetime) -> str:
    return f"{copy.at:%d-%m-%Y %H.%M}, {_days(copy, now)} hari lalu"
