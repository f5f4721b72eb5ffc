"""The records of a flat CSV file, each with the line in which it begins; broken ones are told and passed."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from appliance.model.errors import ApplianceError, Finding, finding
from appliance.registry.columns import REQUIRED, Header
from appliance.registry.items import Rejected, Row
from appliance.registry.lines import ROW_LIMIT, Lines, UnreadableLine

CELL_LIMIT = 255
"""Characters a cell may have."""

RECORD_LIMIT = 300_000
"""Records a file may have, empty ones not counted; the largest kecamatan of Lampung has about 200,000 residents. It
bounds what is remembered of a file and how many rejections one can make."""

EMPTY_LIMIT = 3_000_000
"""Empty records a file may have, so that one of nothing else comes to its end."""

_BROKEN_QUOTE = finding("E-REG-31")


def read_rows(header: Header, lines: Lines) -> Iterator[Row | Rejected]:
    """The records after the header, in the order of the file.

    A record has as many cells as the header. One that lost its empty last cells, as spreadsheets do, is filled up,
    but not where the file ends in it without a line end: a file cut short must not empty what is known;
    one with the wrong number of cells or with broken quotation marks is rejected, and reading goes on with the line
    after its *first* one, so that a quotation mark without partner costs one row and not the file.
    Raises `ApplianceError` E-IMP-10 after `RECORD_LIMIT` records, and after `EMPTY_LIMIT` empty ones.
    """
    # strict: text behind a closing quotation mark is an error and not a merged cell
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    width = len(header.columns)
    count = empty = 0
    while True:
        line = lines.mark()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnreadableLine as error:
            problem: Finding | None = error.finding if lines.span() == 1 else _BROKEN_QUOTE
        except csv.Error:
            problem = _BROKEN_QUOTE
        else:
            if not any(cells):
                empty += 1
                if empty > EMPTY_LIMIT:
                    raise ApplianceError("E-IMP-10", limit=EMPTY_LIMIT)
                continue
            if len(cells) != width and not lines.cut_off():
                cells = _fitted(cells, header)
            if len(cells) != width:
                problem = finding("E-REG-30", found=len(cells), expected=width)
            elif lines.span() > 1 and _swallowed(cells, header):
                problem = _BROKEN_QUOTE
            elif max(map(len, cells)) > CELL_LIMIT:
                problem = _too_long(cells, header)
            else:
                problem = None
        count += 1
        if count > RECORD_LIMIT:
            raise ApplianceError("E-IMP-10", limit=RECORD_LIMIT)
        if problem is None:
            yield Row(line, cells)
        else:
            yield Rejected(line, problem)
            lines.back()


def _fitted(cells: list[str], header: Header) -> list[str]:
    """Without empty cells beyond the header; with empty ones where only optional columns are missing at the end."""
    width = len(header.columns)
    if len(cells) > width:
        return cells if any(cells[width:]) else cells[:width]
    if any(column in REQUIRED for column in header.columns[len(cells) :]):
        return cells
    return cells + [""] * (width - len(cells))


def _swallowed(cells: list[str], header: Header) -> bool:
    """Whether a cell of several lines holds what looks like another row."""
    enough = len(header.columns) // 2
    return any("\n" in cell and cell.count(header.delimiter) >= enough for cell in cells)


def _too_long(cells: list[str], header: Header) -> Finding:
    if sum(map(len, cells)) > ROW_LIMIT:
        return finding("E-REG-32", limit=ROW_LIMIT)
    column = next(column for column, cell in zip(header.columns, cells, strict=True) if len(cell) > CELL_LIMIT)
    return finding("E-REG-33", column=column.upper(), limit=CELL_LIMIT)
