"""The store's own door: what SQLite raises becomes the product's errors here."""

from __future__ import annotations

import errno

import apsw

from appliance.model.errors import ApplianceError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def fault(error: apsw.Error, system_errno: int = 0) -> ApplianceError | None:
    """The product's error for `error`, or None where the caller's SQL or values are to blame.

    `system_errno` is the connection's last system error: a full disk may also show as a failed read, since the
    shared-memory file cannot grow (fact sheet "store").
    """
    if isinstance(error, apsw.FullError) or (
        isinstance(error, apsw.IOError | apsw.CantOpenError) and system_errno in _FULL
    ):
        return ApplianceError("E-STO-02")
    if isinstance(error, apsw.CorruptError | apsw.NotADBError) or extended_code(error) == apsw.SQLITE_IOERR_DATA:
        return ApplianceError("E-STO-01", reason=_reason(error))
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return ApplianceError("E-STO-03")
    if isinstance(error, apsw.IOError | apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return ApplianceError("E-STO-04", reason=_reason(error))
    if isinstance(error, apsw.ConnectionClosedError | apsw.CursorClosedError):
        return ApplianceError("E-STO-04", reason="berkas data sudah ditutup")
    if isinstance(error, apsw.TooBigError):
        return ApplianceError("E-STO-08", reason="dokumen terlalu besar")
    if isinstance(error, apsw.SQLError) and "malformed JSON" in str(error):
        return ApplianceError("E-STO-08", reason="dokumen bersarang terlalu dalam")
    return None


def disk_fault(error: OSError) -> ApplianceError:
    """The product's error for what the disk said to a file that is not SQLite's: E-STO-02 or E-STO-04."""
    if error.errno in _FULL:
        return ApplianceError("E-STO-02")
    return ApplianceError("E-STO-04", reason=error.strerror or type(error).__name__)


def extended_code(error: apsw.Error) -> int:
    """SQLite's extended result code; 0 for errors of apsw's own."""
    return int(getattr(error, "extendedresult", 0))


def _reason(error: apsw.Error) -> str:
    return f"{type(error).__name__} {extended_code(error)}"
