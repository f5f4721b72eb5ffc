"""One SQLite file, used by several processes and threads: connections, the gate and transactions."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.faults import fault
from appliance.store.gate import Gate
from appliance.store.schema import check_version, create

Row = tuple[Any, ...]

_left_behind: list[Engine | dict[threading.Thread, Session]] = []
"""Connections of a parent process: never used and never closed by a forked child."""


class Session:
    """One thread's connection. `changes` grows with each write and rollback of this thread; `reshaped` is true as
    long as its transaction has made or dropped tables, which nobody else must learn before the commit."""

    def __init__(self, path: Path, read_only: bool) -> None:
        self.pid = os.getpid()
        self.connection = connect(path, read_only=read_only)
        self.changes = 0
        self.depth = 0
        self.reshaped = False
        self._lost: ApplianceError | None = None
        self._gate = None if read_only else Gate(path)

    def rows(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """All rows of a reading statement; no cursor stays open, since that would pin the WAL."""
        try:
            return self.connection.execute(statement, args).fetchall()
        except apsw.Error as error:
            raise self._fault(error) from error

    def scan(self, statement: str) -> Iterator[Row]:
        """Rows one by one, for a caller that reads on at once; closes its cursor however it ends."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(statement)
            yield from cursor
        except apsw.Error as error:
            raise self._fault(error) from error
        finally:
            cursor.close()

    def write(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Run a writing statement; the thread must be inside `transaction`."""
        self.changes += 1
        if self._lost is not None:
            raise self._lost
        try:
            return self.connection.execute(statement, args).fetchall()
        except apsw.Error as error:
            raise self._fault(error) from error

    def write_many(self, statement: str, args: Sequence[Sequence[Any]]) -> None:
        """Run a writing statement once for each of `args`."""
        self.changes += 1
        if self._lost is not None:
            raise self._lost
        try:
            self.connection.executemany(statement, args)
        except apsw.Error as error:
            raise self._fault(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `Engine.transaction`."""
        if self.depth:
            with self._savepoint():
                yield
            return
        if self._gate is None:
            raise ApplianceError("E-STO-04", reason="dibuka hanya untuk dibaca")
        self._gate.enter()
        try:
            self.rows("BEGIN IMMEDIATE")
            self.depth, self._lost = 1, None
            try:
                yield
                if self._lost is not None:
                    raise self._lost
                self.rows("COMMIT")
            except BaseException:
                self.changes += 1
                if self.connection.in_transaction:
                    self.rows("ROLLBACK")
                raise
            finally:
                self.depth, self._lost, self.reshaped = 0, None, False
        finally:
            self._gate.leave()

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        """A part inside a transaction that is undone alone when it fails."""
        name = f"s{self.depth}"
        self.write(f"SAVEPOINT {name}")
        self.depth += 1
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.write(f"ROLLBACK TO {name}; RELEASE {name}")
            raise
        else:
            self.write(f"RELEASE {name}")
        finally:
            self.depth -= 1

    def _fault(self, error: apsw.Error) -> ApplianceError | apsw.Error:
        """Translate; and remember when SQLite has rolled the whole transaction back by itself (disk full, I/O):
        what follows would be committed alone, so nothing may follow."""
        told = fault(error, self.connection.system_errno)
        if self.depth and not self.connection.in_transaction:
            self._lost = told if isinstance(told, ApplianceError) else ApplianceError("E-STO-04", reason=str(told))
        return told

    def close(self) -> None:
        """Close the connection. The last one of all checkpoints, so it goes through the gate."""
        if self._gate is None:
            self.connection.close()
            return
        self._gate.enter()
        try:
            self.connection.close()
        finally:
            self._gate.leave()
            self._gate.close()


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
                _left_behind.append(self._sessions)
                self._sessions = {}
            for thread in [thread for thread in self._sessions if not thread.is_alive()]:
                self._sessions.pop(thread).close()
            session = Session(self.path, self._read_only)
            self._sessions[threading.current_thread()] = session
        self._local.session = session
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Gate, BEGIN IMMEDIATE, COMMIT; all undone on an exception. Within another one of the same thread it
        joins it, and a failure undoes its own part alone."""
        session = self.session()
        with session.transaction():
            yield session

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
                _left_behind.append({threading.current_thread(): session})


__all__ = ["Engine", "Row", "Session"]
