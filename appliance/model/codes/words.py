"""What belongs to one error code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Sentences of one code. `resident` and `clerk` are Indonesian message ids of the gettext catalogue
    (facts in braces); `mend` says in English what an operator does, and stands in `docs/operations.md`."""

    resident: str
    clerk: str
    mend: str
