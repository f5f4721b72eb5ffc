"""Two processes that are killed: one imports an extract again and again, the other is the clerk at the settings."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Any, cast

from appliance.desk.change_setting import change_setting
from appliance.desk.clerks import add_clerk
from appliance.desk.import_residents import import_residents
from appliance.desk.link_card import link_card, unlink_card
from appliance.desk.office import Office
from appliance.desk.ports import Books
from appliance.desk.show_resident import resident_by_nik
from appliance.wiring import open_terminal
from tests.torture.child import Voice

LINKER, UNLINKER = "Wati", "Budi"
"""Who links and who takes links away; a link that a new one replaces goes under the linker's name."""
_UIDS = tuple(bytes([4, *[number] * 6]) for number in range(1, 9))


class Phase(IntEnum):
    """Where a process stands."""

    OPENING = 0
    BETWEEN = 1
    INSIDE = 2
    """In a transaction, its end included."""


class _Watched:
    """The books of a village, which say when a transaction is under way."""

    def __init__(self, books: Books, voice: Voice) -> None:
        self._books, self._voice = books, voice

    def __getattr__(self, name: str) -> Any:
        return getattr(self._books, name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._books.transaction():
            self._voice.stand(Phase.INSIDE)
            yield
        self._voice.stand(Phase.BETWEEN)


def import_again(state: Path, content: bytes, voice: Voice) -> None:
    """Import until killed; an answer for each import that came to its end."""
    office = _opened(state, voice)
    while True:
        report = import_residents(office, io.BytesIO(content))
        voice.answer(imported=report.taken, rejected=len(report.rejected), resumed=report.resumed)


def edit(state: Path, niks: list[str], seed: int, voice: Voice) -> None:
    """Change settings, clerks and cards until killed; an answer for each."""
    dice, office = random.Random(seed), _opened(state, voice)
    owners: dict[bytes, str] = {}
    while True:
        nik, uid, some = dice.choice(niks), dice.choice(_UIDS), dice.randrange(10**9)
        match dice.choice(("setting", "setting", "clerk", "link", "link", "unlink")):
            case "setting":
                value = f"Keputusan Kepala Desa Nomor {some} Tahun 2026"
                change_setting(office, "village.rule", value)
                voice.answer(edit=["setting", value])
            case "clerk":
                name = add_clerk(office, f"Petugas {some}", "482913")
                voice.answer(edit=["clerk", name])
            case "link":
                link_card(office, uid, nik, by=LINKER)
                owners = {other: owner for other, owner in owners.items() if owner != nik} | {uid: nik}
                voice.answer(edit=["link", resident_by_nik(office, nik).key])
            case "unlink" if owners:
                nik = owners.pop(dice.choice(list(owners)))
                unlink_card(office, nik, by=UNLINKER)
                voice.answer(edit=["unlink", resident_by_nik(office, nik).key])


def _opened(state: Path, voice: Voice) -> Office:
    office = open_terminal(state).office
    voice.stand(Phase.BETWEEN)
    return replace(office, books=cast(Books, _Watched(office.books, voice)))
