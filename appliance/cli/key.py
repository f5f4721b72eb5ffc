"""`key`: the village's public key."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group


def register(commands: Commands) -> None:
    """Add the command."""
    key = group(commands, "key", "kunci desa (the village's key)")
    command(key, "show", "kunci umum untuk memeriksa segel (the public key)", show)


def show(context: Context, options: argparse.Namespace) -> int:
    """Key id and public key."""
    from appliance.letters.seal import key_id

    public = context.terminal().office.keys.signer.public
    return context.answer({"kid": key_id(public).hex(), "public": public.hex()})
