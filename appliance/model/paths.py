"""The operating system's paths, behind one prefix that a test or an image build swaps."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def os_path(path: str) -> Path:
    """`path` (absolute) below the folder in ``ANJUNGAN_PREFIX``, or below ``/``. Read at each call, so that a
    change of the variable counts at once."""
    return Path(os.environ.get("ANJUNGAN_PREFIX") or "/") / path.lstrip("/")


def lies_in(path: str | Path, folder: Path) -> bool:
    """Whether a writer to `path` would write into `folder`: by its name, through links, or by a second name of a
    file that is there. Neither has to exist. Raises ValueError for what can be no path."""
    real, home = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if real.is_relative_to(home):
        return True
    return real.is_file() and real.stat().st_nlink > 1 and _stands_in(real, home)


def _stands_in(file: Path, folder: Path) -> bool:
    for other in folder.rglob("*"):
        with suppress(FileNotFoundError):  # gone since: files of a store come and go
            if other.samefile(file):
                return True
    return False
