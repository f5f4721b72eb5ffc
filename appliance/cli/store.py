"""`store`: check and backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the commands."""
    store = group(commands, "store", "penyimpanan (the store)")
    command(store, "check", "periksa keutuhan data (check integrity)", check)
    backup = command(store, "backup", "salin data ke berkas (back up)", backup_)
    backup.add_argument("file", metavar="FILE")


def check(context: Context, options: argparse.Namespace) -> int:
    """Exit 1 when there are problems."""
    report = context.terminal().check()
    words = "Data utuh." if report["ok"] else "\n".join(report["problems"])
    context.answer(report, words)
    if not report["ok"]:
        raise ApplianceError("E-STO-11", count=len(report["problems"]))
    return 0


def backup_(context: Context, options: argparse.Namespace) -> int:
    """A verified copy."""
    context.terminal().backup(Path(options.file))
    return context.answer({"file": options.file}, f"Salinan ditulis: {options.file}")
