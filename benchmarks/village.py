"""A village for the benchmarks: fictitious residents, a rule of its own, and a basis for every family."""

from __future__ import annotations

import io
from pathlib import Path

from appliance.desk.change_setting import change_setting
from appliance.desk.family_basis import record_basis
from appliance.desk.import_residents import import_residents
from appliance.desk.show_resident import resident_by_key
from appliance.letters.eligibility import may_ask
from appliance.registry.sampling import sample
from appliance.wiring import Terminal, found_terminal

_SEED = 7


def make_village(state: Path, residents: int) -> Terminal:
    """Found it in the new folder `state` and import its residents."""
    terminal = found_terminal(state, "18.01.04.2001", "Desa Hajimena")
    import_residents(terminal.office, io.BytesIO(b"".join(sample(residents, _SEED))))
    change_setting(terminal.office, "village.rule", "Keputusan Kepala Desa Hajimena Nomor 5 Tahun 2026")
    return terminal


def adults(terminal: Terminal) -> list[int]:
    """Keys of the residents who may ask for an SKTM, each with a strong basis."""
    office, now = terminal.office, terminal.office.clock.now()
    people = [resident_by_key(office, key) for key in range(1, terminal.books.residents.count() + 1)]
    asking = [person for person in people if may_ask(person, now.date())]
    for nik in {person.kk: person.nik or "" for person in asking}.values():
        record_basis(office, nik, "program", "PKH", now.strftime("%d-%m-%Y"))
    return [person.key for person in asking]
