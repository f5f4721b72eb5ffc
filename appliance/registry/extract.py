"""A flat extract from its first byte to its last finding: reader, judge, and what holds across rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appliance.model.errors import Finding, finding
from appliance.registry.columns import open_extract
from appliance.registry.families import Families
from appliance.registry.items import Accepted, Document, Informed, Item, Rejected, Row, Warned
from appliance.registry.judge import Judged, Refused, RowJudge
from appliance.registry.lines import Source
from appliance.registry.rows import read_rows

HELD_LIMIT = 5_000
"""Inactive rows that wait for an active one with the same NIK; the oldest goes on when there are more."""

ROWS_TO_TELL_ZEROS = 20
"""From so many NIK on it is no chance when all end in 0."""

WHOLE_FILE = 1
"""The line of findings about the file."""


def read_extract(source: Source, today: date) -> Iterator[Item]:
    """Everything that a flat extract says, on the day `today`: rows to store (`Accepted`), rows that are not taken
    (`Rejected`), and what a clerk should look at (`Warned`) or may know (`Informed`).

    An accepted row is followed at once by what is told of it; findings between rows come at the end. A NIK is
    accepted once: of active and inactive rows with one NIK the active row, so inactive ones wait until the end of
    the file. Memory is bounded by `rows.RECORD_LIMIT`, whatever the file holds.
    Raises `ApplianceError` (E-IMP-..) before the first row when the file as a whole cannot be read, and E-IMP-10
    after the last row that is taken when it is too long.
    """
    header, lines = open_extract(source)
    judge = RowJudge(header, today)
    desk = _AcrossRows()
    for row in read_rows(header, lines):
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            judged = judge.judge(row.cells)
        except Refused as refusal:
            yield Rejected(row.line, refusal.finding)
            continue
        yield from desk.take(row, judged)
    yield from desk.end()


class _AcrossRows:
    """What a row means beside the rows before it."""

    def __init__(self) -> None:
        self._active: dict[int, int] = {}
        """NIK -> line of the accepted active row. Numbers, since they take half the room of texts."""
        self._unnumbered: dict[tuple[str, str, str], int] = {}
        self._held: dict[int, tuple[int, Judged]] = {}
        """NIK -> an inactive row that waits."""
        self._passed: dict[int, int] = {}
        """NIK -> line of an inactive row that could not wait any longer."""
        self._families = Families()
        self._numbers = 0
        self._zeros = 0

    def take(self, row: Row, judged: Judged) -> Iterator[Item]:
        """What comes of one judged row now; an inactive one may come later."""
        nik = judged.document["nik"]
        if nik[:1] in ("", "0"):
            yield from self._take_unnumbered(row, judged)
            return
        number = int(nik)
        self._numbers += 1
        self._zeros += nik[15] == "0"
        first = self._active.get(number)
        if not judged.active:
            yield from self._hold(number, row.line, judged, first)
        elif first is not None:
            yield Rejected(row.line, finding("E-REG-20", line=row.line, first=first))
        else:
            self._active[number] = row.line
            held = self._held.pop(number, None)
            if held is not None:
                yield Informed(held[0], finding("E-REG-62", kept=row.line))
            self._families.add(row.line, judged.document)
            yield from _accepted(row.line, judged.document, judged.told)

    def end(self) -> Iterator[Item]:
        """Inactive rows that nobody replaced, then the findings about families and file."""
        for line, judged in self._held.values():
            yield from _accepted(line, judged.document, judged.told)
        yield from self._families.findings()
        if self._numbers >= ROWS_TO_TELL_ZEROS and self._zeros == self._numbers:
            yield Warned(WHOLE_FILE, finding("E-REG-40"))

    def _hold(self, number: int, line: int, judged: Judged, active: int | None) -> Iterator[Item]:
        other = self._held.get(number)
        kept = active or (other[0] if other else self._passed.get(number))
        if kept is not None:
            yield Informed(line, finding("E-REG-62", kept=kept))
            return
        self._held[number] = (line, judged)
        if len(self._held) > HELD_LIMIT:
            oldest = next(iter(self._held))
            line, judged = self._held.pop(oldest)
            self._passed[oldest] = line
            yield from _accepted(line, judged.document, judged.told)

    def _take_unnumbered(self, row: Row, judged: Judged) -> Iterator[Item]:
        document = judged.document
        person = (document["no_kk"], document["nama_lgkp"], document["x"]["born"])
        first = self._unnumbered.setdefault(person, row.line)
        if first != row.line:
            yield Rejected(row.line, finding("E-REG-21", line=row.line, first=first))
            return
        if judged.active:
            self._families.add(row.line, document)
        yield from _accepted(row.line, document, judged.told)


def _accepted(line: int, document: Document, told: list[Finding]) -> Iterator[Item]:
    yield Accepted(line, document)
    for each in told:
        yield Informed(line, each) if each.code >= "E-REG-60" else Warned(line, each)
