"""The one module that knows every part: it picks drivers by the settings and puts the terminal together."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from appliance import BUILT, __version__
from appliance.desk.change_setting import name_of_village
from appliance.desk.clock import GuardedClock
from appliance.desk.office import Office
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.paths import lies_in
from appliance.model.settings import Value
from appliance.registry.places import Place, find_village, terms_of
from appliance.store import Database
from appliance.store.books import VillageBooks
from appliance.store.creation import refuse_lost
from appliance.store.faults import disk_fault
from appliance.store.files import new_folder
from appliance.store.keys import UidKey, VillageKey

if TYPE_CHECKING:
    from appliance.desk.front import FrontDesk
    from appliance.model.card import Reader
    from appliance.model.keys import Signer
    from appliance.model.printing import Line, Printer
    from appliance.model.records import Letter

STORE = "store.sqlite"
_CODE = "village.code"


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present in WIB."""
        return datetime.now(WIB)


class VillageKeys:
    """The desk's `Keys` port over the key files; read when first needed."""

    def __init__(self, state: Path) -> None:
        self._state = state

    @cached_property
    def signer(self) -> Signer:
        """The key that seals letters."""
        return VillageKey.load(self._state)

    @cached_property
    def _uid_key(self) -> UidKey:
        return UidKey.load(self._state)

    def hash_uid(self, uid: bytes) -> str:
        """The keyed hash of a card's UID (hex)."""
        return self._uid_key.hash_uid(uid)


class SetPrinter:
    """The printer that the settings name at the moment of each job, so that a change counts without a restart. A
    setting that no driver fits is a printer that is away (E-PRN-..), never a terminal that does not start."""

    def __init__(self, books: VillageBooks, state: Path, patience: float = 20.0) -> None:
        self._books, self._state, self._patience = books, state, patience
        self._opened: tuple[dict[str, Value], Printer] | None = None

    @property
    def kind(self) -> Literal["network", "file", "simulated", "none"]:
        """Which driver it is now."""
        return self._driver().kind

    @property
    def columns(self) -> int:
        """Letters a line of its paper."""
        return self._driver().columns

    def connect(self) -> AbstractContextManager[Line]:
        """Open it. Raises E-PRN-.. when it is away."""
        return self._driver().connect()

    def _driver(self) -> Printer:
        wanted = printer_settings(self._books.settings.all())
        if self._opened is None or self._opened[0] != wanted:
            self._opened = wanted, open_printer_of(wanted, self._state, self._patience)
        return self._opened[1]


def printer_settings(settings: Mapping[str, Value]) -> dict[str, Value]:
    """Those of all settings that the printer's drivers take."""
    return {name: settings[f"printer.{name}"] for name in ("driver", "profile", "width", "host", "port", "path")}


def open_printer_of(wanted: Mapping[str, Any], state: Path, patience: float = 20.0) -> Printer:
    """The driver for these settings; a job in the middle waits `patience` seconds for a new roll, and none is
    written into the folder `state`. Raises E-PRN-14 for a profile that does not exist."""
    from appliance.printer.factory import open_printer

    return open_printer(**wanted, apart=state, patience=patience)


@dataclass(frozen=True)
class Terminal:
    """An opened terminal."""

    state: Path
    books: VillageBooks
    office: Office

    def language(self) -> str:
        """The language of sentences, ``id`` or ``en``."""
        return self.office.text("language")

    def reader(self) -> Reader:
        """The card reader that is set."""
        from appliance.reader.factory import open_reader

        return open_reader(self.office.text("reader.driver"), self.office.text("reader.presence"))

    def patient(self, seconds: float) -> Terminal:
        """The same terminal, with a printer that waits so long for a new roll in mid job."""
        return replace(self, office=replace(self.office, printer=SetPrinter(self.books, self.state, seconds)))

    def front(self) -> FrontDesk:
        """The desk as the screen sees it."""
        from appliance.desk.front import FrontDesk

        return FrontDesk(self.office)

    def render(self, letter: Letter, format: str) -> bytes:
        """The stored letter as ``text``, ``png``, ``pdf`` or ``escpos``, on the paper it was issued for."""
        from appliance.model.layout import Page

        page = Page.from_json(letter.page)
        settings = self.office.books.settings.all()
        width = letter.width
        match format:
            case "text":
                from appliance.letters.render.text import to_text

                return to_text(page, 48 if width == 80 else 32).encode("utf-8")
            case "png":
                from appliance.letters.render.png import to_png

                return to_png(page, width)
            case "pdf":
                from appliance.letters.render.pdf import to_pdf

                return to_pdf(page)
            case _:
                from appliance.letters.qr import complete
                from appliance.printer.escpos import render
                from appliance.printer.profile import load_profile

                return render(complete(page), load_profile(str(settings["printer.profile"]), width))

    def devices_fit(self, settings: Mapping[str, Value]) -> None:
        """Raises `ApplianceError` when a device cannot be had with these settings: E-PRN-14, and E-CMD-06 for a new
        `printer.path` in the state folder."""
        open_printer_of(printer_settings(settings), self.state)
        paper = str(settings["printer.path"])
        if paper and paper != self.office.text("printer.path") and lies_in(paper, self.state):
            raise ApplianceError("E-CMD-06", key="printer.path", expected="berkas di luar folder data")

    def check(self) -> dict[str, Any]:
        """Is the store whole, and do the books agree with each other? (`store check`) Counts are 0 where the
        file is too damaged to be counted."""
        from appliance.desk.check_books import check_books
        from appliance.store.check import check_documents, check_file

        report: dict[str, Any] = {"residents": 0, "letters": 0, "events": 0, "jobs": {}}
        problems = check_file(self.books.database)
        try:
            report |= {
                "residents": self.books.residents.count(),
                "letters": self.books.letters.count(),
                "events": self.books.journal.length(),
            }
            if not problems:
                bad = self.books.journal.verify()
                broken = [] if bad is None else [f"Rantai jurnal putus pada peristiwa {bad}."]
                if self.books.journal.cursor().have > report["events"]:
                    broken.append("Tanda terima provinsi melebihi peristiwa terakhir jurnal.")
                problems = broken + check_documents(self.books.database)
            if not problems:
                lines = (line for _number, line in self.books.journal.pages())
                report["jobs"], found = check_books(self.books, lines)
                problems += found
        except ApplianceError as error:
            problems.append(error.for_clerk())
        return {"ok": not problems, **report, "problems": problems}

    def backup(self, target: Path) -> None:
        """A verified copy of the store."""
        from appliance.store.backup import backup

        backup(self.books.database, target)


def found_terminal(state: Path, code: str, name: str) -> Terminal:
    """Make a new village in the folder `state`. Raises E-CMD-02 for a folder in use, E-CMD-03 for a code that does
    not exist, E-CMD-04 for a name that cannot be one."""
    place = find_village(code)
    if place is None:
        raise ApplianceError("E-CMD-03", value=code[:40])
    name = name_of_village(name, place)
    make_folder(state)
    database = Database(state / STORE)
    books = VillageBooks(database, state)
    with books.transaction():
        used = books.settings.note(_CODE)
        if used is not None:
            raise ApplianceError("E-CMD-02", village=used)
        public = make_keys(state)
        terms = terms_of(place.code)
        books.settings.set_note(_CODE, place.code)
        for key, value in (("name", name), ("term", terms.term), ("head", terms.head)):
            books.settings.put(f"village.{key}", value)
        digits = place.code.replace(".", "")
        books.journal.open_epoch(digits, 1)
        data = {
            "village": place.code,
            "name": f"{terms.term} {name}",
            "life": secrets.token_hex(16),
            "public": public.hex(),
            "software": __version__,
        }
        terminal = _terminal(state, books, place)
        books.journal.append("desa.journal.opened", data, terminal.office.clock.now())
    return terminal


def open_terminal(state: Path) -> Terminal:
    """The terminal in the folder `state`. Raises E-CMD-01 when there is none, E-STO-.. when it is damaged."""
    file = state / STORE
    if not _exists(file):
        refuse_lost(file)
        raise ApplianceError("E-CMD-01")
    return terminal_on(file, state)


def terminal_on(file: Path, state: Path, *, read_only: bool = False) -> Terminal:
    """The terminal whose store is `file`, with the keys and devices of the folder `state`. Raises E-CMD-01 for a
    store without a village, E-STO-.. when it is damaged or not there."""
    database = Database(file, create=False, read_only=read_only)
    try:
        books = VillageBooks(database, state)
        code = books.settings.note(_CODE)
        place = find_village(code) if code else None
        if place is None:
            raise ApplianceError("E-CMD-01")
        return _terminal(state, books, place)
    except BaseException:
        database.close()  # who tries again must not hold what cannot be used
        raise


def _terminal(state: Path, books: VillageBooks, place: Place) -> Terminal:
    clock = GuardedClock(SystemClock(), books, BUILT)
    office = Office(books, VillageKeys(state), clock, SetPrinter(books, state), place)
    return Terminal(state, books, office)


def make_folder(state: Path) -> None:
    """The state folder, made when missing. Raises E-STO-04."""
    try:
        new_folder(state, 0o700)
    except OSError as error:
        raise disk_fault(error) from error


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise ApplianceError("E-STO-04", reason=error.strerror or "") from error


def make_keys(state: Path) -> bytes:
    """The keys of a new village; those of an `init` that was cut off before its end are taken over."""
    try:
        signer = VillageKey.load(state)
    except ApplianceError:
        signer = VillageKey.create(state)
    try:
        UidKey.load(state)
    except ApplianceError:
        UidKey.create(state)
    return signer.public
