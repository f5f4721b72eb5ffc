"""`clerk`: accounts."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group


def register(commands: Commands) -> None:
    """Add the command."""
    clerk = group(commands, "clerk", "petugas desa (clerks)")
    add = command(clerk, "add", "akun petugas baru, atau PIN baru (add an account)", add_)
    add.add_argument("--name", required=True)
    add.add_argument("--pin", required=True)


def add_(context: Context, options: argparse.Namespace) -> int:
    """Add or renew an account."""
    from appliance.desk.clerks import add_clerk

    name = add_clerk(context.terminal().office, options.name, options.pin)
    return context.answer({"name": name}, context.say("Petugas {name} siap.", name=name))
