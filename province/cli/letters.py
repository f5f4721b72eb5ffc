"""The register of letters: what it could not read, reading it anew, numbers that stand twice."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict

from appliance.model.errors import ApplianceError
from province.cli.common import say
from province.register import Twin, everyone, replay, twins
from province.register import quarantine as in_quarantine
from province.store import Store
from province.words import digits, dotted, found_words


def quarantine(options: argparse.Namespace) -> int:
    """List the events that the register could not read. They are kept, and their villages go on."""
    with Store(options.state) as store:
        rows = [{**asdict(row), "village": dotted(row.village)} for row in in_quarantine(store.db)]
    if options.json:
        print(json.dumps(rows))
        return 0
    for row in rows:
        print(f"{row['village']:14} {row['n']:>8}  {row['since']}  {row['why']}")
    if not rows:
        say("Karantina kosong.")
    return 0


def replay_register(options: argparse.Namespace) -> int:
    """Make the register anew from the events, of one village or of all. Raises E-PRV-12 for an unknown one."""
    asked = None if options.village is None else digits(options.village)
    left = 0
    with Store(options.state) as store:
        villages = everyone(store.db) if asked is None else [one for one in everyone(store.db) if one == asked]
        if asked is not None and not villages:
            raise ApplianceError("E-PRV-12")
        for kode in villages:
            found = replay(store.db, kode)
            left += found.unread.total()
            for sentence in found_words(found):
                say(sentence)
    if options.json:
        print(json.dumps({"villages": len(villages), "quarantine": left}))
    else:
        say(f"Daftar surat dibuat ulang untuk {len(villages)} desa; {left} peristiwa dalam karantina.")
    return 0


def twice(options: argparse.Namespace) -> int:
    """List the letters whose number stands on another letter too, so that somebody can look for the papers."""
    asked = None if options.village is None else digits(options.village)
    with Store(options.state) as store:
        villages = everyone(store.db) if asked is None else [asked]
        found = {kode: twins(store.db, kode) for kode in villages}
    if options.json:
        print(json.dumps([{"village": dotted(kode), **asdict(twin)} for kode in found for twin in found[kode]]))
        return 0
    for kode in villages:
        for line in twin_lines(kode, found[kode]):
            print(line)
    if not any(found.values()):
        say("Tidak ada nomor surat yang dipakai dua kali.")
    return 0


def twin_lines(kode: str, found: Iterable[Twin]) -> list[str]:
    """A line for each letter of `found`, those with one number below each other."""
    return [
        f"{dotted(kode)}  {twin.number}  peristiwa {twin.n}"
        f"{' (tersimpan terpisah)' if twin.aside else ''}, {twin.issued_at}"
        for twin in found
    ]
