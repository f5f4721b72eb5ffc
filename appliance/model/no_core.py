"""No core files: a picture of our memory would hold names and NIKs (threat S15)."""

from __future__ import annotations

import ctypes
import resource

_PR_SET_DUMPABLE = 4
"""prctl(2). It also keeps the memory from a handler of cores in the kernel's pipe, which the limit does not."""


def no_core_files() -> None:
    """Of this process; the limit also holds for those it starts."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
