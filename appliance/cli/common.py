"""What every command shares: options, answers, refusals."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from appliance.locale import translator
from appliance.model.errors import ApplianceError

if TYPE_CHECKING:
    from appliance.wiring import Terminal

DEFAULT_STATE = "/var/lib/appliance"

Run = Callable[["Context", argparse.Namespace], int]


class Commands(Protocol):
    """What `argparse.ArgumentParser.add_subparsers` gives."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser:
        """Add one command."""


def shared_options(parser: argparse.ArgumentParser) -> None:
    """`--state` and `--json`, which may stand before or after the command."""
    parser.add_argument("--state", metavar="DIR", default=argparse.SUPPRESS, help="state folder")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")


def command(commands: Commands, name: str, help_: str, run: Run) -> argparse.ArgumentParser:
    """Add a command that `run` carries out."""
    parser = commands.add_parser(name, help=help_, description=help_)
    shared_options(parser)
    parser.set_defaults(run=run)
    return parser


def group(commands: Commands, name: str, help_: str) -> Commands:
    """Add a group of commands."""
    parser = commands.add_parser(name, help=help_, description=help_)
    shared_options(parser)
    return parser.add_subparsers(metavar="COMMAND", required=True)


class Context:
    """One call of the command line: its state folder, its language and how it answers."""

    def __init__(self, state: str, *, as_json: bool) -> None:
        self.state = Path(state)
        self.as_json = as_json
        self._terminal: Terminal | None = None

    def terminal(self) -> Terminal:
        """The terminal of the state folder, opened once."""
        if self._terminal is None:
            from appliance.wiring import open_terminal

            self._terminal = open_terminal(self.state)
        return self._terminal

    def answer(self, value: Any, words: str | None = None) -> int:
        """Print the answer: JSON with `--json`, else `words` (or JSON where no words say it better)."""
        if self.as_json or words is None:
            print(json.dumps(value, ensure_ascii=False, indent=None if self.as_json else 2))
        elif words:
            print(words)
        return 0

    def warn(self, sentence: str) -> None:
        """A line on standard error."""
        print(sentence, file=sys.stderr)

    def translate(self) -> Callable[[str], str]:
        """The gettext function of the set language."""
        return translator(self._terminal.language()) if self._terminal else translator("id")

    def refuse(self, error: ApplianceError) -> int:
        """Tell a refusal in one line; exit code 1."""
        self.warn(error.for_clerk(self.translate()))
        return 1

    def surprise(self, error: Exception) -> int:
        """Tell a fault of our own in one line, and where it stood, without any value of the data."""
        from appliance.model.redact import place_of

        sentence = ApplianceError("E-CMD-99", kind=type(error).__name__).for_clerk(self.translate())
        self.warn(f"{sentence} [{place_of(error)}]")
        return 1


def whole_number(name: str, text: str, low: int, high: int) -> int:
    """A whole number from the command line. Raises E-CMD-08."""
    if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
        raise ApplianceError("E-CMD-08", name=name, expected=f"{low}..{high}")
    return int(text)


def write_file(target: str, pieces: Iterable[bytes]) -> None:
    """Write a file of the user's choice, whole or not at all. Raises E-CMD-07."""
    path = Path(target)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise ApplianceError("E-CMD-07", file=path.name[:80], reason=reason) from error
