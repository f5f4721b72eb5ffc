"""A flat extract from its first byte to its last finding: reader, judge, and what holds across rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appliance.model.errors import finding
from appliance.model.nik import is_nik
from appliance.registry.columns import open_extract
from appliance.registry.families import Families
from appliance.registry.items import Accepted, Informed, Item, Rejected, Warned
from appliance.registry.judge import Judged, Refused, RowJudge
from appliance.registry.lines import Source
from appliance.registry.rows import read_rows

HELD_LIMIT = 5_000
"""Inactive rows that wait for an active one with the same NIK; the oldest goes on when there are more."""

ROWS_TO_TELL_ZEROS = 20
"""From so many NIK on it is no chance when all end in 0."""

WHOLE_FILE = 1
"""The line of findings about the file."""

_INFORMS_FROM = "E-REG-60"


def read_extract(source: Source, today: date) -> Iterator[Item]:
    """Everything that a flat extract says, on the day `today`: rows to store (`Accepted`), rows that are not taken
    (`Rejected`), and what a clerk should look at (`Warned`) or may know (`Informed`).

    An accepted row is followed at once by what is told of it; findings between rows come at the end. A NIK is
    accepted once: of active and inactive rows with one NIK the active row, so inactive ones wait until the end of
    the file. Only where more than `HELD_LIMIT` of them wait, one goes on, and its active twin is accepted
    after it, to take its place. Memory is bounded by `rows.RECORD_LIMIT`, whatever the file holds.
    Raises `ApplianceError` (E-IMP-..) before the first row when the file as a whole cannot be read, and E-IMP-10
    after the last row that is taken when it is too long.
    """
    header, lines = open_extract(source)
    judge = RowJudge(header, today)
    across = _AcrossRows()
    for row in read_rows(header, lines):
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            judged = judge.judge(row.cells)
        except Refused as refusal:
            yield Rejected(row.line, refusal.finding)
            continue
        yield from across.take(row.line, judged)
    yield from across.end()


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

    def take(self, line: int, judged: Judged) -> list[Item]:
        """What comes of one judged row now; an inactive one may come later."""
        document = judged.document
        nik = document["nik"]
        if not is_nik(nik):
            return self._take_unnumbered(line, judged)
        number = int(nik)
        self._numbers += 1
        self._zeros += nik[15] == "0"
        first = self._active.get(number)
        if not judged.active:
            return self._hold(number, line, judged, first)
        if first is not None:
            return [Rejected(line, finding("E-REG-20", line=line, first=first))]
        self._active[number] = line
        self._families.add(line, document)
        items = _accepted(line, judged)
        if number in self._held:
            items.append(Informed(self._held.pop(number)[0], finding("E-REG-62", kept=line)))
        return items

    def end(self) -> Iterator[Item]:
        """Inactive rows that nobody replaced, then the findings about families and file."""
        for line, judged in self._held.values():
            yield from _accepted(line, judged)
        yield from self._families.findings()
        if self._numbers >= ROWS_TO_TELL_ZEROS and self._zeros == self._numbers:
            yield Warned(WHOLE_FILE, finding("E-REG-40"))

    def _hold(self, number: int, line: int, judged: Judged, active: int | None) -> list[Item]:
        held = self._held.get(number)
        kept = active or (held[0] if held else self._passed.get(number))
        if kept is not None:
            return [Informed(line, finding("E-REG-62", kept=kept))]
        self._held[number] = (line, judged)
        if len(self._held) <= HELD_LIMIT:
            return []
        oldest = next(iter(self._held))
        line, judged = self._held.pop(oldest)
        self._passed[oldest] = line
        return _accepted(line, judged)

    def _take_unnumbered(self, line: int, judged: Judged) -> list[Item]:
        document = judged.document
        person = (document["no_kk"], document["nama_lgkp"], document["x"]["born"])
        first = self._unnumbered.setdefault(person, line)
        if first != line:
            return [Rejected(line, finding("E-REG-21", line=line, first=first))]
        if judged.active:
            self._families.add(line, document)
        return _accepted(line, judged)


def _accepted(line: int, judged: Judged) -> list[Item]:
    items: list[Item] = [Accepted(line, judged.document)]
    for told in judged.told:
        items.append(Informed(line, told) if told.code >= _INFORMS_FROM else Warned(line, told))
    return items
