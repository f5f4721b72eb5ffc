"""Import an extract of Disdukcapil: the good rows are taken, the bad ones told by line; again and again.

Rows go in by batches, each one transaction with its events, so that a letter never waits long and a cut import
loses nothing that was told: importing the file again completes it to the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from appliance.desk.office import REGISTER_DATE, Office
from appliance.desk.ports import Document
from appliance.model.errors import ApplianceError
from appliance.model.nik import is_nik
from appliance.registry.changes import diff, find_unnumbered, merge, split
from appliance.registry.extract import read_extract
from appliance.registry.items import Accepted, Informed, Item, Rejected
from appliance.registry.lines import Source

BATCH = 500
"""Rows of one transaction: about a tenth of a second on a Raspberry Pi."""

TOLD_LIMIT = 50_000
"""Warnings, and informs, that a report tells one by one. A hostile row can earn many; rejected rows are bounded by
the rows that a file may have."""

Keyed = tuple[int, Document]

_OPEN = "import.open"
"""Note: "1" from the first batch of an import to its end."""

_TOO_LONG = "E-IMP-10"
"""The one end before the end of the file that importing again does not heal."""


class Told(NamedTuple):
    """A finding by its line (the header is line 1)."""

    line: int
    code: str
    reason: str


@dataclass
class Report:
    """What an import did. `resumed`: the import before was cut off; `untold`: findings beyond `TOLD_LIMIT`."""

    resumed: bool = False
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)
    informed: list[Told] = field(default_factory=list)
    untold: int = 0

    @property
    def taken(self) -> int:
        """Rows that were written."""
        return self.accepted + self.updated

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line."""
        return {
            "accepted": self.accepted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [told._asdict() for told in self.rejected],
            "warnings": [told._asdict() for told in self.warnings],
            "informed": [told._asdict() for told in self.informed],
            "untold": self.untold,
        }


def cut_before(office: Office) -> bool:
    """Whether the newest import never came to its end: power or program went away in the middle."""
    return office.books.settings.note(_OPEN) == "1"


def import_residents(office: Office, source: Source, translate: Callable[[str], str] = str) -> Report:
    """Take the extract in `source`. Raises E-IMP-.. when the file as a whole cannot be read, and E-IMP-11 when
    anything stops it after some rows were taken: those are kept, and the same file can be imported again."""
    report = Report(resumed=cut_before(office))
    importer = _Importer(office, report)
    today = max(office.clock.now(), office.clock.machine()).date()
    items = _tell(read_extract(source, today), report, translate)
    try:
        while batch := list(islice(items, BATCH)):
            importer.take(batch)
    except (ApplianceError, KeyboardInterrupt) as error:
        if isinstance(error, ApplianceError) and error.code == _TOO_LONG:
            importer.close()
            raise
        if not report.taken:
            raise
        cause = error.for_clerk(translate) if isinstance(error, ApplianceError) else "Ctrl-C"
        raise ApplianceError("E-IMP-11", cause=cause, rows=report.taken) from error
    importer.close()
    return report


def _tell(items: Iterator[Item], report: Report, translate: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """Documents of the accepted rows; everything else goes into the report on its way."""
    sentence = lru_cache(256)(lambda found: found.sentence(translate))
    for item in items:
        if isinstance(item, Accepted):
            yield item.document
            continue
        kind = type(item)
        shelf = report.rejected if kind is Rejected else report.informed if kind is Informed else report.warnings
        if kind is not Rejected and len(shelf) >= TOLD_LIMIT:
            report.untold += 1
        else:
            shelf.append(Told(item.line, item.code, sentence(item.finding)))


def _newest_each(batch: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rows of a batch by their NIK (those without one by ``#`` and their place): an inactive row that could not
    wait and its active twin may meet in one batch."""
    seen: dict[str, dict[str, Any]] = {}
    for place, document in enumerate(batch):
        nik = document["nik"] if is_nik(document["nik"]) else f"#{place}"
        if nik not in seen or document["x"]["active"]:
            seen[nik] = document
    return seen


class _Importer:
    """Writes batches and counts what they changed."""

    def __init__(self, office: Office, report: Report) -> None:
        self._office = office
        self._report = report
        self._unnumbered: dict[str, list[Keyed]] = {}
        for key, document in office.books.residents.unnumbered():
            self._unnumbered.setdefault(document["no_kk"], []).append((key, document))

    def take(self, batch: list[dict[str, Any]]) -> None:
        """One transaction: rows with their events."""
        books = self._office.books
        rows = _newest_each(batch)
        with books.transaction():
            known = books.residents.known(nik for nik in rows if nik[0] != "#")
            new: list[Document] = []
            changed: list[tuple[int, Document]] = []
            told: list[tuple[str, dict[str, Any]]] = []
            unchanged = 0
            for nik, document in rows.items():
                found = known.get(nik) or self._by_family(document, numbered=nik[0] != "#")
                if found is None:
                    new.append(document)
                    continue
                key, old = found
                merged = merge(old, document)
                changes = diff(old, merged)
                told += [("desa.resident.changed", {"resident": key, "changed": part}) for part in split(changes)]
                if changes or merged != old:
                    changed.append((key, merged))
                else:
                    unchanged += 1
            keys = books.residents.write(new, changed)
            told += [
                ("desa.resident.added", {"resident": key, "nik": document["nik"]})
                for key, document in zip(keys, new, strict=True)
            ]
            if told:
                books.journal.append_many(told, self._office.clock.now())
            if not self._report.taken and (new or changed):
                books.settings.set_note(_OPEN, "1")
        self._report.accepted += len(new)
        self._report.updated += len(changed)
        self._report.unchanged += unchanged

    def close(self) -> None:
        """Say in the journal that an import came to its end; one that found nothing new says nothing."""
        report, books = self._report, self._office.books
        if not report.taken and not report.resumed:
            return
        data = {
            "accepted": report.accepted,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "rejected": len(report.rejected),
            "warnings": len(report.warnings),
            "resumed": report.resumed,
        }
        now = self._office.clock.now()
        with books.transaction():
            books.settings.set_note(REGISTER_DATE, now.date().isoformat())
            books.settings.set_note(_OPEN, "")
            books.journal.append("desa.residents.imported", data, now)

    def _by_family(self, document: Document, *, numbered: bool) -> Keyed | None:
        """A resident whose NIK came later, or is not in this file: same KK, name and birth date."""
        if numbered:
            family = self._unnumbered.get(document["no_kk"], [])
        else:
            family = self._office.books.residents.family(document["no_kk"])
        return find_unnumbered(family, document) if family else None
