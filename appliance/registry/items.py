"""What reading an extract yields, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from appliance.model.errors import Finding

Document = dict[str, Any]
"""A resident as stored: see `appliance.model.resident`."""


class Row(NamedTuple):
    """The cells of one record, in the order of the header. `line` is the physical line of the file in which the
    record begins; the header stands in line 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Told:
    line: int
    finding: Finding

    @property
    def code(self) -> str:
        """The stable code."""
        return self.finding.code

    @property
    def reason(self) -> str:
        """The clerk's sentence in Indonesian."""
        return self.finding.sentence()


@dataclass(frozen=True, slots=True)
class Rejected(_Told):
    """A row that is not taken, and why."""


@dataclass(frozen=True, slots=True)
class Warned(_Told):
    """A row that is taken and looks wrong; line 1 stands for the whole file."""


@dataclass(frozen=True, slots=True)
class Informed(_Told):
    """Something usual that a clerk may like to know."""


class Accepted(NamedTuple):
    """A row that is taken, as the document to store."""

    line: int
    document: Document


Item = Accepted | Rejected | Warned | Informed
