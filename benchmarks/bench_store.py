"""The store against raw SQLite in the same run: the same documents, the same index, WAL and FULL on both sides.

Raw is what a careful program would write by hand: the same driver and SQLite, one connection, prepared statements,
json in and out. The store carries more: checksums of every page, the gate between processes, TinyDB's API.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
from tinydb import where
from tinydb.table import Table

from appliance.model.clock import WIB
from appliance.store import Database
from appliance.store.journal import Journal
from benchmarks.rows import Row

SIZES = (1_000, 20_000, 100_000)
_INSERTS = 400
_READS = 4_000
_BATCH = 2_000
_EVENTS = 20_000
_NOW = datetime(2026, 1, 5, 9, 12, tzinfo=WIB)


def run() -> list[Row]:
    """All rows, on a folder of the disk that holds the temporary files."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_tables(Path(folder)), _chain(Path(folder)), _beside_an_import(Path(folder))]


def _document(number: int) -> dict[str, Any]:
    """A resident's row of about 1 KB; the NIK is made up."""
    return {
        "nik": f"{1801_000000_000000 + number}",
        "no_kk": f"{1801_000000_000000 + number // 4}",
        **{f"kolom_{index}": "x" * 40 for index in range(17)},
        "urut": number,
    }


class _Raw:
    """SQLite by hand."""

    def __init__(self, path: Path) -> None:
        self.connection = apsw.Connection(str(path))
        self.connection.pragma("journal_mode", "wal")
        self.connection.pragma("synchronous", "full")
        self.connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        self.connection.execute("CREATE INDEX t_nik ON t (json_extract(body,'$.nik'))")

    def bulk(self, documents: list[dict[str, Any]]) -> None:
        with self.connection:
            bodies = [(json.dumps(document),) for document in documents]
            self.connection.executemany("INSERT INTO t (body) VALUES (?)", bodies)

    def insert(self, document: dict[str, Any]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("INSERT INTO t (body) VALUES (?)", (json.dumps(document),))
        self.connection.execute("COMMIT")

    def get(self, key: int) -> Any:
        rows: list[Any] = self.connection.execute("SELECT body FROM t WHERE id=?", (key,)).fetchall()
        return json.loads(rows[0][0])

    def search(self, nik: str) -> Any:
        statement = "SELECT id, body FROM t WHERE json_extract(body,'$.nik')=?"
        rows: list[Any] = self.connection.execute(statement, (nik,)).fetchall()
        return [(key, json.loads(body)) for key, body in rows]


def _tables(folder: Path) -> list[Row]:
    rows: list[Row] = []
    raw = _Raw(folder / "raw.sqlite")
    inserts: list[float] = []
    bulk = [0.0, 0.0]
    with Database(folder / "store.sqlite") as db:
        db.declare("t", "nik")
        table = db.table("t")
        filled = 0
        for size in SIZES:
            while filled < size:
                documents = [_document(number) for number in range(filled, min(size, filled + _BATCH))]
                bulk[0] += _seconds(lambda: raw.bulk(documents))  # noqa: B023 - called at once
                bulk[1] += _seconds(lambda: table.insert_multiple(documents))  # noqa: B023
                filled += len(documents)
            os.sync()  # what the bulk has left to write is not the inserts' price
            new = [_document(number) for number in range(filled, filled + _INSERTS)]
            filled += len(new)
            slow, ours = _medians([raw.insert, table.insert], new)
            inserts.append(ours)
            rows.append(_ratio(f"durable insert at {size:,}", ours, slow, 1.3))
            keys = [random.randrange(1, size) for _ in range(_READS)]
            slow, ours = _medians([raw.get, lambda key: table.get(doc_id=key)], keys)
            rows.append(_ratio(f"get at {size:,}", ours, slow, 2.0))
            niks = [_document(key)["nik"] for key in keys]
            slow, ours = _medians([raw.search, lambda nik: table.search(where("nik") == nik)], niks)
            rows.append(_ratio(f"indexed search at {size:,}", ours, slow, 2.5))
        late = min(_p99(table, niks[start : start + 500]) for start in range(0, _READS, 500))
    raw.connection.close()
    rows.append(
        Row("indexed search at 100,000, p99", late * 1000, 0.5, "ms", "quietest of 8 rounds of 500 searches")
    )
    rows.append(_ratio("durable insert, 100,000 against 1,000", inserts[-1], inserts[0], 1.3))
    per_row = bulk[1] / SIZES[-1] * 1e6
    detail = f"batches of {_BATCH}; {1e6 / per_row:,.0f} rows/s, raw {SIZES[-1] / bulk[0]:,.0f}"
    rows.append(Row("bulk insert, each row", per_row, 100.0, "us", detail))
    return rows


def _p99(table: Table, niks: list[str]) -> float:
    """Seconds that 99 of 100 searches stay under."""
    taken = []
    for nik in niks:
        begin = time.perf_counter()
        table.search(where("nik") == nik)
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[len(niks) * 99 // 100]


def _chain(folder: Path) -> Row:
    """Checking the whole chain against reading the same lines and hashing each."""
    with Database(folder / "journal.sqlite") as db:
        journal = Journal(db)
        journal.open_epoch("1801042001", 1)
        data = {"kind": "SKTM", "nomor": "470/0001/2026", "isi": "x" * 300}
        for _ in range(_EVENTS // _BATCH):
            journal.append_many([("letter.issued", data)] * _BATCH, _NOW)

        def bare() -> None:
            for _, line in journal.pages():
                sha256(line[:-75]).hexdigest()  # all but the hash member

        checked, hashed = [], []
        for _ in range(9):
            hashed.append(_seconds(bare))
            checked.append(_seconds(journal.verify))
        if journal.verify() is not None:
            raise RuntimeError("the chain just written is broken")
    detail = f"{_EVENTS / min(checked):,.0f} events/s, read and hashed {_EVENTS / min(hashed):,.0f}"
    return Row("chain check", min(checked) / min(hashed), 1.5, "x", detail)


def _beside_an_import(folder: Path) -> Row:
    """The longest that one small transaction waits while another process imports without a pause."""
    path = folder / "busy.sqlite"
    context = multiprocessing.get_context("spawn")
    ready, stop = context.Event(), context.Event()
    waits: list[float] = []
    with Database(path) as db:
        importer = context.Process(target=_import_until, args=(path, ready, stop))
        importer.start()
        try:
            if not ready.wait(60):
                raise RuntimeError("the import did not begin")
            for _ in range(40):
                waits.append(_seconds(lambda: db.table("letters").insert({"a": 1})))
                time.sleep(0.05)
        finally:
            stop.set()
            importer.join(60)
    detail = f"longest of {len(waits)} inserts, median {statistics.median(waits):.3f} s"
    return Row("a letter beside an import waits", max(waits), 0.5, "s", detail)


def _import_until(path: Path, ready: Any, stop: Any) -> None:
    """Batches of 0.2 s, each row with its event, as fast as they go."""
    number = 0
    with Database(path) as db:
        db.declare("t", "nik", "no_kk")
        journal = Journal(db)
        journal.open_epoch("1801042001", 1)
        while not stop.is_set():
            end = time.monotonic() + 0.2
            with db.transaction():
                while time.monotonic() < end:
                    batch = [_document(number + index) for index in range(100)]
                    db.table("t").insert_multiple(batch)
                    journal.append_many([("resident.added", document) for document in batch], _NOW)
                    number += len(batch)
            ready.set()


def _medians(works: list[Callable[[Any], object]], items: list[Any]) -> list[float]:
    """Median seconds of each work over all items, taken in turn so that both meet the same machine."""
    taken: list[list[float]] = [[] for _ in works]
    for item in items:
        for work, times in zip(works, taken, strict=True):
            begin = time.perf_counter()
            work(item)
            times.append(time.perf_counter() - begin)
    return [statistics.median(times) for times in taken]


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _ratio(name: str, ours: float, raw: float, goal: float) -> Row:
    return Row(name, ours / raw, goal, "x", f"{ours * 1e6:,.0f} us against {raw * 1e6:,.0f}")


if __name__ == "__main__":
    for row in run():
        print(f"{row.name:45} {row.value:8.3f} {row.unit:3} goal {row.goal:6} {row.detail}")
