"""What an index may answer: each private form of TinyDB's queries, and that SQLite truly uses the index."""

# ruff: noqa: S608

from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, where
from tinydb.queries import QueryInstance

from appliance.store import Database
from appliance.store.narrow import cacheable, narrow

FIELDS = frozenset({"a", "b"})
A, B = "json_extract(body,'$.a')", "json_extract(body,'$.b')"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        (where("a") == 1, ("==", ("a",), 1)),
        (where("a") == [1], ("==", ("a",), (1,))),
        (where("a") != 1, ("!=", ("a",), 1)),
        (where("a") < 1, ("<", ("a",), 1)),
        (where("a").one_of([1, 2]), ("one_of", ("a",), (1, 2))),
        (where("a").exists(), ("exists", ("a",))),
        (where("a").matches("x"), ("matches", ("a",), "x")),
        (where("a").search("x", 2), ("search", ("a",), "x")),
        (where("a").any([1]), ("any", ("a",), (1,))),
        (where("a").all([1]), ("all", ("a",), (1,))),
        (where("a").test(len), ("test", ("a",), len, ())),
        (~(where("a") == 1), ("not", ("==", ("a",), 1))),
        ((where("a") == 1) & (where("b") == 2), ("and", frozenset({("==", ("a",), 1), ("==", ("b",), 2)}))),
        ((where("a") == 1) | (where("b") == 2), ("or", frozenset({("==", ("a",), 1), ("==", ("b",), 2)}))),
        (Query().noop(), ()),
        (where("a").map(len) == 1, None),
    ],
)
def test_the_private_forms_are_as_the_pinned_release_makes_them(query: QueryInstance, form: object) -> None:
    assert query._hash == form


def test_the_form_of_a_fragment_has_no_path() -> None:
    assert Query().fragment({"a": 1})._hash == ("fragment", {"a": 1})


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        (where("a") == "x", (f"{A}=?", ("x",))),
        (where("a") == True, (f"{A}=?", (1,))),  # noqa: E712 - TinyDB's way to ask
        (where("a") == 2**63 - 1, (f"{A}=?", (2**63 - 1,))),
        (where("a").one_of(["x", 1]), (f"{A} IN (SELECT value FROM json_each(?))", ('["x", 1]',))),
        ((where("a") == 1) & (where("c") == 2), (f"({A}=?)", (1,))),
        ((where("b") == 1) & (where("a") == 2), (f"({A}=? AND {B}=?)", (2, 1))),
        ((where("b") == 1) | (where("a") == "x"), (f"({A}=? OR {B}=?)", ("x", 1))),
    ],
)
def test_equality_narrows(query: QueryInstance, condition: object) -> None:
    assert narrow(query, FIELDS) == condition


class Odd(str):
    """Equal to whatever it likes."""


@pytest.mark.parametrize(
    "query",
    [
        where("c") == 1,
        Query().a.b == 1,
        where("a") == 1.0,
        where("a") == None,  # noqa: E711
        where("a") == [1],
        where("a") == {"b": 1},
        where("a") == 2**63,
        where("a") == "x\0y",
        where("a") == "\ud800",
        where("a") == Odd("x"),
        where("a").one_of([1, None]),
        where("a").one_of("xyz"),
        where("a") != 1,
        ~(where("a") == 1),
        (where("a") == 1) | (where("c") == 2),
        where("a").exists(),
        Query().fragment({"a": 1}),
        Query().noop(),
        lambda document: True,
    ],
)
def test_all_else_scans(query: Any) -> None:
    assert narrow(query, FIELDS) is None


def test_a_query_of_another_class_scans() -> None:
    class Contrary(QueryInstance):
        def __call__(self, value: object) -> bool:
            return not super().__call__(value)  # type: ignore[arg-type]

    asked = where("a") == 1
    assert narrow(Contrary(asked._test, asked._hash), FIELDS) is None


@pytest.mark.parametrize(
    "query",
    [
        where("a").matches("x"),
        ~where("a").search("x"),
        (where("a") == 1) & (where("b").matches("x") | (where("b") == 2)),
        where("a").any(where("b").matches("x")),
        where("a").map(len) == 1,
    ],
)
def test_regular_expressions_are_never_remembered(query: QueryInstance) -> None:
    assert not cacheable(query)


@pytest.mark.parametrize("query", [where("a") == 1, where("a").any([1]), where("a").test(len), len])
def test_others_are(query: Any) -> None:
    assert cacheable(query)


@pytest.mark.parametrize(
    "query",
    [
        where("a") == "x",
        where("a").one_of([1, "x", True]),
        (where("a") == 1) & (where("c") == 2),
        (where("a") == 1) | (where("b") == "x"),
        (where("a") == 1) | (where("b").one_of([1, 2])),
        ((where("a") == 1) & (where("b") == 2)) | (where("b") == 3),
    ],
)
def test_sqlite_uses_the_index(tmp_path: Path, query: QueryInstance) -> None:
    with Database(tmp_path / "s.sqlite") as db:
        db.declare("t", "a", "b")
        db.table("t").insert_multiple({"a": number, "b": str(number)} for number in range(50))
        found = narrow(query, FIELDS)
        assert found is not None
        statement = f"EXPLAIN QUERY PLAN SELECT id, body FROM t1 WHERE {found[0]}"
        plan = [row[3] for row in db.engine.rows(statement, found[1])]
        assert any("USING INDEX t1_" in step for step in plan)
        assert not any(step.startswith("SCAN t1") for step in plan)
