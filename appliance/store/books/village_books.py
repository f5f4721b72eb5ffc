"""All books of the village over one store file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from appliance.model.records import Asked, Basis, Card, Clerk, Clues, Job, Letter, Lost, Series, Visit
from appliance.store.books.printer_lock import printer_lock
from appliance.store.books.residents import ResidentTable
from appliance.store.books.settings import SettingTable
from appliance.store.books.shelf import TableShelf
from appliance.store.database import Database
from appliance.store.journal import Journal
from appliance.store.remembered import Remembered


class VillageBooks:
    """The desk's `Books` port over `Database`."""

    def __init__(self, database: Database, state: Path) -> None:
        self.database = database
        self.journal = Journal(database)
        self.settings = SettingTable(database)
        self.residents = ResidentTable(database)
        self.letters = TableShelf(database, "letters", Letter, "nik", "applicant")
        self.jobs = TableShelf(database, "jobs", Job, "state", "letter")
        self.cards = TableShelf(database, "cards", Card, "uid_hash", "resident")
        self.clerks = TableShelf(database, "clerks", Clerk)
        self.asked = TableShelf(database, "asked", Asked, "state", "day")
        self.bases = TableShelf(database, "bases", Basis, "kk")
        self.series = TableShelf(database, "series", Series, "series")
        self.lost = TableShelf(database, "lost", Lost)
        self.visits = TableShelf(database, "visits", Visit)
        self.clues = TableShelf(database, "clues", Clues)
        self._printer = state / "printer.lock"
        self._newest: tuple[object, datetime | None] | None = None

    def transaction(self) -> AbstractContextManager[object]:
        """One transaction across all books."""
        return self.database.transaction()

    def last_event(self) -> datetime | None:
        """The time of the newest event. Read again only once somebody has written."""
        mark = Remembered.mark(self.database.engine.session())
        if self._newest is None or self._newest[0] != mark:
            head = self.journal.head()
            self._newest = mark, head.time if head else None
        return self._newest[1]

    def printer_lock(self, seconds: float) -> AbstractContextManager[bool]:
        """Own the printer among all processes of this terminal."""
        return printer_lock(self._printer, seconds)
