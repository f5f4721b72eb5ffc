"""One of the processes that are killed: it issues letters and prints them, and says what it has done.

In a byte of shared memory it says where it stands, so that whoever kills it knows where the blow fell; into a pipe
it writes an answer for each letter and each print, as a terminal would show it to a person.
"""

from __future__ import annotations

import json
import mmap
import os
import random
from enum import IntEnum
from pathlib import Path

from appliance.desk.enter_letter import enter
from appliance.desk.issue_letter import draft_for_clerk
from appliance.desk.print_job import print_job
from appliance.desk.show_resident import resident_by_nik
from appliance.letters.kind import find_kind
from appliance.wiring import open_terminal

KINDS = ("SKTM", "DOMISILI", "PENGANTAR")

PRINTED = 0.1
"""Share of the letters that are printed at once. Printing takes many times as long as issuing, and kills are to
fall on both."""


def warm_up() -> None:
    """Import now what the first print would import, so that a forked process is at work at once."""
    from appliance.letters import qr, seal, template
    from appliance.printer.escpos import warm_up as import_library

    import_library()
    template._environment()
    _ = qr.seal_qr("AB"), seal.verify("AB", bytes(32))


class Phase(IntEnum):
    """Where a process stands."""

    OPENING = 0
    COMPOSING = 1
    """Until the transaction has begun; waiting for the other's counts here."""
    ISSUING = 2
    """From the beginning of the transaction to the answer."""
    ANSWERED = 3
    PRINTING = 4
    """From the first look at the printer to the answer."""


def work(state: Path, niks: list[str], place: int, shared: mmap.mmap, answers: int, seed: int) -> None:
    """Issue and print until killed."""
    dice = random.Random(seed)
    terminal = open_terminal(state)
    office = terminal.office
    while True:
        shared[place] = Phase.COMPOSING
        person = resident_by_nik(office, dice.choice(niks))
        kind = find_kind(dice.choice(KINDS))
        draft = draft_for_clerk(office, kind, person, person, {"keperluan": "Melamar kerja"}, "Wati")
        with office.books.transaction():
            shared[place] = Phase.ISSUING
            key, letter, job = enter(office, draft, office.clock.now())
        _answer(answers, issued=key, seq=letter.seq, number=letter.number, code=letter.code, event=letter.event)
        shared[place] = Phase.ANSWERED
        if dice.random() < PRINTED:
            shared[place] = Phase.PRINTING
            end = print_job(office, job)
            _answer(answers, tried=job, letter=key, state=end.state)


def _answer(pipe: int, **told: object) -> None:
    """One line, whole or not at all (shorter than PIPE_BUF)."""
    os.write(pipe, json.dumps(told).encode() + b"\n")
