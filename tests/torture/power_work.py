"""`python -m tests.torture.power_work PART ROOT SEED`: a part of a village's life, on a disk that is watched.

It says what it has done in ``ROOT/answers``, as a terminal would show it to a person. `PART` is a row of `PARTS`;
one that ``dies`` is killed at a random change of the disk.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from appliance.cli.restoring import restore_terminal
from appliance.desk.change_setting import change_setting
from appliance.desk.clerks import add_clerk
from appliance.desk.import_residents import import_residents
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.link_card import link_card
from appliance.desk.print_job import print_job, print_waiting, recover
from appliance.letters.eligibility import may_ask
from appliance.model.resident import from_document
from appliance.registry.sampling import sample
from appliance.wiring import Terminal, found_terminal, open_terminal
from tests.support.disk_shim import Fault, set_fault
from tests.torture.worker import KINDS

STATE, PROVINCE, PAPER, ANSWERS, COPY = "state", "province", "paper", "answers", "copy.sqlite"
CODE, NAME = "18.01.04.2001", "Desa Hajimena"
RESIDENTS = 40
RULE = "Keputusan Kepala Desa Nomor {} Tahun 2026"
CLERK = "Petugas {}"
PIN = "482913"
_DEATH = 150
"""Changes of the disk within which a dying process is killed; a letter with its print makes about ten."""


class Part:
    """One process."""

    def __init__(self, root: Path, seed: int) -> None:
        self.state, self._root, self._dice = root / STATE, root, random.Random(seed)
        self._answers = os.open(root / ANSWERS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def say(self, **told: object) -> None:
        """Answer."""
        os.write(self._answers, json.dumps(told).encode() + b"\n")

    def found(self) -> None:
        """A new village with its first residents."""
        terminal = found_terminal(self.state, CODE, NAME)
        self.say(founded=True)
        settings = {
            "village.rule": RULE.format(0),
            "printer.driver": "file",
            "printer.path": str(self._root / PAPER),
            "broker.host": "127.0.0.1",
            "broker.tls": "false",
            "broker.port": os.environ["BROKER_PORT"],
        }
        for key, value in settings.items():
            change_setting(terminal.office, key, value)
        self.say(rule=0)
        import_residents(terminal.office, io.BytesIO(b"".join(sample(RESIDENTS, 1))))
        self.say(residents=terminal.books.residents.count())
        terminal.books.database.close()

    def issue(self, count: int = 6) -> None:
        """Letters, each printed at once as the command line does."""
        terminal = open_terminal(self.state)
        office = terminal.office
        recover(office)
        niks = askers(terminal)
        for _ in range(count):
            key, letter, job = issue_for_clerk(
                office, self._dice.choice(niks), self._dice.choice(KINDS), {"keperluan": "Melamar kerja"}
            )
            self.say(issued=key, seq=letter.seq, number=letter.number, code=letter.code, event=letter.event)
            self.say(tried=job, letter=key, state=print_job(office, job).state)
        print_waiting(office)
        terminal.books.database.close()

    def edit(self) -> None:
        """Settings, clerks, cards, another extract; until the province has it all."""
        terminal = open_terminal(self.state)
        office = terminal.office
        for number in range(1, 5):
            change_setting(office, "village.rule", RULE.format(number))
            self.say(rule=number)
            add_clerk(office, CLERK.format(number), PIN)
            self.say(clerks=number)
            link_card(office, bytes([4, number, 1, 1, 1, 1, 1]), askers(terminal)[number])
            self.say(cards=number)
        import_residents(terminal.office, io.BytesIO(b"".join(sample(RESIDENTS * 2, 2))))
        self.say(residents=terminal.books.residents.count())
        while terminal.books.journal.cursor().have < terminal.books.journal.length():
            time.sleep(0.02)
        terminal.books.database.close()

    def restore(self) -> None:
        """A copy, and the store put back from it: a new life that has lost nothing."""
        terminal = open_terminal(self.state)
        terminal.backup(self._root / COPY)
        terminal.books.database.close()
        self.say(copied=True)
        restore_terminal(self.state, self._root / COPY, {})
        self.say(restored=True)

    def dies(self) -> None:
        """As `issue`, until it is killed."""
        set_fault(self._dice.randint(1, _DEATH), 0, Fault.DEATH)
        self.issue(_DEATH)


def askers(terminal: Terminal) -> list[str]:
    """Who may ask for a letter, of the first residents."""
    today = terminal.office.clock.now().date()
    people = [from_document(key, terminal.books.residents.by_key(key) or {}) for key in range(1, RESIDENTS + 1)]
    return [person.nik or "" for person in people if may_ask(person, today)]


PARTS: dict[str, Callable[[Part], None]] = {
    "found": Part.found,
    "issue": Part.issue,
    "edit": Part.edit,
    "restore": Part.restore,
    "dies": Part.dies,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](Part(Path(sys.argv[2]), int(sys.argv[3])))
