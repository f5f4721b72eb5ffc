"""The store's own door: what SQLite raises becomes the product's errors here."""

from __future__ import annotations

import errno

import apsw

from appliance.model.errors import ApplianceError


def fault(error: apsw.Error, system_errno: int = 0) -> ApplianceError | apsw.Error:
    """The product's error for `error`, or `error` itself where the caller's SQL or values are to blame.

    `system_errno` is the connection's last system error: a full disk may also show as a failed read, since the
    shared-memory file cannot grow (fact sheet "store").
    """
    if isinstance(error, apsw.FullError) or (
        isinstance(error, apsw.IOError | apsw.CantOpenError) and system_errno in (errno.ENOSPC, errno.EDQUOT)
    ):
        return ApplianceError("E-STO-02")
    extended = getattr(error, "extendedresult", 0)
    if isinstance(error, apsw.CorruptError | apsw.NotADBError) or extended == apsw.SQLITE_IOERR_DATA:
        return ApplianceError("E-STO-01", reason=_reason(error))
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return ApplianceError("E-STO-03")
    if isinstance(error, apsw.IOError | apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return ApplianceError("E-STO-04", reason=_reason(error))
    if isinstance(error, apsw.ConnectionClosedError | apsw.CursorClosedError):
        return ApplianceError("E-STO-04", reason="berkas data sudah ditutup")
    if isinstance(error, apsw.TooBigError):
        return ApplianceError("E-STO-08", reason="dokumen terlalu besar")
    return error


def _reason(error: apsw.Error) -> str:
    return f"{type(error).__name__} {getattr(error, 'extendedresult', 0)}"
