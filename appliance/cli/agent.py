"""`agent`: publish what waits."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command


def register(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "agent", "kirim peristiwa ke provinsi (publish what waits)", agent)
    parser.add_argument("--once", action="store_true", help="send what waits, then end")


def agent(context: Context, options: argparse.Namespace) -> int:
    """Run until stopped, or once."""
    from appliance.cli.agent_run import run_agent

    return run_agent(context, once=options.once)
