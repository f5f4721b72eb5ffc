"""`init`: a new state folder for a village."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command


def register(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "init", "siapkan folder data untuk satu desa (set up a village)", init)
    parser.add_argument("--village", required=True, metavar="KODE", help="Kemendagri code, e.g. 18.01.04.2001")
    parser.add_argument("--name", required=True, help='name of the village, e.g. "Desa Hajimena"')


def init(context: Context, options: argparse.Namespace) -> int:
    """Make the state folder."""
    from appliance.wiring import found_terminal

    terminal = found_terminal(context.state, options.village, options.name)
    village = terminal.office.village
    terminal.books.database.close()
    answer = {
        "village": village.code,
        "name": village.full_name,
        "head": village.head,
        "kecamatan": village.kecamatan,
        "kabupaten": village.kabupaten,
        "public": terminal.office.keys.signer.public.hex(),
    }
    words = context.say("{village} ({code}) siap.", village=village.full_name, code=village.code)
    return context.answer(answer, words)
