"""The same surroundings for every test: one zone, one language, no proxy between us and the loopback."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from appliance.store.engine import Engine

settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
"""The suite looks at the same examples each time; ``HYPOTHESIS_PROFILE=explore`` looks for new ones."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Also for the processes that a test starts."""
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.delenv("APPLIANCE_STATE", raising=False)
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store that a test opened is closed with it: hundreds of tests share one process and its file handles."""
    opened: list[Engine] = []
    begin = Engine.__init__

    def noted(engine: Engine, *args: Any, **options: Any) -> None:
        begin(engine, *args, **options)
        opened.append(engine)

    monkeypatch.setattr(Engine, "__init__", noted)
    yield
    for engine in opened:
        engine.close()
