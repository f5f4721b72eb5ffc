"""F3: disk full, disk damaged, foreign or missing file. A code each, nothing half written, nothing begun anew."""

import multiprocessing
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from tinydb import where

from appliance.model.errors import ApplianceError
from appliance.store import Database, connect, reserve
from appliance.store.backup import backup
from appliance.store.check import check_file
from tests.support.small_disk import fill, small_disk, turn_read_only

PAD = "x" * 3000


def refused(code: str) -> Any:
    return pytest.raises(ApplianceError, match=code)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with 300 documents of some size and an index."""
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        db.declare("t", "n")
        db.table("t").insert_multiple({"n": number, "pad": PAD} for number in range(300))
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MiB of its own."""
    with small_disk(tmp_path / "disk", 6 * 1024) as place:
        yield place


def test_a_full_disk_says_so_and_goes_on_when_there_is_room(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "PLENTY", 2**21)
    path = disk / "store.sqlite"
    with Database(path) as db:
        written = db.insert_multiple({"n": number, "pad": PAD} for number in range(100))
        fill(disk)
        with refused("E-STO-02"):
            while len(db) < 5000:
                with db.transaction():
                    db.insert({"pad": PAD})
                    db.insert({"pad": PAD})
        assert (len(db) - len(written)) % 2 == 0
        assert check_file(db) == []
        before = len(db)
        db.insert({"reserve": "given away"})
        assert len(db) == before + 1
        assert not (disk / "store.sqlite.reserve").exists()
        (disk / "ballast").unlink()
        db.insert({"n": 1})
        assert (disk / "store.sqlite.reserve").stat().st_size == reserve.SIZE
    with Database(path) as db:
        assert db.count(where("reserve").exists()) == 1


def test_a_full_disk_is_opened_with_the_reserve(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "PLENTY", 2**21)
    path = disk / "store.sqlite"
    with Database(path) as db:
        db.insert({"n": 1})
    fill(disk)
    with Database(path) as db:
        assert db.all() == [{"n": 1}]


def test_a_disk_that_turned_read_only_is_read_and_backed_up(disk: Path, tmp_path: Path) -> None:
    path = disk / "store.sqlite"
    with Database(path) as db:
        db.insert({"n": 1})
    turn_read_only(disk)
    for options in ({}, {"read_only": True}):
        with Database(path, create=False, **options) as db:
            assert db.all() == [{"n": 1}]
            assert check_file(db) == []
            backup(db, tmp_path / "copy.sqlite")
            with refused("E-STO-04"):
                db.insert({"n": 2})
    with Database(tmp_path / "copy.sqlite", create=False) as copy:
        assert copy.all() == [{"n": 1}]


def test_a_disk_that_fills_within_a_transaction_leaves_nothing_of_it(path: Path) -> None:
    with Database(path, create=False) as db:
        session = db.engine.session()
        session.connection.pragma("max_page_count", session.connection.pragma("page_count") + 3)
        for _ in range(2):
            with refused("E-STO-02"), db.transaction():
                db.insert({"n": "before"})
                for _ in range(100):
                    db.table("t").insert({"pad": PAD})
            assert db.all() == []
            assert len(db.table("t")) == 300


def test_a_statement_after_an_automatic_rollback_is_refused(path: Path) -> None:
    with Database(path, create=False) as db:
        session = db.engine.session()
        with refused("E-STO-04"), db.transaction():
            db.insert({"n": "before"})
            session.connection.execute("ROLLBACK")
            with pytest.raises(apsw.SQLError):
                session.write("no such statement")
            db.insert({"n": "after"})
        assert db.all() == []


def broken_at(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x10
    path.write_bytes(content)


def test_a_flipped_bit_is_found_when_it_is_read(path: Path) -> None:
    content = path.read_bytes()
    broken_at(path, content.index(PAD.encode()) + 50)
    damaged = path.read_bytes()
    with Database(path, create=False) as db:
        with refused("E-STO-01"):
            db.table("t").all()
        problems = check_file(db)
        assert problems and problems[0].startswith("E-STO-01")
        with refused("E-STO-01"):
            backup(db, path.with_name("copy.sqlite"))
        assert not path.with_name("copy.sqlite").exists()
    assert path.read_bytes() == damaged


def test_a_flipped_bit_anywhere_is_found_by_the_check(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(9)
    for offset in [*range(0, 100, 7), *(chance.randrange(len(whole)) for _ in range(25))]:
        broken_at(path, offset)
        try:
            with Database(path, create=False) as db:
                found = check_file(db)
        except ApplianceError as error:
            found = [error.code]
        assert found, offset
        path.write_bytes(whole)
        for left in path.parent.glob("store.sqlite-*"):
            left.unlink()


def die_with(path: Path) -> None:
    db = Database(path)
    db.insert({"last": 1})
    os._exit(1)


def test_after_an_unclean_end_the_file_is_looked_through(path: Path) -> None:
    content = path.read_bytes()
    process = multiprocessing.get_context("spawn").Process(target=die_with, args=(path,))
    process.start()
    process.join(60)
    assert path.with_name("store.sqlite-wal").exists()
    broken_at(path, content.index(PAD.encode()) + 50)
    with refused("E-STO-01"):
        Database(path)
    broken_at(path, content.index(PAD.encode()) + 50)
    with Database(path) as db:
        assert db.all() == [{"last": 1}]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"{}", os.urandom(9000)])
def test_a_broken_file_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    with refused("E-STO-01"):
        Database(path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    foreign = apsw.Connection(str(path))
    foreign.execute("CREATE TABLE t1 (id INTEGER PRIMARY KEY, body TEXT)")
    foreign.close()
    content = path.read_bytes()
    with refused("E-STO-01"):
        Database(path)
    assert path.read_bytes() == content


def test_a_newer_store_is_not_touched(path: Path) -> None:
    with Database(path) as db:
        db.engine.session().connection.pragma("user_version", 2)
    content = path.read_bytes()
    with refused(r"E-STO-05 .*2; versi ini 1"):
        Database(path)
    assert path.read_bytes() == content


def test_a_missing_store_is_made_only_where_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    for options in ({"create": False}, {"read_only": True}):
        with refused("E-STO-10"):
            Database(path, **options)
    assert list(tmp_path.iterdir()) == []
    with refused("E-STO-04"):
        Database(tmp_path / "nowhere" / "store.sqlite")


def test_a_lost_file_beside_its_wal_is_not_begun_anew(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.with_name("store.sqlite-wal").write_bytes(b"rest")
    with refused("E-STO-01"):
        Database(path)
    assert not path.exists()


def test_read_only_reads_and_refuses_to_write(path: Path) -> None:
    with Database(path, read_only=True) as db:
        assert len(db.table("t")) == 300
        with refused("E-STO-04"):
            db.insert({})


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "OLDEST", (99, 0, 0))
    with refused("E-STO-06"):
        Database(path)


def test_the_promised_settings_are_read_back(path: Path) -> None:
    with Database(path) as db:
        connection = db.engine.session().connection
        assert connection.pragma("journal_mode") == "wal"
        assert connection.pragma("synchronous") == 2
        assert connection.pragma("checksum_verification") == "1"
        assert connection.pragma("foreign_keys") == 1
        assert connection.reserve_bytes() == 8
    assert apsw.Connection(":memory:").open_vfs != "cksmvfs"
