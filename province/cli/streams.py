"""Standard output and error, whatever the caller made of them."""

from __future__ import annotations

import os
import sys


def set_up() -> None:
    """A closed stream becomes the null device, or the next file that we open would be taken for it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def let_go() -> None:
    """Send what waits for standard output and cannot be written to the null device: Python would try it once more
    at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
