"""Copied as `conftest.py` beside TinyDB's released suite: every database of the suite becomes ours.

With ``SUITE_MODE=sql`` the suite's JSON and memory storages become SQLite files as well, so that every test runs
over SQL; with ``SUITE_MODE=stock`` they stay, which shows that foreign storages and middlewares behave as before.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage, MemoryStorage

from appliance.store import Database

OVER_SQL = os.environ["SUITE_MODE"] == "sql"
JSON_OPTIONS = ("ensure_ascii", "sort_keys", "indent", "separators", "access_mode")


class TinyDB(Database):
    def __init__(self, *args: Any, **options: Any) -> None:
        storage = options.get("storage")
        if OVER_SQL and storage in (MemoryStorage, JSONStorage):
            del options["storage"]
        if "storage" not in options:
            options = {key: value for key, value in options.items() if key not in JSON_OPTIONS}
            args = args or (Path(tempfile.mkdtemp()) / "test.sqlite",)
        super().__init__(*args, **options)


tinydb.TinyDB = TinyDB  # type: ignore[misc]


@pytest.fixture(params=["memory", "json"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "json":
        database = TinyDB(tmp_path / "test.db", storage=JSONStorage)
    else:
        database = TinyDB(storage=MemoryStorage)
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    return database


@pytest.fixture
def storage() -> Any:
    return CachingMiddleware(MemoryStorage)()  # type: ignore[no-untyped-call]
