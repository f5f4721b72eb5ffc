"""No printer: letters are issued all the same and wait."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Literal

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line


class NonePrinter:
    """A printer that is never there; `error` says why."""

    kind: Literal["none"] = "none"

    def __init__(self, columns: int, error: ApplianceError) -> None:
        self.columns, self._error = columns, error

    def connect(self) -> AbstractContextManager[Line]:
        """Raises the error, always."""
        raise ApplianceError(self._error.code, **self._error.facts)
