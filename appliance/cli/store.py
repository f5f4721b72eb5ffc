"""`store`: check and backup."""

from __future__ import annotations

import argparse
from typing import Any

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError

UNCOUNTED: dict[str, Any] = {"residents": 0, "letters": 0, "events": 0, "jobs": {}}
"""What the check tells where nothing could be counted."""


def register(commands: Commands) -> None:
    """Add the commands."""
    store = group(commands, "store", "penyimpanan (the store)")
    command(store, "check", "periksa keutuhan data (check integrity)", check)
    backup = command(store, "backup", "salin data ke berkas, atau cadangan harian (back up)", backup_)
    backup.add_argument("file", metavar="FILE", nargs="?")


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
