"""A backup is a whole store of one moment, made while others write."""

import os
import threading
from datetime import datetime
from pathlib import Path

import pytest

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.store import Database
from appliance.store.backup import backup
from appliance.store.check import check_file
from appliance.store.journal import Journal

NOW = datetime(2026, 1, 5, 9, 12, tzinfo=WIB)


def test_a_backup_is_a_store(tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.sqlite"
    target.parent.mkdir()
    target.write_bytes(b"an older copy")
    with Database(tmp_path / "store.sqlite") as db:
        db.declare("t", unique=("a",))
        db.table("t").insert({"a": 1})
        db.set_meta("village", "x")
        journal = Journal(db)
        journal.open_epoch("1801042001", 1)
        journal.append("a.b", {}, NOW)
        backup(db, target)
        db.table("t").insert({"a": 2})
        lines = journal.lines()
    assert list(target.parent.iterdir()) == [target]
    with Database(target, create=False) as copy:
        assert check_file(copy) == []
        assert copy.table("t").all() == [{"a": 1}]
        with pytest.raises(ApplianceError, match="E-STO-13"):
            copy.table("t").insert({"a": 1})
        assert copy.get_meta("village") == "x"
        assert Journal(copy).lines() == lines
        assert copy.engine.session().connection.reserve_bytes() == 8


def test_a_backup_beside_a_writer_is_of_one_moment(tmp_path: Path) -> None:
    with Database(tmp_path / "store.sqlite") as db:
        db.insert_multiple({"n": number, "pad": "x" * 500} for number in range(2000))
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                with db.transaction():
                    db.table("a").insert({})
                    db.table("b").insert({})

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(3):
                backup(db, tmp_path / f"copy{number}.sqlite")
        finally:
            stop.set()
            writer.join(60)
        for number in range(3):
            with Database(tmp_path / f"copy{number}.sqlite", create=False) as copy:
                assert len(copy.table("a")) == len(copy.table("b"))
                assert len(copy) == 2000


def test_a_store_larger_than_the_page_cache_is_copied_whole(tmp_path: Path) -> None:
    target = tmp_path / "copies" / "[copy].sqlite"
    target.parent.mkdir()
    with Database(tmp_path / "store.sqlite") as db:
        db.declare("t", "n")
        db.table("t").insert_multiple({"n": number, "pad": "x" * 2000} for number in range(4000))
        backup(db, target)
        want = db.table("t").all()
    assert target.stat().st_size > 8_000_000
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]
    with Database(target, create=False) as copy:
        assert check_file(copy) == []
        assert copy.table("t").all() == want
        copy.table("t").insert({"n": -1})


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    with Database(tmp_path / "store.sqlite") as db, pytest.raises(ApplianceError, match="E-STO-04"):
        backup(db, tmp_path / os.fsdecode(b"copy-\xff"))
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]


def test_where_no_backup_can_be_written_it_says_so(tmp_path: Path) -> None:
    with Database(tmp_path / "store.sqlite") as db:
        with pytest.raises(ApplianceError, match="E-STO-04"):
            backup(db, tmp_path / "nowhere" / "copy.sqlite")
        assert check_file(db) == []
