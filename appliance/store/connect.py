"""Opening one SQLite connection the way the promises need it, and proving that it is so."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path

import apsw

from appliance.model.errors import ApplianceError
from appliance.store.faults import disk_fault, fault
from appliance.store.schema import check_version

OLDEST = (3, 51, 3)
"""Older SQLite can corrupt a WAL file when two connections write or checkpoint at one instant."""

BUSY_MS = 10_000
"""Readers and writers meet at the gate; this waits only for foreign tools and for recovery after a crash."""

WAL_KEPT = 8 * 2**20
"""Bytes of WAL that stay for the next ones while the store is open; a commit into a file that is at its size costs
one flush instead of two. An import may make it longer for a while."""

_SETTINGS = (("synchronous", "full"), ("cell_size_check", "on"), ("foreign_keys", "on"))

_VFS = "cksmvfs"
_FROZEN = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_loading = threading.Lock()


def connect(path: Path, *, create: bool = False, read_only: bool = False, frozen: bool = False) -> apsw.Connection:
    """A connection with checksums, WAL and FULL. `create` makes the file, for `creation` and copies alone. What is
    `frozen` never changes: it is read as it lies, and no file is made beside it.

    Raises E-STO-06 for an old SQLite, E-STO-01 for a file that is broken or not ours, E-STO-05 for one of a newer
    release, E-STO-02 to E-STO-04 for what the disk says. What is refused has not been written to.
    """
    found = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if found < OLDEST:
        raise ApplianceError("E-STO-06", found=apsw.sqlite_lib_version())
    _load_checksums()
    try:
        if not create:
            _refuse_no_file(path)
        if frozen or _is_frozen(path):
            read_only = True
            connection = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", _FROZEN, vfs=_VFS)
        else:
            flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
            connection = apsw.Connection(str(path), flags | (apsw.SQLITE_OPEN_CREATE if create else 0), vfs=_VFS)
    except apsw.Error as error:
        raise (fault(error) or error) from error
    except OSError as error:
        raise disk_fault(error) from error
    try:
        connection.set_busy_timeout(BUSY_MS)
        if create:
            connection.reserve_bytes("main", 8)
        else:
            check_version(connection)
            _refuse_cut(path, int(connection.pragma("page_size")))
        if not read_only:
            connection.pragma("journal_mode", "wal")
        if not (read_only or create):
            _keep_companions(connection)
        for name, value in _SETTINGS:
            connection.pragma(name, value)
        _prove(connection, writing=not read_only)
    except apsw.Error as error:
        system = connection.system_errno
        connection.close()
        raise (fault(error, system) or error) from error
    except OSError as error:
        connection.close()
        raise disk_fault(error) from error
    except ApplianceError:
        connection.close()
        raise
    return connection


def connect_blank(path: Path) -> apsw.Connection:
    """A connection to the new and empty file `path` for a copy to be written into: with checksums from the first
    page on, without a WAL of its own. Raises E-STO-02 to E-STO-04 for what the disk says."""
    _load_checksums()
    connection: apsw.Connection | None = None
    try:
        connection = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE, vfs=_VFS)
        connection.reserve_bytes("main", 8)
        connection.pragma("user_version", 0)  # writes the header, which is what turns the checksums on
    except apsw.Error as error:
        system = 0
        if connection is not None:
            system = connection.system_errno
            connection.close()
        raise (fault(error, system) or error) from error
    return connection


def _keep_companions(connection: apsw.Connection) -> None:
    """Leave ``-wal``, emptied, and ``-shm`` where they are at closing. To open a store SQLite needs the second one
    even for reading, and on a full disk could not make it any more (F3)."""
    connection.pragma("journal_size_limit", WAL_KEPT)
    yes = ctypes.c_int(1)
    connection.file_control("main", apsw.SQLITE_FCNTL_PERSIST_WAL, ctypes.addressof(yes))


def _refuse_no_file(path: Path) -> None:
    """SQLite would take an empty file for a new database."""
    if path.exists() and not path.is_file():
        raise ApplianceError("E-STO-01", reason="bukan berkas")
    if path.exists() and path.stat().st_size == 0:
        raise ApplianceError("E-STO-01", reason="berkas kosong")


def _refuse_cut(path: Path, page: int) -> None:
    """SQLite refuses a file with too few pages, but a last page that is cut it fills up with zeros, past the
    checksums. While a WAL still holds pages, a full disk may have stopped their writing back within one."""
    if not _holds_pages(path.with_name(path.name + "-wal")) and path.stat().st_size % page:
        raise ApplianceError("E-STO-01", reason="berkas terpotong")


def _holds_pages(wal: Path) -> bool:
    return wal.exists() and wal.stat().st_size > 0


def _is_frozen(path: Path) -> bool:
    """Whether a cleanly closed store lies on a disk that has turned read-only (F3). There SQLite can make none of
    the files by which processes share a store, but may read it as one that does not change."""
    read_only = os.statvfs(path.parent).f_flag & os.ST_RDONLY
    return bool(read_only) and not _holds_pages(path.with_name(path.name + "-wal"))


def _prove(connection: apsw.Connection, writing: bool) -> None:
    """Read back what the promises stand on: a setting that did not take must not pass in silence."""
    if connection.pragma("checksum_verification") != "1":
        raise ApplianceError("E-STO-01", reason="berkas tanpa checksum")
    found = connection.pragma("journal_mode"), connection.pragma("synchronous")
    if writing and found != ("wal", 2):
        raise ApplianceError("E-STO-01", reason=f"journal_mode, synchronous = {found}")


def _load_checksums() -> None:
    """Load the checksum VFS once a process. It makes itself the default; ours is asked for by name instead, so
    that other databases of the process stay as they are."""
    with _loading:
        if _VFS in apsw.vfs_names():
            return
        from apsw import sqlite_extra

        before = apsw.vfs_names()[0]
        try:
            loader = apsw.Connection(":memory:")
            sqlite_extra.load(loader, "cksumvfs")
            loader.close()
        except (apsw.Error, LookupError, sqlite_extra.NotAvailable) as error:
            raise ApplianceError("E-STO-06", found=f"{apsw.sqlite_lib_version()}, cksumvfs") from error
        apsw.set_default_vfs(before)
