"""`journal`: the events as stored and published."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command, group, whole_number
from appliance.cli.streams import output
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the commands."""
    journal = group(commands, "journal", "jurnal desa (the journal)")
    listing = command(journal, "list", "peristiwa, satu baris satu (events as JSON Lines)", list_)
    listing.add_argument("--since", default="0", metavar="N")
    command(journal, "verify", "hitung ulang rantai (recompute the chain)", verify)


def list_(context: Context, options: argparse.Namespace) -> int:
    """The exact bytes, with or without `--json`."""
    since = whole_number("--since", options.since, 0, 10**18 - 1)
    events = context.terminal().books.journal.pages(since)
    with output() as out:
        for _number, line in events:
            out.write(line + b"\n")
    return 0


def verify(context: Context, options: argparse.Namespace) -> int:
    """Exit 1 with the first bad number when the chain is broken."""
    journal = context.terminal().books.journal
    bad = journal.verify()
    if bad is not None:
        if context.as_json:
            context.answer({"ok": False, "bad": bad})
        raise ApplianceError("E-STO-07", number=bad)
    head = journal.head()
    count = head.number if head else 0
    return context.answer(
        {"ok": True, "events": count}, context.say("Rantai utuh: {count} peristiwa.", count=count)
    )
