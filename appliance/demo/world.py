"""A village to try: 300 fictitious residents of Desa Hajimena, a few KTPs, a clerk, a printer of software."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

from appliance.desk.change_setting import change_setting
from appliance.desk.clerks import add_clerk
from appliance.desk.family_basis import record_basis
from appliance.desk.import_residents import import_residents
from appliance.desk.link_card import link_card
from appliance.letters.eligibility import may_ask, subjects
from appliance.letters.kind import find_kind
from appliance.model.resident import KEPALA, Resident, from_document
from appliance.printer.limits import Limits
from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from appliance.printer.simulated import SimulatedPrinter
from appliance.reader.simulated import SimulatedReader
from appliance.registry.sampling import sample
from appliance.wiring import Terminal, found_terminal

VILLAGE, NAME = "18.01.04.2001", "Desa Hajimena"
RESIDENTS, SEED = 300, 7
CLERK, PIN = "Wati", "246810"
RULE = "Keputusan Kepala Desa Hajimena Nomor 141/12 Tahun 2026"
DRIVING_LICENCE = bytes.fromhex("3B888001310109000000000030")
"""Answer to reset of a card that is no KTP (fact sheet "village office", section 7)."""


@dataclass(frozen=True)
class Ktp:
    """A card of the drawer, and what it shows."""

    label: str
    what: str
    uid: bytes
    nik: str = ""
    atr: bytes = bytes.fromhex("3B8A80013037393134315F3030316F")


@dataclass(frozen=True)
class World:
    """The terminal with its simulated devices, and the drawer of cards."""

    terminal: Terminal
    reader: SimulatedReader
    machine: Machine
    drawer: tuple[Ktp, ...]


def make_world(state: Path, broker_port: int) -> World:
    """Found the village, import its residents and set the terminal up, all by the desk's own use cases."""
    terminal = found_terminal(state, VILLAGE, NAME)
    profile = load_profile("generic", 80)
    machine = Machine(profile)
    printer = SimulatedPrinter(profile, Limits(patience=20.0), machine)
    terminal = replace(terminal, office=replace(terminal.office, printer=printer))
    office = terminal.office
    import_residents(office, io.BytesIO(b"".join(sample(RESIDENTS, SEED, VILLAGE))))
    for key, value in (
        ("village.rule", RULE),
        ("village.address", "Jalan Raya Natar, Kode Pos 35362"),
        ("printer.driver", "simulated"),
        ("reader.driver", "simulated"),
        ("broker.host", "127.0.0.1"),
        ("broker.port", str(broker_port)),
        ("broker.tls", "false"),
        ("broker.longest_wait", "2"),
    ):
        change_setting(office, key, value)
    add_clerk(office, CLERK, PIN)
    parent, other, newcomer = _heads(terminal, 3)
    record_basis(office, parent.nik or "", "program", "PKH", office.clock.now().strftime("%d-%m-%Y"))
    drawer = (
        Ktp(parent.name, "surat langsung keluar", bytes.fromhex("04A1B2C3D4E5F6"), parent.nik or ""),
        Ktp(other.name, "SKTM lewat petugas", bytes.fromhex("04172A3B4C5D6E"), other.nik or ""),
        Ktp("KTP baru", f"NIK {newcomer.nik}", bytes.fromhex("04F0E1D2C3B4A5"), newcomer.nik or ""),
        Ktp("SIM", "bukan KTP", bytes.fromhex("045566778899AA"), atr=DRIVING_LICENCE),
    )
    for card in drawer[:2]:
        link_card(office, card.uid, card.nik)
    return World(terminal, SimulatedReader(), machine, drawer)


def _heads(terminal: Terminal, count: int) -> list[Resident]:
    """The first heads of families with children."""
    today = terminal.office.clock.now().date()
    heads: list[Resident] = []
    key = 1
    while len(heads) < count:
        document = terminal.books.residents.by_key(key)
        if document is None:
            raise LookupError("the sample has too few families with children")
        person = from_document(key, document)
        family = [from_document(*row) for row in terminal.books.residents.family(person.kk)]
        children = subjects(find_kind("SKTM"), person, tuple(family))[1:]
        if person.relation == KEPALA and may_ask(person, today) and children:
            heads.append(person)
        key += 1
    return heads
