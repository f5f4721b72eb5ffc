"""The journal: numbers without gap, bytes fixed once, a chain that tells where it is broken."""

# ruff: noqa: PT012 - what fails is the transaction's whole block

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.event import LINE_LIMIT, NO_HASH, read_line, write_line
from appliance.store import Database
from appliance.store.journal import Cursor, Head, Journal

VILLAGE = "1801042001"
NOW = datetime(2026, 1, 5, 9, 12, 30, 250_000, tzinfo=WIB)


@pytest.fixture
def db(tmp_path: Path) -> Any:
    with Database(tmp_path / "store.sqlite") as database:
        yield database


@pytest.fixture
def journal(db: Database) -> Journal:
    journal = Journal(db)
    journal.open_epoch(VILLAGE, 1)
    return journal


def test_events_are_numbered_and_chained(journal: Journal) -> None:
    first = journal.append("letter.issued", {"kind": "SKTM"}, NOW)
    second, third = journal.append_many([("a.b", {"n": 1}), ("a.b", {"n": 2})], NOW)
    assert [event.number for event in (first, second, third)] == [1, 2, 3]
    assert [event.prevhash for event in (first, second, third)] == [NO_HASH, first.hash, second.hash]
    assert journal.head() == Head(3, third.hash, 1, NOW)
    assert [read_line(line) for line in journal.lines()] == [first, second, third]
    assert journal.event(2) == second
    assert journal.hash_of(2) == (second.hash, 1)
    assert journal.hash_of(0) is journal.hash_of(4) is None
    assert journal.verify() is None


def test_an_empty_journal(db: Database) -> None:
    journal = Journal(db)
    assert (journal.head(), journal.length(), journal.lines(), journal.verify()) == (None, 0, [], None)
    assert journal.cursor() == Cursor(0, NO_HASH, 0, 0)


def test_nothing_is_written_before_the_village_is_known(db: Database) -> None:
    with pytest.raises(ApplianceError, match="E-CMD-01"):
        Journal(db).append("a.b", {}, NOW)


def test_an_event_stands_and_falls_with_its_transaction(db: Database, journal: Journal) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db.table("letters").insert({})
        journal.append("letter.issued", {}, NOW)
        raise RuntimeError
    assert journal.length() == len(db.table("letters")) == 0
    with db.transaction():
        db.table("letters").insert({})
        journal.append("letter.issued", {}, NOW)
    assert Journal(db).length() == 1


def test_the_limit_of_an_event_is_exact(journal: Journal) -> None:
    room = LINE_LIMIT - len(journal.append("a", {"x": ""}, NOW).line)
    journal.append("a", {"x": "x" * room}, NOW)
    with pytest.raises(ApplianceError, match="E-STO-09"):
        journal.append_many([("a", {}), ("a", {"x": "x" * (room + 1)})], NOW)
    assert journal.length() == 2
    assert journal.verify() is None


def test_lines_come_in_bites(journal: Journal) -> None:
    journal.append_many((("a", {"n": number}) for number in range(1300)), NOW)
    lines = journal.lines()
    assert len(lines) == 1300
    assert journal.lines(since=1298) == lines[1298:]
    assert journal.lines(since=3, limit=2) == lines[3:5]
    assert journal.lines(limit=0) == []
    assert journal.lines(max_bytes=len(lines[0]) + len(lines[1])) == lines[:2]
    assert journal.lines(max_bytes=1) == lines[:1]
    assert journal.lines(since=1300) == journal.lines(since=9999) == []


def test_the_cursor_moves_both_ways(db: Database, journal: Journal) -> None:
    for cursor in (Cursor(7, "a" * 64, 1, 1), Cursor(3, "b" * 64, 1, 2)):
        journal.move_cursor(cursor)
        assert Journal(db).cursor() == cursor


def test_drop_tables_leaves_the_journal(db: Database, journal: Journal) -> None:
    journal.append("a", {}, NOW)
    assert "journal" not in db.tables()
    db.drop_tables()
    assert journal.length() == 1


def set_line(db: Database, number: int, line: bytes) -> None:
    db.sql("UPDATE journal SET body=? WHERE number=?", (line, number))


def line_of(number: int, **other: Any) -> bytes:
    """A line that is whole in itself."""
    told: dict[str, Any] = {
        "village": VILLAGE,
        "epoch": 1,
        "type": "a",
        "time": NOW,
        "data": {},
        "prevhash": NO_HASH,
    }
    return write_line(number=number, **{**told, **other})[0]


@pytest.mark.parametrize("number", [1, 2, 600, 1200])
def test_a_changed_event_is_found(db: Database, journal: Journal, number: int) -> None:
    journal.append_many((("a", {"n": n}) for n in range(1, 1201)), NOW)
    line = journal.lines(number - 1, 1)[0]
    set_line(db, number, line.replace(b'{"n":', b'{"N":'))
    assert journal.verify() == number
    before = journal.hash_of(number - 1) if number > 1 else (NO_HASH, 1)
    assert before is not None
    set_line(db, number, line_of(number, data={"n": -1}, prevhash=before[0]))
    assert journal.verify() == (number + 1 if number < 1200 else None)


def test_a_removed_event_is_found(db: Database, journal: Journal) -> None:
    journal.append_many((("a", {"n": n}) for n in range(5)), NOW)
    db.sql("DELETE FROM journal WHERE number=3")
    assert journal.verify() == 3


@pytest.mark.parametrize(
    "forge",
    [
        lambda before: line_of(4, prevhash=before),
        lambda before: line_of(3, prevhash="1" * 64),
        lambda before: line_of(3, prevhash=before, epoch=0),
        lambda before: b"",
        lambda before: b"{}",
        lambda before: b"\xff" * 300,
    ],
)
def test_a_line_that_does_not_belong_is_found(db: Database, journal: Journal, forge: Any) -> None:
    events = journal.append_many((("a", {"n": n}) for n in range(3)), NOW)
    set_line(db, 3, forge(events[1].hash))
    assert journal.verify() == 3


def test_a_broken_head_is_told_and_nothing_follows_it(db: Database, journal: Journal) -> None:
    journal.append("a", {}, NOW)
    set_line(db, 1, b"{}")
    for use in (journal.head, lambda: journal.append("a", {}, NOW), lambda: journal.hash_of(1)):
        with pytest.raises(ApplianceError, match=r"E-STO-07.* 1\."):
            use()


def test_an_epoch_may_grow_and_never_go_back(journal: Journal) -> None:
    journal.append("a", {"epoch": 9, "data": '"epoch":9,"data":'}, NOW)
    journal.open_epoch(VILLAGE, 3)
    assert journal.append("a", {}, NOW + timedelta(seconds=1)).epoch == 3
    assert journal.verify() is None
    journal.open_epoch(VILLAGE, 2)
    journal.append("a", {}, NOW)
    assert journal.verify() == 3


@pytest.mark.parametrize("number", [1, 3, 700, 1200])
def test_a_byte_flipped_in_the_file_is_found_at_its_event(tmp_path: Path, number: int) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        journal = Journal(db)
        journal.open_epoch(VILLAGE, 1)
        journal.append_many((("a", {"n": f"nomor-{n:05}", "pad": "x" * 300}) for n in range(1, 1201)), NOW)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"nomor-%05d" % number) + 2] ^= 1  # the root page keeps an old copy of the first few
    path.write_bytes(content)
    with Database(path, create=False) as db:
        assert Journal(db).verify() == number
        with pytest.raises(ApplianceError, match="E-STO-01"):
            Journal(db).lines()


@pytest.mark.parametrize("number", [2, 900])
def test_an_edit_by_a_foreign_tool_is_found_at_its_event(tmp_path: Path, number: int) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        journal = Journal(db)
        journal.open_epoch(VILLAGE, 1)
        journal.append_many((("a", {"n": n}) for n in range(1, 1001)), NOW)
    foreign = sqlite3.connect(path)
    (line,) = foreign.execute("SELECT body FROM journal WHERE number=?", (number,)).fetchone()
    foreign.execute("UPDATE journal SET body=? WHERE number=?", (line.replace(b'{"n":', b'{"m":'), number))
    foreign.commit()
    foreign.close()
    with Database(path, create=False) as db:
        assert Journal(db).verify() == number


def test_a_spoilt_checksum_alone_is_found_where_reading_ends(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        journal = Journal(db)
        journal.open_epoch(VILLAGE, 1)
        journal.append_many((("a", {"n": f"nomor-{n:05}"}) for n in range(1, 101)), NOW)
    content = bytearray(path.read_bytes())
    page = content.index(b"nomor-00050") // 4096
    content[page * 4096 + 4095] ^= 1
    path.write_bytes(content)
    with Database(path, create=False) as db:
        bad = Journal(db).verify()
    assert bad is not None and bad <= 50
