"""One thread's connection to the store: reading, writing, and transactions that are whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.connect import connect
from appliance.store.faults import fault
from appliance.store.gate import Gate
from appliance.store.reserve import give_away, lay_in

Row = tuple[Any, ...]


class Session:
    """`changes` grows with each write and rollback of this thread. `reshaped` is true while its transaction has
    made or dropped tables, which nobody else must learn before the commit."""

    def __init__(self, path: Path, read_only: bool) -> None:
        self.pid = os.getpid()
        self._path = path
        self.connection = connect(path, read_only=read_only)
        self.changes = 0
        self.reshaped = False
        self._depth = 0
        self._lost: ApplianceError | None = None
        self._gate = None if read_only else Gate(path)

    def rows(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """All rows of a reading statement; no cursor stays open, since that would pin the WAL."""
        try:
            return self.connection.execute(statement, args).fetchall()
        except apsw.Error as error:
            self._fail(error)

    def scan(self, statement: str) -> Generator[Row, None, None]:
        """Rows one by one, for a caller that reads on at once; the cursor is closed however it ends."""
        cursor = self.connection.cursor()
        try:
            yield from cursor.execute(statement)
        except apsw.Error as error:
            self._fail(error)
        finally:
            cursor.close()

    def write(self, statement: str, args: Sequence[Any] = ()) -> list[Row]:
        """Run a writing statement; the thread must be inside a `Transaction`."""
        self._before_write()
        try:
            return self.connection.execute(statement, args).fetchall()
        except apsw.Error as error:
            self._fail(error)

    def write_many(self, statement: str, args: Sequence[Sequence[Any]]) -> None:
        """Run a writing statement once for each of `args`; the thread must be inside a `Transaction`."""
        self._before_write()
        try:
            self.connection.executemany(statement, args)
        except apsw.Error as error:
            self._fail(error)

    def write_back(self) -> None:
        """Bring what waits in the WAL into the main file, durably; outside a transaction. Closing does so too, but
        says nothing when it fails, so whoever goes on with the main file alone asks for it here. Raises E-STO-02 to
        E-STO-04."""
        if self._gate is None:
            return
        self._gate.enter()
        try:
            [(busy, _in_wal, _written)] = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._gate.leave()
        if busy:
            raise ApplianceError("E-STO-03")

    def close(self, *, last: bool) -> None:
        """Close the connection. The `last` one of a process may be the last of all, which writes the WAL back, so
        it goes through the gate."""
        try:
            if last and self._gate is not None:
                self._gate.enter()
        finally:
            self.connection.close()
            if self._gate is not None:
                self._gate.close()

    def abandon(self) -> None:
        """In a forked child: let go of the parent's lock files, without touching its connection. The parent keeps
        what it holds; but a child that outlives it must not hold it any longer."""
        if self._gate is not None:
            self._gate.close()

    def begin(self, single: bool) -> None:
        """Begin a transaction, or a part of it that can be undone alone. See `Transaction`."""
        if self._depth == 0:
            if self._gate is None:
                raise ApplianceError("E-STO-04", reason="dibuka hanya untuk dibaca")
            self._gate.enter()
            try:
                self.rows("BEGIN IMMEDIATE")
            except BaseException:
                self._gate.leave()
                raise
        elif not single:
            self.write(f"SAVEPOINT s{self._depth}")
        self._depth += 1

    def keep(self, single: bool) -> None:
        """Commit, or join the part to the whole; undone when that fails."""
        try:
            self._before_write()
            if self._depth == 1:
                self.rows("COMMIT")
            elif not single:
                self.rows(f"RELEASE s{self._depth - 1}")
        except BaseException:
            self.undo(single)
            raise
        self._end()
        if self._depth == 0:
            lay_in(self._path)  # it is missing once the disk was full

    def undo(self, single: bool) -> None:
        """Roll back what began with the matching `begin`."""
        self.changes += 1
        try:
            if self.connection.in_transaction:
                if self._depth == 1:
                    self.rows("ROLLBACK")
                elif not single:
                    self.rows(f"ROLLBACK TO s{self._depth - 1}; RELEASE s{self._depth - 1}")
        finally:
            self._end()

    def _end(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._gate is not None:
            self._lost, self.reshaped = None, False
            self._gate.leave()

    def _before_write(self) -> None:
        """Nothing may follow in a transaction that SQLite has rolled back by itself: it would be kept alone."""
        self.changes += 1
        if self._lost is not None:
            raise self._lost

    def _fail(self, error: apsw.Error) -> NoReturn:
        """Raise the product's error for `error`. On a full disk and on I/O errors SQLite may roll back the whole
        transaction by itself; that is remembered. The reserve on the disk goes with the first sign that it is
        full, so that reading and telling go on."""
        told = fault(error, self.connection.system_errno)
        if told is not None and told.code == "E-STO-02":
            give_away(self._path)
        if self._depth and not self.connection.in_transaction:
            self._lost = told or ApplianceError("E-STO-04", reason=type(error).__name__)
        if told is None:
            raise error
        raise told from error


class Transaction:
    """Gate, BEGIN IMMEDIATE, COMMIT; all undone on an exception. Inside another one of the same thread it is a part
    of it, and a failure undoes that part alone. `single` spares a part its savepoint: the block promises to run
    one writing statement at most, which SQLite undoes by itself."""

    __slots__ = ("_session", "_single")

    def __init__(self, session: Session, single: bool) -> None:
        self._session = session
        self._single = single

    def __enter__(self) -> Session:
        self._session.begin(self._single)
        return self._session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._session.keep(self._single)
        else:
            self._session.undo(self._single)
