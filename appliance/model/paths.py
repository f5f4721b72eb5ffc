"""The operating system's paths, behind one prefix that a test or an image build swaps."""

from __future__ import annotations

import os
from pathlib import Path


def os_path(path: str) -> Path:
    """`path` (absolute) below the folder in ``ANJUNGAN_PREFIX``, or below ``/``. Read at each call, so that a
    change of the variable counts at once."""
    return Path(os.environ.get("ANJUNGAN_PREFIX") or "/") / path.lstrip("/")
