"""`sample`: fictitious residents."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, whole_number


def register(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "sample", "buat penduduk contoh (fictitious residents as CSV)", write_sample)
    parser.add_argument("--residents", required=True, metavar="N")
    parser.add_argument("--seed", required=True, metavar="S")
    parser.add_argument("--out", required=True, metavar="FILE")


def write_sample(context: Context, options: argparse.Namespace) -> int:
    """Write the file."""
    from appliance.cli.files import write_file
    from appliance.registry.sampling import sample

    count = whole_number("--residents", options.residents, 1, 1_000_000)
    seed = whole_number("--seed", options.seed, 0, 999_999_999_999)
    write_file(options.out, sample(count, seed), context.state)
    return context.answer(
        {"residents": count, "seed": seed}, context.say("{count} penduduk contoh ditulis.", count=count)
    )
