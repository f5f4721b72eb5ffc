"""What the commands share."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from appliance.model.redact import told_back


class Parser(argparse.ArgumentParser):
    """An argument parser that guesses nothing, and tells nobody's number back."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse, but ``--village=--`` is refused; Python 3.11 makes an empty list of it, 3.13 a value."""
        found, rest = super().parse_known_args(args, namespace)
        if any(value in ([], "--") for value in vars(found).values()):
            self.error("'--' is no value of an option")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """As argparse, in one harmless line."""
        super().error(told_back(message))


def say(sentence: str) -> None:
    """A line for the operator on standard error."""
    print(sentence, file=sys.stderr, flush=True)
