"""Importing an extract against csv.reader and raw inserts of the same rows and the same event lines."""

from __future__ import annotations

import csv
import io
import json
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from appliance.desk.import_residents import BATCH, import_residents
from appliance.registry.sampling import sample
from appliance.store.catalogue import expression
from appliance.store.connect import connect
from appliance.store.creation import create
from appliance.wiring import found_terminal
from benchmarks.rows import Row

_ROWS = 20_000
_RUNS = 3
_GOAL = 2.5


def run() -> list[Row]:
    """A new village each time; raw and import by turns."""
    extract = b"".join(sample(_ROWS, 7))
    ours, raw = [], []
    for _ in range(_RUNS):
        with tempfile.TemporaryDirectory() as folder:
            terminal = found_terminal(Path(folder) / "state", "18.01.04.2001", "Hajimena")
            began = time.perf_counter()
            report = import_residents(terminal.office, io.BytesIO(extract))
            ours.append(time.perf_counter() - began)
            if report.accepted != _ROWS:
                raise RuntimeError(f"{report.accepted} of {_ROWS} rows were taken")
            lines = terminal.books.journal.lines(since=1)
            raw.append(_raw_seconds(Path(folder) / "raw.sqlite", extract, lines))
            terminal.books.database.close()
    took, least = statistics.median(ours), statistics.median(raw)
    detail = f"{_ROWS / took:,.0f} rows/s, judged, with an event each; raw {_ROWS / least:,.0f} rows/s"
    return [Row("import against csv.reader and raw inserts", took / least, _GOAL, "x", detail)]


def _raw_seconds(path: Path, extract: bytes, lines: list[bytes]) -> float:
    """What a script of twenty lines would do: csv.reader, each row as JSON, bare INSERTs, and the event lines that
    the import wrote. Same library, pragmas, checksums, indexes and batches; nothing is judged."""
    create(path)
    connection = connect(path)
    connection.execute("CREATE TABLE residents (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    for field in ("nik", "no_kk"):
        connection.execute(f"CREATE INDEX residents_{field} ON residents ({expression(field)})")
    began = time.perf_counter()
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(extract), encoding="utf-8", newline=""))
    header = [column.lower() for column in next(rows)]
    number = 0
    while batch := [(json.dumps(dict(zip(header, row, strict=True))),) for row in islice(rows, BATCH)]:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO residents (body) VALUES (?)", batch)
        events = list(enumerate(lines[number : number + len(batch)], number + 1))
        connection.executemany("INSERT INTO journal (number, body) VALUES (?,?)", events)
        connection.execute("COMMIT")
        number += len(events)
    took = time.perf_counter() - began
    connection.close()
    return took


if __name__ == "__main__":
    for row in run():
        print(row.line())
