"""A village hall for tests: the real desk over a real store, with a clock, a printer and cards that obey the test.

`hall` is the fixture; a conftest that wants it imports `hall` and `_founded` from here.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from appliance import BUILT
from appliance.desk.change_setting import change_setting
from appliance.desk.clerks import add_clerk
from appliance.desk.clock import GuardedClock
from appliance.desk.family_basis import record_basis
from appliance.desk.front import FrontDesk
from appliance.desk.import_residents import Report, import_residents
from appliance.desk.link_card import link_card
from appliance.desk.office import Office
from appliance.letters.eligibility import is_child_of, may_ask
from appliance.model.card import Tapped
from appliance.model.clock import WIB
from appliance.model.event import Event, read_line
from appliance.model.resident import KEPALA, Resident, from_document
from appliance.printer.limits import Limits
from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from appliance.printer.simulated import SimulatedPrinter
from appliance.registry.sampling import sample
from appliance.store.books import VillageBooks
from appliance.wiring import Terminal, found_terminal, open_terminal

CODE, NAME = "18.01.04.2001", "Desa Hajimena"
RESIDENTS, SEED = 60, 7
RULE = "Keputusan Kepala Desa Hajimena Nomor 5 Tahun 2026"
CLERK, PIN = "Wati", "482913"
UID = bytes.fromhex("04A1B2C3D4E5F6")
OTHER_UID = bytes.fromhex("04112233445566")
KTP = bytes.fromhex("3B8A80013037393134315F3030316F")
BRISK = Limits(answer=0.05, round=0.3, poll=0.02, quiet=0.5, job=5.0, patience=0.3)
"""Limits of a printer that nobody waits for."""


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def on(self, **time: float) -> datetime:
        """Let time pass."""
        self.at += timedelta(**time)
        return self.at


@dataclass
class Hall:
    """The desk, and what a test may do behind its back."""

    terminal: Terminal
    clock: SetClock
    machine: Machine

    @property
    def office(self) -> Office:
        return self.terminal.office

    @property
    def books(self) -> VillageBooks:
        return self.terminal.books

    @property
    def desk(self) -> FrontDesk:
        return self.terminal.front()

    def residents(self) -> list[Resident]:
        """Everybody, in the order of their keys."""
        count = self.books.residents.count()
        documents = [(key, self.books.residents.by_key(key)) for key in range(1, count + 1)]
        return [from_document(key, document) for key, document in documents if document is not None]

    def parent(self, nth: int = 0) -> Resident:
        """A head of a family who may ask, with a child in the KK."""
        people = self.residents()
        today = self.clock.at.date()
        return [
            one
            for one in people
            if one.relation == KEPALA and may_ask(one, today) and any(is_child_of(other, one) for other in people)
        ][nth]

    def child(self, parent: Resident) -> Resident:
        """The first child of `parent`."""
        return next(one for one in self.residents() if is_child_of(one, parent))

    def has_basis(self, person: Resident) -> None:
        """Give the family a basis that lets an SKTM out at once."""
        record_basis(self.office, person.nik or "", "program", "PKH", self.clock.at.strftime("%d-%m-%Y"))

    def has_card(self, person: Resident, uid: bytes = UID, pin: str | None = None) -> Tapped:
        """Link a card, and give back its tap."""
        link_card(self.office, uid, person.nik or "", pin)
        return Tapped(uid, KTP)

    def events(self, type: str = "") -> list[Event]:
        """The events of the journal, or those of one type."""
        found = [read_line(line) for line in self.books.journal.lines()]
        return [event for event in found if event.type == type] if type else found

    def set(self, key: str, value: str) -> None:
        """Change a setting."""
        change_setting(self.office, key, value, self.terminal.devices_fit)

    def take(self, text: bytes) -> Report:
        """Import an extract."""
        return import_residents(self.office, io.BytesIO(text))

    def problems(self) -> list[str]:
        """What `store check` finds."""
        found: list[str] = self.terminal.check()["problems"]
        return found

    def again(self) -> Hall:
        """The same village opened anew, as after a restart; the machine is the same."""
        return make_hall(self.terminal.state, self.clock, self.machine)


def make_hall(state: Path, clock: SetClock | None = None, machine: Machine | None = None) -> Hall:
    """Open the village in `state` with a clock and a printer of the test's."""
    terminal = open_terminal(state)
    profile = load_profile("generic", 80)
    machine = machine or Machine(profile)
    if clock is None:
        last = terminal.books.last_event() or datetime.now(WIB)
        clock = SetClock((last + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0))
    guarded = GuardedClock(clock, terminal.books, BUILT)
    office = replace(terminal.office, clock=guarded, printer=SimulatedPrinter(profile, BRISK, machine))
    return Hall(replace(terminal, office=office), clock, machine)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village with residents, a rule and a clerk; each test gets a copy."""
    state = tmp_path_factory.mktemp("founded") / "state"
    terminal = found_terminal(state, CODE, NAME)
    import_residents(terminal.office, io.BytesIO(b"".join(sample(RESIDENTS, SEED))))
    change_setting(terminal.office, "village.rule", RULE)
    add_clerk(terminal.office, CLERK, PIN)
    terminal.books.database.close()
    return state


@pytest.fixture
def state(_founded: Path, tmp_path: Path) -> Path:
    """A state folder of the test's own."""
    copy = tmp_path / "state"
    shutil.copytree(_founded, copy, ignore=shutil.ignore_patterns("*.reserve"))
    return copy


@pytest.fixture
def hall(state: Path) -> Iterator[Hall]:
    """The village of this test; closed at its end."""
    made = make_hall(state)
    yield made
    made.books.database.close()
