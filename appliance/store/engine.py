"""One SQLite file for all threads of a process: a connection each, none across a fork."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from appliance.model.errors import ApplianceError
from appliance.store.gate import Gate
from appliance.store.schema import check_version, create
from appliance.store.session import Row, Session, Transaction

_left_behind: list[Session] = []
"""Connections of a parent process: never used and never closed by a forked child."""


class Engine:
    """The store's file for all threads of a process."""

    def __init__(self, path: Path, *, create_missing: bool = True, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._lock = threading.Lock()
        self._local = threading.local()
        self._sessions: dict[threading.Thread, Session] = {}
        self._open = True
        if not path.exists():
            if read_only or not create_missing:
                raise ApplianceError("E-STO-10", file=path.name)
            self._create()
        check_version(self.session().connection)

    def _create(self) -> None:
        gate = Gate(self.path)
        gate.enter()
        try:
            if not self.path.exists():
                create(self.path)
        finally:
            gate.leave()
            gate.close()

    def session(self) -> Session:
        """This thread's own connection, opened at first use; never one of the parent process."""
        session: Session | None = getattr(self._local, "session", None)
        if session is not None and session.pid == os.getpid():
            return session
        return self._new_session()

    def _new_session(self) -> Session:
        if not self._open:
            raise ApplianceError("E-STO-04", reason="berkas data sudah ditutup")
        with self._lock:
            if any(session.pid != os.getpid() for session in self._sessions.values()):
                _left_behind.extend(self._sessions.values())
                self._sessions = {}
            for thread in [thread for thread in self._sessions if not thread.is_alive()]:
                self._sessions.pop(thread).close()
            session = Session(self.path, self._read_only)
            self._sessions[threading.current_thread()] = session
        self._local.session = session
        return session

    def transaction(self, *, single: bool = False) -> Transaction:
        """A transaction of this thread; see `Transaction`."""
        return Transaction(self.session(), single)

    def rows(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Rows of a reading statement."""
        return self.session().rows(statement, args)

    def close(self) -> None:
        """Close every connection of this process. Using the engine afterwards raises E-STO-04."""
        with self._lock:
            self._open = False
            sessions, self._sessions = self._sessions, {}
            self._local = threading.local()
        for session in sessions.values():
            if session.pid == os.getpid():
                session.close()
            else:
                _left_behind.append(session)
