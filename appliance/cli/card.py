"""`card`: link, unlink and read a card."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group, seconds
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the commands."""
    card = group(commands, "card", "kartu KTP (cards)")
    link = command(card, "link", "hubungkan kartu dengan penduduk (link a card)", link_)
    link.add_argument("--uid", required=True, metavar="HEX")
    link.add_argument("--nik", required=True)
    link.add_argument("--pin")
    unlink = command(card, "unlink", "lepaskan kartu penduduk (unlink a card)", unlink_)
    unlink.add_argument("--nik", required=True)
    read = command(card, "read", "tunggu satu tempelan kartu (wait for one tap)", read_)
    read.add_argument("--timeout", default="30", metavar="S")


def link_(context: Context, options: argparse.Namespace) -> int:
    """The clerk's act: the link is confirmed."""
    from appliance.desk.link_card import link_card

    try:
        uid = bytes.fromhex(options.uid)
    except ValueError as error:
        raise ApplianceError("E-CRD-01") from error
    nik = link_card(context.terminal().office, uid, options.nik, options.pin)
    return context.answer({"nik": nik, "linked": True}, context.say("Kartu terhubung."))


def unlink_(context: Context, options: argparse.Namespace) -> int:
    """Take the link away."""
    from appliance.desk.link_card import unlink_card

    nik = unlink_card(context.terminal().office, options.nik)
    return context.answer({"nik": nik, "linked": False}, context.say("Kartu dilepas."))


def read_(context: Context, options: argparse.Namespace) -> int:
    """Whose card is it?"""
    from appliance.desk.link_card import owner_of
    from appliance.reader.read_one import read_one

    patience = seconds("--timeout", options.timeout, 3600)
    terminal = context.terminal()
    tapped = read_one(terminal.reader(), patience)
    uid_hash = terminal.office.keys.hash_uid(tapped.uid)
    return context.answer({"uid_hash": uid_hash, "nik": owner_of(terminal.office, uid_hash)})
