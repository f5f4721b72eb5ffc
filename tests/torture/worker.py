"""One of the processes that are killed: it issues letters and prints them, and says what it has done."""

from __future__ import annotations

import random
from enum import IntEnum
from pathlib import Path

from appliance.desk.enter_letter import enter
from appliance.desk.issue_letter import draft_for_clerk
from appliance.desk.print_job import print_job
from appliance.desk.show_resident import resident_by_nik
from appliance.letters.kind import find_kind
from appliance.wiring import open_terminal
from tests.torture.child import Voice

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


def work(state: Path, niks: list[str], seed: int, voice: Voice) -> None:
    """Issue and print until killed."""
    dice = random.Random(seed)
    office = open_terminal(state).office
    while True:
        voice.stand(Phase.COMPOSING)
        person = resident_by_nik(office, dice.choice(niks))
        kind = find_kind(dice.choice(KINDS))
        draft = draft_for_clerk(office, kind, person, person, {"keperluan": "Melamar kerja"}, "Wati")
        with office.books.transaction():
            voice.stand(Phase.ISSUING)
            key, letter, job = enter(office, draft, office.clock.now())
        voice.answer(issued=key, seq=letter.seq, number=letter.number, code=letter.code, event=letter.event)
        voice.stand(Phase.ANSWERED)
        if dice.random() < PRINTED:
            voice.stand(Phase.PRINTING)
            end = print_job(office, job)
            voice.answer(tried=job, letter=key, state=end.state)
