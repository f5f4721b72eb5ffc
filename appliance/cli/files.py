"""Files that a command writes where the user says."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.model.paths import lies_in


def write_file(target: str, pieces: Iterable[bytes], state: Path) -> None:
    """Write a file whole or not at all; a device or pipe that stands there is written to and stays what it is.
    Raises E-CMD-07, also for what lies in the folder `state`."""
    path = Path(target)
    with _told(path):
        real = _apart(path, state)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as file:
                file.writelines(pieces)
            return
        path = real
        part = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def target_of_copy(target: str, state: Path) -> Path:
    """Where a copy of the store may be put: a new file or an older copy, never something else and never anything in
    the folder `state`. Raises E-CMD-07."""
    path = Path(target)
    with _told(path):
        path = _apart(path, state)
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "bukan berkas biasa")
    return path


def _apart(path: Path, state: Path) -> Path:
    """`path` without links, when it lies outside the state folder: no file that a person names may take the place
    of the store, of its copies or of a key."""
    if lies_in(path, state):
        raise OSError(errno.EINVAL, "folder data sendiri; pilih folder lain")
    return Path(os.path.realpath(path))


_GIVEN = ("/dev/", "/proc/self/fd/")
"""Where pipes stand that our caller has opened for us (``/dev/stdin``, ``/dev/fd/63``)."""


class ReadFile:
    """A file of the user's, open for reading. Raises E-IMP-01 where it cannot be opened or read on, and for a pipe
    by name, which would wait for its writer for ever."""

    def __init__(self, source: str) -> None:
        self._path = Path(source)
        with _told(self._path, "E-IMP-01"):
            if self._path.is_fifo() and not source.startswith(_GIVEN):
                raise OSError(errno.EINVAL, "bukan berkas biasa")
            self._file = self._path.open("rb")

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        with _told(self._path, "E-IMP-01"):
            return self._file.read(size)

    def __enter__(self) -> ReadFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def _told(path: Path, code: str = "E-CMD-07") -> Iterator[None]:
    """Turn what the system says of `path` into the product's error. ValueError: a path that cannot be one."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise ApplianceError(code, file=path.name[:80], reason=reason) from error
