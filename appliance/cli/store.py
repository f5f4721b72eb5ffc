"""`store`: check, backup, restore."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from appliance.cli.common import Commands, Context, command, group, whole_number
from appliance.model.errors import ApplianceError

UNCOUNTED: dict[str, Any] = {"residents": 0, "letters": 0, "events": 0, "jobs": {}}
"""What the check tells where nothing could be counted."""


def register(commands: Commands) -> None:
    """Add the commands."""
    store = group(commands, "store", "penyimpanan (the store)")
    command(store, "check", "periksa keutuhan data (check integrity)", check)
    backup = command(store, "backup", "salin data ke berkas, atau cadangan harian (back up)", backup_)
    backup.add_argument("file", metavar="FILE", nargs="?")
    restore = command(store, "restore", "pulihkan cadangan (put a backup in the place of the store)", restore_)
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--last",
        metavar="SERIES=N",
        nargs="+",
        action="extend",
        default=[],
        help="nomor terakhir tahun ini (last letter numbers of this year, as the paper book has them)",
    )
    last = command(store, "last", "nomor surat terakhir (tell the last letter numbers)", last_)
    last.add_argument("last", metavar="SERIES=N", nargs="+")


def check(context: Context, options: argparse.Namespace) -> int:
    """Exit 1 when there are problems. A store that cannot even be opened is an answer too."""
    try:
        report = context.terminal().check()
    except ApplianceError as error:
        if context.as_json and error.code.startswith("E-STO-"):
            context.answer({"ok": False, **UNCOUNTED, "problems": [error.for_clerk()]})
        raise
    problems = report["problems"]
    context.answer(report, "\n".join(problems) if problems else context.say("Data utuh."))
    if problems:
        raise ApplianceError("E-STO-11", count=len(problems))
    return 0


def backup_(context: Context, options: argparse.Namespace) -> int:
    """A verified copy; without FILE the day's own, among its generations."""
    from appliance.cli.backups import back_up_daily
    from appliance.cli.files import target_of_copy

    if options.file is None:
        return back_up_daily(context)
    target = target_of_copy(options.file, context.state)
    context.terminal().backup(target)
    return context.answer({"file": options.file}, context.say("Salinan ditulis: {file}", file=options.file))


def restore_(context: Context, options: argparse.Namespace) -> int:
    """A backup takes the place of the store. What is still unknown is warned of."""
    from appliance.cli.restoring import restore_terminal

    source = Path(options.file)
    if not source.name:
        raise ApplianceError("E-STO-10", file=source)
    done = restore_terminal(context.state, source, _told(options.last))
    life = done.life
    aside = str(done.aside) if done.aside else None
    for series in life.unknown:
        context.warn(ApplianceError("E-LTR-12", series=series).for_clerk(context.translate()))
    words = context.say("Cadangan dipulihkan. Jurnal berlanjut pada peristiwa {event}.", event=life.event)
    if aside:
        words += "\n" + context.say("Data sebelumnya disimpan: {file}", file=aside)
    lost = [{**row} for row in life.lost]
    answer = {"epoch": life.epoch, "event": life.event, "lost": lost, "unknown": life.unknown, "former": aside}
    return context.answer(answer, words)


def last_(context: Context, options: argparse.Namespace) -> int:
    """A clerk tells the last numbers, as the paper book has them."""
    from appliance.desk.numbers import tell_last

    voids = tell_last(context.terminal().office, _told(options.last))
    words = context.say("Nomor terakhir dicatat. Surat dapat dicetak lagi.")
    return context.answer({"lost": {series: places for series, places in voids.items() if places}}, words)


def _told(words: list[str]) -> dict[str, int]:
    """Last numbers by series. Raises E-CMD-08 for what is no ``SERIES=N``."""
    told: dict[str, int] = {}
    for word in words:
        series, _, number = word.partition("=")
        told[series] = whole_number("--last", number, 0, 10**9)
    return told
