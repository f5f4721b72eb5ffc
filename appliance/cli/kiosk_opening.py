"""The terminal as the kiosk meets it: opened when a thread of the screen first asks for it, so that the first page
waits for no disk and a store in trouble is a page of the screen, never a line on the console."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from appliance.desk.late import LateDesk
from appliance.desk.print_job import recover
from appliance.model.card import CardEvent, Reader, ReaderAway
from appliance.model.errors import ApplianceError
from appliance.tui.house import Look
from appliance.wiring import STORE, Terminal, open_terminal

ROLL_SECONDS = 300.0
"""How long a letter that has begun waits for somebody to put in a new roll."""

_STARTED = "kiosk.started"
"""Note: when the screen last found the store fit for use."""

_GONE = frozenset({"E-STO-01", "E-STO-05", "E-STO-10"})
"""A file that is broken, of another release or missing: it is let go, and what then lies there is opened."""

_AGAIN_SECONDS = 5.0
"""Between two tries to find a reader."""


class Opening:
    """Opens the terminal once it can be opened, and gives it to all threads. A store in trouble is never made anew
    here; it is tried again as it lies there."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._terminal: Terminal | None = None

    def terminal(self) -> Terminal:
        """The terminal, opened at the first call. Raises E-STO-.. while it cannot be: E-STO-10 where nothing is."""
        with self._lock:
            if self._terminal is None:
                self._terminal = self._open()
            return self._terminal

    def look(self) -> Look:
        """How the screen is set, once keys and store have proven, by one write, that they can be used. Raises
        E-STO-.."""
        try:
            terminal = self.terminal()
            office = terminal.office
            _ = office.keys.signer
            office.keys.hash_uid(b"")
            with office.books.transaction():
                office.books.settings.set_note(_STARTED, office.clock.machine().isoformat(timespec="seconds"))
            return Look(
                office.text("language"),
                office.text("theme"),
                office.text("reader.presence"),
                float(office.number("kiosk.idle_seconds")),
            )
        except ApplianceError as error:
            if error.code in _GONE:
                self._let_go()
            raise

    def desk(self) -> LateDesk:
        """The desk of the terminal; its calls open it."""
        return LateDesk(lambda: self.terminal().office)

    def reader(self) -> Reader:
        """The reader that is set. Raises E-RDR-10, E-RDR-12 for one that cannot be had, E-STO-.. as `terminal`."""
        return self.terminal().reader()

    def _open(self) -> Terminal:
        try:
            terminal = open_terminal(self._state)
        except ApplianceError as error:
            if error.code == "E-CMD-01":
                raise ApplianceError("E-STO-10", file=STORE) from error
            raise
        try:
            recover(terminal.office)
        except BaseException:
            terminal.books.database.close()
            raise
        return terminal.patient(ROLL_SECONDS)

    def _let_go(self) -> None:
        with self._lock:
            gone, self._terminal = self._terminal, None
        if gone is not None:
            gone.books.database.close()


class LateReader:
    """The reader of such a terminal; see `appliance.model.card.Reader`. One that cannot be had is told as away and
    tried again, so that a mended setting counts without a restart."""

    def __init__(self, find: Callable[[], Reader]) -> None:
        self._find = find
        self._stopped = threading.Event()
        self._reader: Reader | None = None

    @property
    def kind(self) -> Literal["pcsc", "simulated", "none"]:
        """Which driver it is; before it is known, the one that most terminals have."""
        return "pcsc" if self._reader is None else self._reader.kind

    def run(self, emit: Callable[[CardEvent], None]) -> None:
        """Watch it, once it can be had, until `stop`."""
        told = ""
        while not self._stopped.is_set():
            try:
                self._reader = self._find()
            except ApplianceError as error:
                if error.code != told and error.code.startswith("E-RDR-"):  # of the store the desk tells
                    emit(ReaderAway(error.code))
                told = error.code
                self._stopped.wait(_AGAIN_SECONDS)
                continue
            if not self._stopped.is_set():
                self._reader.run(emit)
            return

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()
        if self._reader is not None:
            self._reader.stop()
