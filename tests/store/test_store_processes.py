"""Several processes and threads on one store: one writer at a time, nobody starved, nothing lost by a kill."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.store import Database
from appliance.store.gate import Gate
from appliance.store.journal import Journal

spawn = multiprocessing.get_context("spawn")
NOW = datetime(2026, 1, 5, 9, 12, tzinfo=WIB)


def start(work: Callable[..., None], *args: Any) -> Any:
    process = spawn.Process(target=work, args=args, daemon=True)
    process.start()
    return process


def finish(*processes: Any) -> None:
    for process in processes:
        process.join(120)
        assert process.exitcode == 0


def insert_many(path: Path, writer: int, count: int) -> None:
    with Database(path) as db:
        for number in range(count):
            with db.transaction():
                key = db.table("numbers").insert({"writer": writer, "n": number})
                db.table("seen").insert({"key": key, "count": len(db.table("numbers"))})


def test_ids_are_given_once_and_each_transaction_is_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    finish(*[start(insert_many, path, writer, 60) for writer in range(3)])
    with Database(path, create=False) as db:
        rows = db.table("numbers").all()
        assert [row.doc_id for row in rows] == list(range(1, 181))
        for writer in range(3):
            assert [row["n"] for row in rows if row["writer"] == writer] == list(range(60))
        assert [(row["key"], row["count"]) for row in db.table("seen")] == [(n, n) for n in range(1, 181)]


def test_processes_that_make_the_store_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    finish(*[start(insert_many, path, writer, 3) for writer in range(4)])
    with Database(path, create=False) as db:
        assert len(db.table("numbers")) == 12


def test_threads_have_a_connection_each(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    with Database(tmp_path / "store.sqlite") as db:

        def work(writer: int) -> None:
            try:
                for number in range(40):
                    with db.transaction():
                        db.insert({"writer": writer, "n": number})
                        assert db.count(where("writer") == writer) == number + 1
            except BaseException as error:
                failures.append(error)
                raise

        threads = [threading.Thread(target=work, args=(writer,)) for writer in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert failures == []
        assert [row.doc_id for row in db.all()] == list(range(1, 161))


def test_another_writer_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db, Database(path) as other:
        db.insert({"a": 1})
        assert db.count(where("a") == 1) == 1
        other.insert({"a": 1})
        assert db.count(where("a") == 1) == 2
        assert len(db) == 2
        other.drop_tables()
        assert db.count(where("a") == 1) == 0
        assert (len(db), db.all(), db.get(doc_id=1), db.search(where("b") == 1)) == (0, [], None, [])
        other.table("x").insert({"a": 5})
        db.insert({"a": 2})
        assert other.all() == [{"a": 2}]
        other.drop_table("_default")
        db.update({"a": 3})
        db.declare("_default", "a")
        assert db.table("x").all() == [{"a": 5}]


def hold(path: Path, ready: Any, seconds: float) -> None:
    with Database(path) as db, db.transaction():
        db.insert({"held": True})
        ready.set()
        time.sleep(seconds)


def test_a_writer_waits_for_the_gate_and_readers_do_not(tmp_path: Path) -> None:
    path, ready = tmp_path / "store.sqlite", spawn.Event()
    with Database(path) as db:
        process = start(hold, path, ready, 1.0)
        assert ready.wait(60)
        assert db.count(where("held") == True) == 0  # noqa: E712
        db.insert({"held": False})
        assert [row["held"] for row in db.all()] == [True, False]
        finish(process)


def test_the_gate_gives_up_in_words(tmp_path: Path) -> None:
    one, two = (Gate(tmp_path / "store.sqlite", wait=0.05) for _ in range(2))
    one.enter()
    with pytest.raises(ApplianceError, match="E-STO-03"):
        two.enter()
    one.leave()
    two.enter()
    two.leave()


def keep_busy(path: Path, stop: Any, ready: Any) -> None:
    with Database(path) as db:
        ready.set()
        while not stop.is_set():
            with db.transaction():
                db.table("busy").insert({"a": 1})
                time.sleep(0.02)


def test_who_commits_in_a_loop_starves_nobody(tmp_path: Path) -> None:
    """Without the queue a waiter comes in by luck alone: here each of its turns costs a few of the other's."""
    path, stop, ready = tmp_path / "store.sqlite", spawn.Event(), spawn.Event()
    with Database(path) as db:
        process = start(keep_busy, path, stop, ready)
        assert ready.wait(60)
        passed = []
        for _ in range(20):
            before = len(db.table("busy"))
            with db.transaction():
                passed.append(len(db.table("busy")) - before)
                db.insert({"mine": 1})
        stop.set()
        finish(process)
        assert max(passed) <= 10


def write_until_killed(path: Path, ready: Any) -> None:
    with Database(path) as db:
        journal = Journal(db)
        while True:
            with db.transaction():
                number = len(db.table("letters")) + 1
                db.table("letters").insert({"seq": number})
                db.table("jobs").insert_multiple([{"letter": number}, {"letter": number}])
                journal.append("letter.issued", {"seq": number}, NOW)
            with (path.parent / "acknowledged").open("a") as out:
                out.write(f"{number}\n")
            ready.set()


def test_a_kill_at_any_instant_leaves_whole_transactions(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        Journal(db).open_epoch("1801042001", 1)
    for turn in range(6):
        ready = spawn.Event()
        process = start(write_until_killed, path, ready)
        assert ready.wait(60)
        time.sleep(0.013 * turn)
        os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        acknowledged = len((tmp_path / "acknowledged").read_text().splitlines())
        with Database(path, create=False) as db:
            letters = [row["seq"] for row in db.table("letters")]
            assert letters == list(range(1, len(letters) + 1))
            assert len(letters) >= acknowledged
            assert [row["letter"] for row in db.table("jobs")] == [n for n in letters for _ in range(2)]
            assert Journal(db).length() == len(letters)
            assert Journal(db).verify() is None
        (tmp_path / "acknowledged").write_text("".join(f"{n}\n" for n in letters))


def test_a_forked_child_opens_its_own_connection(tmp_path: Path) -> None:
    with Database(tmp_path / "store.sqlite") as db:
        db.insert({"by": "parent"})
        child = os.fork()
        if child == 0:  # pragma: no cover - in the child
            code = 1
            try:
                db.insert({"by": "child"})
                code = 0 if len(db) == 2 else 2
                db.close()
            finally:
                os._exit(code)
        assert os.waitpid(child, 0)[1] == 0
        assert [row["by"] for row in db.all()] == ["parent", "child"]
        db.insert({"by": "parent"})
        assert len(db) == 3
