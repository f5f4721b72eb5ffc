"""Whatever documents and whatever query: the store gives what stock TinyDB gives, with and without indexes."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import Query, TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from appliance.store import Database

FIELDS = ("a", "b", "c")

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([2**53 + 1, 2**63 - 1, -(2**63), 2**63, 10**30])
    | st.floats(-3, 3, allow_nan=False)
    | st.sampled_from([0.0, -0.0, 1.0, 1e16, float(2**53), 9.2e18, 1e300])
    | st.text(max_size=3)
    | st.sampled_from(["", "a", "A", "1", "true", "null", "[1]", "a\0b", "\ud800", "é", "e\u0301", "😀"])
)
values = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.sampled_from("ab"), scalars, max_size=2)
documents = st.dictionaries(st.sampled_from([*FIELDS, "ä", "a.b"]), values, max_size=4)


def simple_queries() -> st.SearchStrategy[QueryInstance]:
    field = st.sampled_from(FIELDS).map(where)
    return st.one_of(
        st.builds(lambda path, value: path == value, field, values),
        st.builds(lambda path, value: path != value, field, scalars),
        st.builds(lambda path, items: path.one_of(items), field, st.lists(scalars, max_size=4)),
        st.builds(lambda path: path.exists(), field),
        st.builds(lambda path: path.matches("a"), field),
        st.builds(lambda path: path.test(lambda value: bool(value)), field),
        st.builds(lambda path, value: path["b"] == value, field, scalars),
        st.just(Query().noop()),
    )


queries = st.recursive(
    simple_queries(),
    lambda inner: st.one_of(
        st.builds(lambda one, other: one & other, inner, inner),
        st.builds(lambda one, other: one | other, inner, inner),
        st.builds(lambda one: ~one, inner),
    ),
    max_leaves=5,
)


def shown(found: list[Document]) -> list[tuple[int, str]]:
    """Ids and contents, so that 1, 1.0 and True are three things."""
    return [(document.doc_id, repr(dict(document))) for document in found]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Database(tmp_path_factory.mktemp("property") / "s.sqlite") as db:
        db.declare("t", *FIELDS)
        yield db.table("t"), TinyDB(storage=MemoryStorage).table("t")


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(documents, max_size=8), query=queries)
def test_a_query_by_index_equals_a_scan(pair: Any, rows: list[dict[str, Any]], query: QueryInstance) -> None:
    ours, stock = pair
    for table in pair:
        table.truncate()
        table.insert_multiple(rows)
    expected = stock.search(query)
    assert shown(ours.search(query)) == shown(expected)
    assert ours.count(query) == len(expected)
    assert ours.contains(query) == bool(expected)
    first = ours.get(query)
    assert shown([first] if first is not None else []) == shown(expected[:1])
    assert ours.update({"new": 1}, query) == stock.update({"new": 1}, query)
    assert ours.remove(query) == stock.remove(query)
    assert shown(ours.all()) == shown(stock.all())


class SameAsStock(RuleBasedStateMachine):
    """Any order of writes leaves the same documents as stock TinyDB, in the order of ids. A new id is above all
    there are and all that were given since the table was emptied (stock may give one again)."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.db = Database(self.folder / f"{len(list(self.folder.iterdir()))}.sqlite")
        self.db.declare("t", *FIELDS)
        self.ours, self.stock = self.db.table("t"), TinyDB(storage=MemoryStorage).table("t")
        self.highest = 0

    def expect(self, row: dict[str, Any]) -> int:
        self.highest += 1
        return self.stock.insert(Document(row, self.highest))

    @rule(row=documents)
    def insert(self, row: dict[str, Any]) -> None:
        assert self.ours.insert(row) == self.expect(row)

    @rule(rows=st.lists(documents, max_size=3))
    def insert_multiple(self, rows: list[dict[str, Any]]) -> None:
        assert self.ours.insert_multiple(rows) == [self.expect(row) for row in rows]

    @rule(row=documents, number=st.integers(1, 12))
    def insert_with_id(self, row: dict[str, Any], number: int) -> None:
        if self.stock.contains(doc_id=number):
            with pytest.raises(ValueError, match="already exists"):
                self.ours.insert(Document(row, number))
        else:
            assert self.ours.insert(Document(row, number)) == self.stock.insert(Document(row, number)) == number
            self.highest = max(self.highest, number)

    @rule(row=documents, query=queries)
    def upsert(self, row: dict[str, Any], query: QueryInstance) -> None:
        updated = self.stock.update(row, query)
        assert self.ours.upsert(row, query) == (sorted(updated) or [self.expect(row)])

    @rule(query=queries)
    def remove(self, query: QueryInstance) -> None:
        assert self.ours.remove(query) == sorted(self.stock.remove(query))

    @rule(numbers=st.lists(st.integers(1, 12), max_size=3, unique=True))
    def by_ids(self, numbers: list[int]) -> None:
        assert shown(self.ours.get(doc_ids=numbers)) == sorted(shown(self.stock.get(doc_ids=numbers)))
        assert self.ours.update({"b": 1}, doc_ids=numbers) == self.stock.update({"b": 1}, doc_ids=numbers)

    @rule()
    def truncate(self) -> None:
        self.ours.truncate()
        self.stock.truncate()
        self.highest = 0

    @invariant()
    def same(self) -> None:
        if hasattr(self, "db"):
            assert shown(self.ours.all()) == sorted(shown(self.stock.all()))
            assert len(self.ours) == len(self.stock)

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()


def test_any_order_of_writes_equals_stock(tmp_path: Path) -> None:
    SameAsStock.folder = tmp_path
    case = SameAsStock.TestCase
    case.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
    case().runTest()


@pytest.mark.parametrize(
    "key", [1, 2, "2", 2.0, True, math.nan, math.inf, "02", " 2", "x", -1, 2**70, "²", None.__class__]
)
def test_an_id_is_looked_up_as_stock_does(tmp_path: Path, key: Any) -> None:
    stock = TinyDB(storage=MemoryStorage).table("t")
    with Database(tmp_path / "s.sqlite") as db:
        for table in (db.table("t"), stock):
            table.insert_multiple([{"a": 1}, {"a": 2}])
        assert db.table("t").get(doc_id=key) == stock.get(doc_id=key)
        assert db.table("t").contains(doc_id=key) == stock.contains(doc_id=key)
        assert db.table("t").get(doc_ids=[key]) == stock.get(doc_ids=[key])
        assert db.table("t").update({"b": 1}, doc_ids=[key]) == stock.update({"b": 1}, doc_ids=[key])
        assert db.table("t").all() == stock.all()
        assert db.table("t").remove(doc_ids=[key]) == stock.remove(doc_ids=[key])
        assert db.table("t").all() == stock.all()
