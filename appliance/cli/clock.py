"""`clock confirm`."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the command."""
    clock = group(commands, "clock", "tanggal mesin (the clock)")
    parser = command(clock, "confirm", "tanggal mesin benar (the date is right)", confirm)
    parser.add_argument("--date", metavar="DD-MM-YYYY", help="today's date, from a calendar")


def confirm(context: Context, options: argparse.Namespace) -> int:
    """The clerk says that the date is right. A date far ahead is taken here with a warning only: whoever set the
    clock by this line knows it."""
    from appliance.desk.clock import BEHIND

    clock = context.terminal().office.clock
    today = None if options.date is None else _date(options.date)
    far = today is None and clock.far_ahead()
    now = clock.confirm("petugas", today)
    if far:
        context.warn(ApplianceError("E-CLK-04", shown=f"{now:%d-%m-%Y %H.%M}").for_clerk(context.translate()))
    if now > clock.machine() + BEHIND:
        context.warn(ApplianceError("E-CLK-03", last=f"{now:%d-%m-%Y}").for_clerk(context.translate()))
    words = context.say("Tanggal {shown} dipakai.", shown=f"{now:%d-%m-%Y %H.%M}")
    return context.answer({"now": now.isoformat(timespec="seconds")}, words)


def _date(text: str) -> date:
    """A day from the command line. Raises E-CMD-08."""
    try:
        return datetime.strptime(text, "%d-%m-%Y").date()
    except ValueError as error:
        raise ApplianceError("E-CMD-08", name="--date", expected="DD-MM-YYYY") from error
