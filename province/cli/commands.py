"""Prepare, collect, look."""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event
from types import FrameType

from appliance.model.errors import ApplianceError
from appliance.model.no_core import no_core_files
from appliance.post.broker import PLAIN_PORT, TLS_PORT, Broker, parse_address
from province.cli.common import say
from province.store import Store, prepare
from province.words import digits, dotted

_LONGEST_NAME = 65_535
"""Bytes that MQTT has room for in a user name."""


def init(options: argparse.Namespace) -> int:
    """Prepare a new state folder. Raises E-PRV-02 when one is there."""
    prepare(options.state)
    if options.json:
        print(json.dumps({"state": str(options.state)}))
    else:
        say(f"Folder provinsi siap: {options.state}")
    return 0


def collect(options: argparse.Namespace) -> int:
    """Take events until SIGTERM or SIGINT; with `--once` until nothing comes any more."""
    from province.collector import Collector
    from province.intake import MqttIntake

    no_core_files()
    broker = _broker(options)
    stop = Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    with Store(options.state) as store:
        collector = Collector(store, MqttIntake(broker), say)
        if options.once:
            collector.once()
            return 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        collector.run(stop)
    say("Berhenti.")
    return 0


def events(options: argparse.Namespace) -> int:
    """Print a village's events, byte for byte as they came, one a line."""
    kode = digits(options.village)
    if not re.fullmatch(r"[0-9]{1,18}", options.since):
        raise ApplianceError("E-PRV-10", name="--since", expected="bilangan mulai 0")
    out, some = sys.stdout.buffer, False
    with Store(options.state) as store:
        for line in store.events(kode, int(options.since)):
            out.write(line + b"\n")
            some = True
    if not some:
        say(f"Desa {dotted(kode)}: belum ada peristiwa.")
    return 0


def fleet(options: argparse.Namespace) -> int:
    """Show every village and how far it is held."""
    with Store(options.state) as store:
        rows = [{**asdict(row), "village": dotted(row.village)} for row in store.fleet()]
    if options.json:
        print(json.dumps(rows))
        return 0
    print(f"{'Desa':14} {'Tahap':15} {'Sampai':>8} {'Celah':>7} {'Cabang':>7} {'Karantina':>9}  Terakhir")
    for row in rows:
        gap, fork = row["gap"] or "-", row["fork"] or "-"
        stage = "belum terdaftar" if row["stage"] == "not enrolled" else row["stage"]
        quarantine, seen = row["quarantine"] or "-", row["last_seen"]
        print(f"{row['village']:14} {stage:15} {row['have']:>8} {gap:>7} {fork:>7} {quarantine:>9}  {seen}")
        if row["refused"]:
            print(f"{'':14} kunci lain ditolak: {row['refused']}")
    return 0


def _broker(options: argparse.Namespace) -> Broker:
    tls = not options.no_tls
    try:
        host, port = parse_address(options.broker, TLS_PORT if tls else PLAIN_PORT)
    except ValueError as error:
        raise ApplianceError("E-PRV-06") from error
    name: str = options.username
    if not name.isprintable() or len(name.encode()) > _LONGEST_NAME:  # a byte that is no UTF-8 is not printable
        raise ApplianceError("E-PRV-10", name="--username", expected="teks UTF-8 sampai 65535 bita")
    ca_file = Path(options.ca_file) if options.ca_file else None
    password_file = Path(options.password_file) if options.password_file else None
    return Broker(host, port, tls, ca_file, name, password_file)
