"""The three standard streams, whatever our caller made of them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from appliance.model.errors import ApplianceError


def set_up() -> None:
    """A closed stream becomes the null device, or the next file that we open would be taken for it; a sign that the
    terminal cannot show becomes an escape."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def output() -> Iterator[BinaryIO]:
    """Standard output as bytes, written out at the end. Raises E-CMD-09 where it cannot be written, and
    BrokenPipeError where nobody reads it any more."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go()
        raise
    except OSError as error:
        _let_go()
        raise ApplianceError("E-CMD-09", reason=error.strerror) from error


def _let_go() -> None:
    """Send what was not written to the null device; Python would try it once more at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
