"""One SQLite file for all threads of a process: a connection each, none across a fork.

A fork inside a transaction leaves a child that cannot write (E-STO-03), since SQLite's own notes of the lock are
copied with it; new processes are better spawned.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from appliance.model.errors import ApplianceError
from appliance.store.creation import create
from appliance.store.faults import disk_fault
from appliance.store.openers import Openers, refuse_half_restored
from appliance.store.reserve import give_away, lay_in
from appliance.store.session import Row, Session, Transaction

_left_behind: list[Session] = []
"""Connections of a parent process: never used and never closed by a forked child."""


class Engine:
    """The store's file for all threads of a process."""

    def __init__(self, path: Path, *, create_missing: bool = True, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._begin_process()
        self._open = True
        self._openers: Openers | None = None
        if not _exists(path):
            if read_only or not create_missing:
                raise ApplianceError("E-STO-10", file=path.name)
            create(path)
        if read_only:
            refuse_half_restored(path)
            self.session()
        else:
            self._openers = self._look_at_file()

    def _begin_process(self) -> None:
        """Threads, locks and connections belong to this process alone, not to a child that it forks."""
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._local = threading.local()
        self._sessions: dict[threading.Thread, Session] = {}

    def _look_at_file(self) -> Openers:
        """Open the file. After an unclean end it is looked through first (E-STO-01 when it is not whole); on a
        full disk the reserve is given away to get in at all."""
        lay_in(self.path)
        openers = Openers(self.path)
        try:
            refuse_half_restored(self.path)
            try:
                session = self.session()
            except ApplianceError as error:
                if error.code != "E-STO-02" or not give_away(self.path):
                    raise
                session = self.session()
            if openers.unclean:
                problems = [str(text) for (text,) in session.rows("PRAGMA quick_check(1)")]
                if problems != ["ok"]:
                    raise ApplianceError("E-STO-01", reason=problems[0])
            openers.join()
        except BaseException:
            self.close()
            openers.leave()
            raise
        return openers

    def session(self) -> Session:
        """This thread's own connection, opened at first use; never one of the parent process."""
        session: Session | None = getattr(self._local, "session", None)
        if session is not None and session.pid == os.getpid():
            return session
        return self._new_session()

    def _new_session(self) -> Session:
        if not self._open:
            raise ApplianceError("E-STO-04", reason="berkas data sudah ditutup")
        if self._pid != os.getpid():
            for session in self._sessions.values():
                session.abandon()
            _left_behind.extend(self._sessions.values())
            self._begin_process()
        with self._lock:
            session = Session(self.path, self._read_only)
            for thread in [thread for thread in self._sessions if not thread.is_alive()]:
                self._sessions.pop(thread).close(last=False)
            self._sessions[threading.current_thread()] = session
        self._local.session = session
        return session

    def transaction(self, *, single: bool = False) -> Transaction:
        """A transaction of this thread; see `Transaction`."""
        return Transaction(self.session(), single)

    def rows(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Rows of a reading statement."""
        return self.session().rows(statement, args)

    def write_back(self) -> None:
        """Bring everything into the main file; see `Session.write_back`."""
        self.session().write_back()

    def close(self) -> None:
        """Close every connection of this process. Using the engine afterwards raises E-STO-04."""
        self._open = False
        if self._pid != os.getpid():
            return
        with self._lock:
            sessions, self._sessions = list(self._sessions.values()), {}
            self._local = threading.local()
        for session in sessions:
            session.close(last=session is sessions[-1])
        if self._openers is not None:
            self._openers.leave()
            self._openers = None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise disk_fault(error) from error
