"""What the commands share."""

from __future__ import annotations

import sys


def say(sentence: str) -> None:
    """A line for the operator on standard error."""
    print(sentence, file=sys.stderr, flush=True)
