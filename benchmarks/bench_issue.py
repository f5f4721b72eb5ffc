"""Issuing a letter at the screen against what no letter can go below: one durable commit of the same bytes."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from appliance.desk.issue_letter import issue_for_card, preview_letter
from appliance.desk.views import Session, Wish
from appliance.model.records import Letter
from appliance.store.catalogue import expression
from appliance.store.connect import connect
from appliance.store.creation import create
from appliance.wiring import Terminal
from benchmarks.rows import Row
from benchmarks.village import adults, make_village

_LETTERS = 150
_WARM = 10
_GOAL = 2.0

_TABLES = {
    "letters": ("nik", "applicant"),
    "jobs": ("state", "letter"),
    "series": ("series",),
}
"""What an issue writes beside its event, with the indexes that are kept up to date on the way."""


def run() -> list[Row]:
    """Letter and raw commit by turns, so that a noisy disk is noisy for both; and each goes first in every other
    turn, since a disk that has just flushed flushes faster."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = make_village(Path(folder) / "state", residents=600)
        raw = _Raw(Path(folder) / "raw.sqlite")
        issued: list[float] = []
        committed: list[float] = []
        waiting: list[tuple[int, dict[str, str], bytes]] = []
        for turn, key in enumerate(adults(terminal)[: _LETTERS + _WARM]):
            session, wish = Session(key), Wish("SKTM", key, {"keperluan": "Biaya sekolah"})
            read = preview_letter(terminal.office, session, wish)
            _commit(raw, waiting, committed)
            began = time.perf_counter()
            _key, letter, _job = issue_for_card(terminal.office, session, wish, read)
            issued.append(time.perf_counter() - began)
            waiting.append((turn, *_written(terminal, letter)))
            if turn % 2:
                _commit(raw, waiting, committed)
    ours, least = (statistics.median(times[_WARM:]) * 1000 for times in (issued, committed))
    detail = f"{ours:.2f} ms from Cetak to the committed letter as it was read; raw {least:.2f} ms"
    return [Row("issue against one raw durable commit", ours / least, _GOAL, "x", detail)]


def _written(terminal: Terminal, letter: Letter) -> tuple[dict[str, str], bytes]:
    """What the letter wrote: the newest body of each table, and its event."""
    sql = terminal.books.database.sql
    place: dict[str, int] = dict(sql("SELECT name, number FROM tables"))
    newest = "SELECT body FROM t{} ORDER BY id DESC LIMIT 1"
    bodies = {name: str(sql(newest.format(place[f'"{name}"']))[0][0]) for name in _TABLES}
    return bodies, terminal.books.journal.lines(since=letter.event - 1, limit=1)[0]


def _commit(raw: _Raw, waiting: list[tuple[int, dict[str, str], bytes]], took: list[float]) -> None:
    while waiting:
        began = time.perf_counter()
        raw.commit(*waiting.pop())
        took.append(time.perf_counter() - began)


class _Raw:
    """The same rows by bare SQL: same library, pragmas, checksums and indexes."""

    def __init__(self, path: Path) -> None:
        create(path)
        self._connection = connect(path)
        for name, fields in _TABLES.items():
            self._connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
            for field in fields:
                self._connection.execute(f"CREATE INDEX {name}_{field} ON {name} ({expression(field)})")

    def commit(self, number: int, rows: dict[str, str], line: bytes) -> None:
        """One transaction."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for name, body in rows.items():
            key = 1 if name == "series" else number
            execute(f"REPLACE INTO {name} (id, body) VALUES (?,?)", (key, body))  # noqa: S608
        execute("INSERT INTO journal (number, body) VALUES (?,?)", (number, line))
        execute("COMMIT")


if __name__ == "__main__":
    for row in run():
        print(row.line())
