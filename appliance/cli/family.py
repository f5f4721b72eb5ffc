"""`family`: the basis on which a family counts as low income."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group


def register(commands: Commands) -> None:
    """Add the command."""
    family = group(commands, "family", "keluarga (families)")
    parser = command(family, "basis", "catat dasar SKTM sebuah keluarga (record a family's basis)", basis)
    parser.add_argument("--nik", required=True, help="NIK of any member")
    parser.add_argument("--source", required=True, help="dtsen_desil, program, musdes, rt, pernyataan")
    parser.add_argument("--detail", required=True, help="decile 1-10, programme, number of the minutes, ...")
    parser.add_argument("--date", required=True, help="day of the source, dd-mm-yyyy")


def basis(context: Context, options: argparse.Namespace) -> int:
    """Record it."""
    from appliance.desk.family_basis import record_basis

    office = context.terminal().office
    record_basis(office, options.nik, options.source, options.detail, options.date)
    return context.answer({"source": options.source, "detail": options.detail}, context.say("Dasar SKTM dicatat."))
