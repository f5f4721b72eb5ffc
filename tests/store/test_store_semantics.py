"""Where TinyDB says nothing, or something else: what the store does on purpose."""

# ruff: noqa: PT012 - what fails is the transaction's whole block

import math
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from appliance.model.errors import ApplianceError
from appliance.store import Database
from appliance.store.storage import SqlStorage


@pytest.fixture
def db(tmp_path: Path) -> Any:
    with Database(tmp_path / "store.sqlite") as database:
        yield database


def refused(code: str) -> Any:
    return pytest.raises(ApplianceError, match=code)


@pytest.mark.parametrize(
    "document",
    [
        {"a": math.nan},
        {"a": [{"b": -math.inf}]},
        {1: "a", "1": "b"},
        {"a": {None: 1, "null": 2}},
        {"a": [({True: 1, "true": 2},)]},
    ],
)
@pytest.mark.parametrize("indexed", [True, False])
def test_what_json_cannot_hold_is_refused(db: Database, document: dict[Any, Any], indexed: bool) -> None:
    if indexed:
        db.declare("t", "a")
    table = db.table("t")
    with refused("E-STO-08"):
        table.insert(document)
    with refused("E-STO-08"):
        table.insert_multiple([{"a": 1}, document])
    assert table.all() == []
    table.insert({"a": 1})
    with refused("E-STO-08"):
        table.update(document)
    assert table.all() == [{"a": 1}]


def test_keys_become_text_as_in_stock(db: Database) -> None:
    db.insert({1: "a", None: "b"})
    assert db.all() == [{"1": "a", "null": "b"}]


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "é", "😀", "'", '"', "\\", "\u2028"])
def test_any_text_comes_back(db: Database, text: str) -> None:
    db.declare("t", "a", unique=("b",))
    table = db.table("t")
    table.insert({"a": text, "b": text, text: 1})
    assert table.search(where("a") == text) == [{"a": text, "b": text, text: 1}]


def test_a_document_nested_too_deep_for_an_index_is_refused(db: Database) -> None:
    deep: Any = 1
    for _ in range(1100):
        deep = [deep]
    db.declare("t", "a")
    with pytest.raises((ApplianceError, RecursionError)):
        db.table("t").insert({"a": 1, "b": deep})
    assert len(db.table("t")) == 0


@pytest.mark.parametrize(
    "name", ["", "t1", "T1", "sqlite_master", "meta", "journal", "a b'\";--", "Ä", "\0", "\ud800"]
)
def test_any_table_name(db: Database, name: str) -> None:
    db.table(name).insert({"a": 1})
    db.table(name.swapcase() + "x").insert({"a": 2})
    assert db.tables() == {name, name.swapcase() + "x"}
    assert db.table(name).all() == [{"a": 1}]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 1.5, "x", None])
def test_an_id_that_is_no_row_is_refused(db: Database, number: Any) -> None:
    with refused("E-STO-08"):
        db.insert(Document({}, number))


def test_no_id_is_left_after_the_last(db: Database) -> None:
    db.insert(Document({}, 2**63 - 1))
    with refused("E-STO-08"):
        db.insert({})
    assert len(db) == 1


def test_a_resident_needs_an_id(db: Database) -> None:
    residents = db.table("residents")
    for insert in (
        lambda: residents.insert({"nik": "1"}),
        lambda: residents.insert_multiple([Document({"nik": "1"}, 1), {"nik": "2"}]),
        lambda: residents.upsert({"nik": "1"}, where("nik") == "1"),
    ):
        with refused("E-STO-08"):
            insert()
    assert len(residents) == 0
    assert residents.insert(Document({"nik": "1"}, 7)) == 7


def test_the_id_of_a_removed_last_document_is_given_again_after_opening_only(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        db.insert_multiple([{}, {}])
        db.remove(doc_ids=[2])
        assert db.insert({}) == 3
        db.remove(doc_ids=[3])
    with Database(path) as db:
        assert db.insert({}) == 2


def test_documents_come_in_the_order_of_ids(db: Database) -> None:
    db.declare("_default", "a")
    db.insert_multiple(
        [Document({"a": 1, "n": 9}, 9), Document({"a": 1, "n": 2}, 2), Document({"a": 1, "n": -5}, -5)]
    )
    for found in (
        db.all(),
        list(db),
        db.search(where("a") == 1),
        db.search(where("a") > 0),
        db.get(doc_ids=[9, 2, -5]),
    ):
        assert [document["n"] for document in found] == [-5, 2, 9]


def test_a_failed_update_leaves_nothing_behind(db: Database) -> None:
    def fail_late(document: Any) -> None:
        document["a"] = 0
        if document["n"] == 700:
            raise KeyError("late")

    db.insert_multiple({"a": 1, "n": number} for number in range(1000))
    with pytest.raises(KeyError):
        db.update(fail_late)
    assert db.count(where("a") == 1) == 1000
    with db.transaction():
        db.insert({"n": 1000})
        with pytest.raises(KeyError):
            db.update(fail_late, where("n") >= 0)
    assert db.count(where("a") == 1) == 1000
    assert len(db) == 1001


def test_a_part_of_a_transaction_is_undone_alone_and_the_whole_together(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db.insert({"a": 1})
        raise RuntimeError
    assert db.tables() == set()
    with db.transaction():
        db.table("kept").insert({"a": 1})
        with pytest.raises(RuntimeError), db.transaction():
            db.table("kept").insert({"a": 2})
            db.table("lost").insert({"a": 3})
            db.set_meta("lost", "x")
            raise RuntimeError
        db.table("kept").insert({"a": 4})
    assert db.tables() == {"kept"}
    assert db.table("kept").all() == [{"a": 1}, {"a": 4}]
    assert db.get_meta("lost") is None


def test_a_table_made_and_undone_is_not_taken_for_the_next_one(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db.table("one").insert({"a": 1})
        assert db.table("one").all() == [{"a": 1}]
        raise RuntimeError
    db.table("two").insert({"a": 2})
    assert db.table("one").all() == []
    assert db.table("two").all() == [{"a": 2}]


def test_a_remembered_answer_is_nobody_elses_to_change(db: Database) -> None:
    db.insert({"a": [1]})
    for _ in range(2):
        found = db.search(where("a").exists())
        assert found == [{"a": [1]}]
        found[0]["a"].append(2)


def test_flags_of_a_regular_expression_count(db: Database) -> None:
    db.insert({"a": "ABC"})
    assert db.search(where("a").matches("abc")) == []
    assert len(db.search(where("a").matches("abc", 2))) == 1


def test_rollback_forgets_remembered_answers(db: Database) -> None:
    db.insert({"a": 1})
    with pytest.raises(RuntimeError), db.transaction():
        db.insert({"a": 1})
        assert db.count(where("a") == 1) == 2
        raise RuntimeError
    assert db.count(where("a") == 1) == 1


def test_writing_while_walking_ends(db: Database) -> None:
    db.insert_multiple({"n": number} for number in range(1200))
    seen = []
    for document in db:
        seen.append(document["n"])
        db.insert({"n": -1})
        db.remove(doc_ids=[document.doc_id])
    assert seen == list(range(1200))
    assert db.count(where("n") == -1) == 1200


def test_a_generator_is_read_before_the_lock(db: Database) -> None:
    def rows() -> Any:
        yield {"n": len(db)}
        with db.transaction():
            yield {"n": len(db)}

    db.insert_multiple(rows())
    assert db.all() == [{"n": 0}, {"n": 0}]


def test_declared_indexes_stay_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path) as db:
        db.declare("t", "a", unique=("b",))
        db.declare("t", "a", unique=("b",))
        assert db.tables() == set()
        db.table("t").insert({"a": 1, "b": 1})
    with Database(path) as db:
        table = db.table("t")
        with refused("E-STO-13"):
            table.insert({"b": 1})
        with refused("E-STO-13"):
            table.insert_multiple([{"b": 2}, {"b": 2}])
        table.insert_multiple([{}, {}, {"b": None}, {"b": None}, {"b": "1"}])
        with refused("E-STO-13"):
            table.update({"b": 1}, doc_ids=[2])
        assert len(table) == 6
        db.drop_table("t")
        db.table("t").insert({"b": 1})
        with refused("E-STO-13"):
            db.table("t").insert({"b": 1})


def test_an_index_declared_late_finds_what_is_there(db: Database) -> None:
    table = db.table("t")
    table.insert_multiple({"a": number % 3} for number in range(9))
    assert len(table.search(where("a") == 1)) == 3
    db.declare("t", "a")
    assert len(table.search(where("a") == 1)) == 3
    with refused("E-STO-13"):
        db.declare("t", unique=("a",))
    assert len(table.search(where("a") == 1)) == 3


@pytest.mark.parametrize("field", ["a.b", "ä", "", "a'b", "1a"])
def test_only_plain_names_have_an_index(db: Database, field: str) -> None:
    with refused("E-STO-08"):
        db.declare("t", field)


def test_drop_tables_leaves_journal_and_facts(db: Database) -> None:
    db.set_meta("village", "x")
    db.sql("INSERT INTO journal (number, body) VALUES (1, ?)", (b"line",))
    db.insert({"a": 1})
    db.drop_tables()
    assert db.tables() == set()
    assert db.get_meta("village") == "x"
    assert db.meta("vil") == {"village": "x"}
    assert db.sql("SELECT number FROM journal") == [(1,)]


def test_over_a_foreign_storage_it_is_stock() -> None:
    db = Database(storage=CachingMiddleware(MemoryStorage))
    assert type(db.table("t")) is Table
    db.insert({"a": 1})
    with pytest.raises(TypeError):
        db.declare("t", "a")
    with pytest.raises(TypeError), db.transaction():
        pass


def test_the_file_may_stand_under_a_middleware(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Database(path, storage=CachingMiddleware(SqlStorage)) as db:
        db.table("t").insert_multiple([{"a": 1}, {"a": 2}])
    with Database(path) as db:
        assert db.table("t").all() == [{"a": 1}, {"a": 2}]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    db = Database(tmp_path / "store.sqlite")
    db.close()
    db.close()
    with refused("E-STO-04"):
        db.all()
    assert [left.stat().st_size for left in tmp_path.glob("*-wal")] == [0]
