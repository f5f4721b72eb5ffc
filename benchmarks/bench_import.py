"""Importing an extract against the least it can cost: csv.reader and raw inserts of the same rows and events."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import time
from pathlib import Path

from appliance.desk.import_residents import BATCH, import_residents
from appliance.registry.sampling import sample
from appliance.store.catalogue import expression
from appliance.store.connect import connect
from appliance.store.creation import create
from appliance.wiring import found_terminal
from benchmarks.rows import Row

_RESIDENTS = 20_000
_ROUNDS = 3
_GOAL = 2.5


def run() -> list[Row]:
    """The raw side turns each row into the JSON of its cells, as any store of documents must, and inserts the very
    events of ours; it checks, derives and looks up nothing. By turns; of each the quickest, since a busy machine
    only ever makes either slower."""
    extract = b"".join(sample(_RESIDENTS, 7))
    ours, least = [], []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(_ROUNDS):
            terminal = found_terminal(Path(folder) / f"state{turn}", "18.01.04.2001", "Desa Hajimena")
            began = time.perf_counter()
            report = import_residents(terminal.office, io.BytesIO(extract))
            ours.append(time.perf_counter() - began)
            if report.accepted != _RESIDENTS or report.rejected:
                raise RuntimeError("the sample was not taken whole")
            lines = terminal.books.journal.lines()
            least.append(_raw(Path(folder) / f"raw{turn}.sqlite", extract, lines))
    detail = (
        f"{_RESIDENTS:,} rows in {min(ours):.1f} s, {_RESIDENTS / min(ours):,.0f} rows/s; raw {min(least):.1f} s"
    )
    return [Row("import against csv.reader and raw inserts", min(ours) / min(least), _GOAL, "x", detail)]


def _raw(path: Path, extract: bytes, lines: list[bytes]) -> float:
    """Seconds to read the file with csv.reader and insert rows and events, in transactions as large as ours."""
    create(path)
    connection = connect(path)
    connection.execute("CREATE TABLE residents (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    for field in ("nik", "no_kk"):
        connection.execute(f"CREATE INDEX residents_{field} ON residents ({expression(field)})")
    began = time.perf_counter()
    reader = csv.reader(io.StringIO(extract.decode("utf-8"), newline=""))
    columns = [column.lower() for column in next(reader)]
    events = iter(enumerate(lines, 1))
    batch: list[tuple[int, str]] = []
    for number, cells in enumerate(reader, 1):
        batch.append((number, json.dumps(dict(zip(columns, cells, strict=True)))))
        if len(batch) == BATCH:
            _commit(connection, batch, events)
            batch = []
    _commit(connection, batch, events)
    return time.perf_counter() - began


def _commit(connection, batch, events) -> None:  # type: ignore[no-untyped-def]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO residents (id, body) VALUES (?,?)", batch)
    connection.executemany(
        "INSERT INTO journal (number, body) VALUES (?,?)", [event for event, _ in zip(events, batch, strict=False)]
    )
    connection.execute("COMMIT")


if __name__ == "__main__":
    for row in run():
        print(row.line())
