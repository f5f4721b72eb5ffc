"""What an operator does when something went wrong: settle, back up, restore, check."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict
from pathlib import Path

from appliance.model.errors import ApplianceError
from province.cli.common import say
from province.cli.letters import twin_lines
from province.register import project, twins
from province.settle import accept_key, choose_other, keep_chain
from province.store import Store
from province.words import digits, dotted

_KEY_DIGITS = 64


def settle(options: argparse.Namespace) -> int:
    """Decide which of two terminals or keys of one name is right. Raises E-PRV-10, -11, -12."""
    kode = digits(options.village)
    with Store(options.state) as store:
        if options.key is not None:
            answer = _settle_key(store, kode, options.key)
        elif options.keep:
            answer = _settle_by_keeping(store, kode)
        else:
            answer = _settle_chain(store, kode, options.since, show=not options.json)
    if options.json:
        print(json.dumps({"village": dotted(kode), **answer}))
    return 0


def _settle_chain(store: Store, kode: str, since: str | None, *, show: bool) -> dict[str, object]:
    if since is not None and not re.fullmatch(r"[0-9]{1,18}", since):
        raise ApplianceError("E-PRV-10", name="--from", expected="bilangan mulai 1")
    settled = choose_other(store.db, kode, int(since) if since is not None else None)
    project(store.db, [kode])
    found = twins(store.db, kode)
    say(
        f"Desa {dotted(kode)}: {settled.moved} peristiwa mulai {settled.start} disimpan terpisah."
        f" Mesin yang dipilih mengirim mulai {settled.have + 1}; matikan mesin yang lain."
    )
    if found and show:
        say("Nomor yang dipakai lebih dari satu surat; cari kertasnya:")
        for line in twin_lines(kode, found):
            print(line)
    twice = [asdict(twin) for twin in found]
    return {"from": settled.start, "moved": settled.moved, "have": settled.have, "twice": twice}


def _settle_by_keeping(store: Store, kode: str) -> dict[str, object]:
    keep_chain(store.db, kode)
    say(f"Desa {dotted(kode)}: yang tersimpan tetap berlaku, peringatan selesai. Matikan mesin yang lain.")
    return {"kept": True}


def _settle_key(store: Store, kode: str, key: str) -> dict[str, object]:
    if not re.fullmatch(rf"[0-9a-fA-F]{{{_KEY_DIGITS}}}", key):
        raise ApplianceError("E-PRV-10", name="--key", expected=f"{_KEY_DIGITS} angka heksadesimal")
    if not accept_key(store.db, kode, bytes.fromhex(key)):
        say("Perhatian: kunci ini bukan yang terakhir ditolak. Periksa sekali lagi dengan desa.")
    say(f"Desa {dotted(kode)}: kunci baru diterima.")
    return {"key": key.lower()}


def backup(options: argparse.Namespace) -> int:
    """Write a checked copy of the store. Raises E-PRV-04, -10, -13."""
    from province.backup import backup as write_copy

    target = Path(options.file)
    with Store(options.state) as store:
        write_copy(store.db, target)
    if options.json:
        print(json.dumps({"file": str(target)}))
    else:
        say(f"Cadangan ditulis dan diperiksa: {target}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Make a copy the store again. Raises E-PRV-04, -08, -13."""
    from province.restore import restore as put_back

    done = put_back(Path(options.file), options.state)
    former = str(done.former) if done.former else None
    if options.json:
        print(json.dumps({"state": str(options.state), "former": former, "carried": done.carried}))
        return 0
    say(f"Cadangan dipulihkan di {options.state}. Desa mengirim ulang yang belum ada di dalamnya.")
    if former:
        say(f"Data sebelumnya disimpan sebagai {former}.")
    if former and not done.carried:
        say("Kunci, peringatan dan nomor surat dari data itu TIDAK terbawa; periksa province fleet hari ini.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Look at the whole store. Raises E-PRV-14 when something is wrong."""
    from province.check import check as look_at_all

    with Store(options.state) as store:
        report = look_at_all(store.db)
    if options.json:
        print(json.dumps({"ok": report.ok, **report.rows, "problems": report.problems}))
    else:
        for problem in report.problems:
            print(problem)
        print(", ".join(f"{name} {count}" for name, count in report.rows.items()))
    if not report.ok:
        raise ApplianceError("E-PRV-14", count=len(report.problems))
    return 0
