"""One SQLite connection of the province, opened so that what is committed stays (fact sheets "store", "fleet").

apsw brings its own SQLite, since that of Debian 12 has a WAL fault which two collectors on one file would meet.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError

Connection = apsw.Connection
"""What the rest of the province knows of the driver."""
OLDEST = (3, 51, 3)
_BUSY_MS = 20_000


def connect(file: Path, *, create: bool = False) -> apsw.Connection:
    """Open `file`. WAL and FULL are set and read back. Raises E-PRV-03, -04, -08, -09."""
    if tuple(map(int, apsw.sqlite_lib_version().split("."))) < OLDEST:
        raise ApplianceError("E-PRV-09", found=apsw.sqlite_lib_version())
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    with told():
        connection = apsw.Connection(str(file), flags=flags)
        connection.set_busy_timeout(_BUSY_MS)
        mode = connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "FULL")
        connection.pragma("foreign_keys", True)
        connection.pragma("cell_size_check", True)
        if (mode, connection.pragma("synchronous")) != ("wal", 2):
            raise ApplianceError("E-PRV-04", reason="WAL tidak dapat dipakai di folder ini")
    return connection


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, which a new store or its folder needs. May raise OSError."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def connect_copy(file: Path) -> apsw.Connection:
    """Open a copy of a store to read it, also on a medium that nobody can write to. Raises E-PRV-03."""
    with told():
        return apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)


def copy_into(source: apsw.Connection, file: Path) -> None:
    """Write all of `source` as of one moment to `file`, which is empty; one file, with no journal beside it.
    Raises E-PRV-03, -04."""
    with told():
        copy = apsw.Connection(str(file))
        try:
            with copy.backup("main", source, "main") as work:
                work.step(-1)
            copy.pragma("journal_mode", "delete")
        finally:
            copy.close()


@contextmanager
def writing(connection: apsw.Connection) -> Iterator[None]:
    """One transaction that owns the file from its beginning, so that two collectors never judge by old numbers."""
    with told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def reading(connection: apsw.Connection) -> Iterator[None]:
    """All reads inside are of one moment."""
    with told():
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def told() -> Iterator[None]:
    """Turn what SQLite raises into E-PRV-03, -04 or -08."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise ApplianceError("E-PRV-08") from error
    except (apsw.FullError, apsw.ReadOnlyError, apsw.IOError, apsw.PermissionsError) as error:
        raise ApplianceError("E-PRV-04", reason=_reason(error)) from error
    except apsw.Error as error:
        raise ApplianceError("E-PRV-03", reason=_reason(error)) from error
    except UnicodeDecodeError as error:  # a flipped bit in a text
        raise ApplianceError("E-PRV-03", reason="isi berkas rusak") from error
    except UnicodeEncodeError as error:  # SQLite knows names in UTF-8 alone
        raise ApplianceError("E-PRV-04", reason="nama berkas bukan UTF-8") from error


def _reason(error: Exception) -> str:
    known: dict[type[Exception], str] = {
        apsw.FullError: "penyimpanan penuh",
        apsw.ReadOnlyError: "hanya dapat dibaca",
        apsw.IOError: "kesalahan baca-tulis",
        apsw.PermissionsError: "tidak ada izin",
        apsw.NotADBError: "bukan berkas data",
        apsw.CorruptError: "isi berkas rusak",
        apsw.CantOpenError: "berkas tidak dapat dibuka",
    }
    return known.get(type(error), type(error).__name__)
