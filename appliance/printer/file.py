"""Printing into a file: each job's raw bytes after the last one's."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.paths import lies_in
from appliance.model.printing import Line, Outcome, Progress, Status, Waiting, wait_on
from appliance.printer.escpos import render, way_out
from appliance.printer.profile import Profile


class FilePrinter:
    """A regular file at `path`, made where it is missing. Its folder has to be there, and outside the folder
    `apart`, where the store lies."""

    kind: Literal["file"] = "file"

    def __init__(self, path: str, profile: Profile, apart: Path | None = None) -> None:
        self._path, self._profile, self._apart = path, profile, apart
        self.columns = profile.columns

    @contextmanager
    def connect(self) -> Iterator[Line]:
        """Open the file for this job alone. Raises E-PRN-10 when that cannot be, E-PRN-15 when it is in use."""
        if self._apart is not None and lies_in(self._path, self._apart):
            raise ApplianceError("E-PRN-10", path=Path(self._path).name, reason="folder data sendiri")
        try:
            handle = os.open(
                self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o640
            )
        except OSError as error:
            raise _failure(self._path, error) from error
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ApplianceError("E-PRN-10", path=Path(self._path).name, reason="bukan berkas biasa")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ApplianceError("E-PRN-15") from error
            yield _FileLine(handle, self._path, self._profile)
        finally:
            os.close(handle)


class _FileLine:
    def __init__(self, handle: int, path: str, profile: Profile) -> None:
        self._handle, self._path, self._profile = handle, path, profile

    def status(self) -> Status:
        return Status()

    def send(
        self, page: Page, progress: Progress, *, waiting: Waiting = wait_on, after_trouble: bool = False
    ) -> Outcome:
        """Append the job and force it to the disk. What cannot be written whole is taken back: E-PRN-10."""
        job = (way_out(self._profile) if after_trouble else b"") + render(page, self._profile, after_trouble)
        before = os.fstat(self._handle).st_size
        try:
            written = 0
            while written < len(job):
                written += os.write(self._handle, job[written:])
            os.fsync(self._handle)
        except OSError as error:
            os.ftruncate(self._handle, before)
            raise _failure(self._path, error) from error
        progress(len(job), len(job))
        return Outcome("printed")


def _failure(path: str, error: OSError) -> ApplianceError:
    return ApplianceError("E-PRN-10", path=path, reason=error.strerror or type(error).__name__)
