"""`clock confirm`."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group


def register(commands: Commands) -> None:
    """Add the command."""
    clock = group(commands, "clock", "tanggal mesin (the clock)")
    command(clock, "confirm", "tanggal mesin benar (the date is right)", confirm)


def confirm(context: Context, options: argparse.Namespace) -> int:
    """The clerk says that the date is right."""
    office = context.terminal().office
    office.clock.confirm("petugas")
    now = office.clock.now()
    return context.answer({"now": now.isoformat(timespec="seconds")}, f"Tanggal {now:%d-%m-%Y %H.%M} dipakai.")
