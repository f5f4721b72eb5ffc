"""What the system says of a path, told as the province tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from appliance.model.errors import ApplianceError


@contextmanager
def disk_told(code: str = "E-PRV-04") -> Iterator[None]:
    """Turn what the system refuses (room, rights, a name that is too long) into `code`, whose sentence takes a
    `reason`. ValueError: a text that cannot be a path at all."""
    try:
        yield
    except OSError as error:
        raise ApplianceError(code, reason=error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise ApplianceError(code, reason="nama berkas tidak sah") from error
