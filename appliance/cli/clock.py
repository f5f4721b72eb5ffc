"""`clock confirm`."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the command."""
    clock = group(commands, "clock", "tanggal mesin (the clock)")
    command(clock, "confirm", "tanggal mesin benar (the date is right)", confirm)


def confirm(context: Context, options: argparse.Namespace) -> int:
    """The clerk says that the date is right."""
    from appliance.desk.clock import BEHIND

    clock = context.terminal().office.clock
    now = clock.confirm("petugas")
    if now > clock.machine() + BEHIND:
        context.warn(ApplianceError("E-CLK-03", last=f"{now:%d-%m-%Y}").for_clerk(context.translate()))
    words = context.say("Tanggal {shown} dipakai.", shown=f"{now:%d-%m-%Y %H.%M}")
    return context.answer({"now": now.isoformat(timespec="seconds")}, words)
