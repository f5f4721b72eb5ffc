"""How long a talk with a printer may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Time limits in seconds."""

    answer: float = 0.5
    """For one status byte."""
    round: float = 2.0
    """For all questions of one status."""
    lost: float = 10.0
    """After which an answer that has not come will not come any more."""
    poll: float = 1.0
    """Between two looks while waiting."""
    quiet: float = 20.0
    """For a printer that says it is fine and does not finish. It must be longer than the printing of all that its
    buffer can hold (some letters of 3 s), or one still at work on an old job counts as one that never answers."""
    job: float = 120.0
    """For the whole job, without the patience."""
    patience: float = 20.0
    """For a person to mend what stopped the job: a new roll, the cover."""
