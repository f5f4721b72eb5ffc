"""`kiosk`: the resident's screen."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command


def register(commands: Commands) -> None:
    """Add the command."""
    command(commands, "kiosk", "layar warga (the resident's screen)", kiosk)


def kiosk(context: Context, options: argparse.Namespace) -> int:
    """Run the screen until the unit is stopped."""
    from appliance.cli.kiosk_run import run_kiosk

    return run_kiosk(context.state)
