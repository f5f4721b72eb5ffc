"""`doctor`: what works and what does not."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command


def register(commands: Commands) -> None:
    """Add the command."""
    command(commands, "doctor", "periksa alat dan data (check devices and data)", doctor)


def doctor(context: Context, options: argparse.Namespace) -> int:
    """Always exit 0: it tells, it does not judge."""
    from appliance.cli.diagnose import diagnose

    checks = diagnose(context.terminal, context.state, context.translate())
    words = "\n".join(
        f"{'✓' if check['ok'] else '✗'} {check['name']:<8} {check['code'] or ''} {check['detail']}".rstrip()
        for check in checks
    )
    return context.answer({"checks": checks}, words)
