"""What every command shares: options, answers, refusals."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from appliance.cli.streams import output
from appliance.locale import translator
from appliance.model.errors import ApplianceError
from appliance.model.redact import told_back

if TYPE_CHECKING:
    from appliance.desk.views import JobEnd
    from appliance.wiring import Terminal

DEFAULT_STATE = "/var/lib/appliance"

Run = Callable[["Context", argparse.Namespace], int]


class Commands(Protocol):
    """What `argparse.ArgumentParser.add_subparsers` gives."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser:
        """Add one command."""


class Parser(argparse.ArgumentParser):
    """An argument parser that guesses nothing: no shortened options, and a word that begins with a hyphen is the
    value of the option before it unless it is an option itself, so that a strange value is refused as a value."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse, with such values joined to their options (``--seal=-x``)."""
        return super().parse_known_args(self._joined(sys.argv[1:] if args is None else list(args)), namespace)

    def error(self, message: str) -> NoReturn:
        """As argparse, but what was typed is told back on one line, without what may be a NIK or a PIN."""
        super().error(told_back(message))

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """As argparse, but `--` that was joined to an option is its value; in Python 3.11 it is dropped there too,
        and what is left makes argparse fail."""
        if action.option_strings and arg_strings == ["--"]:
            return "--" if action.nargs is None else arg_strings
        return super()._get_values(action, arg_strings)

    def _joined(self, words: list[str]) -> list[str]:
        joined: list[str] = []
        for word in words:
            before = self._option_string_actions.get(joined[-1]) if joined else None
            takes = before is not None and before.nargs is None
            if takes and word.startswith("-") and word.partition("=")[0] not in self._option_string_actions:
                joined[-1] += f"={word}"
            else:
                joined.append(word)
        return joined


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
        self._warned = ""

    def terminal(self) -> Terminal:
        """The terminal of the state folder, opened once."""
        if self._terminal is None:
            from appliance.wiring import open_terminal

            self._terminal = open_terminal(self.state)
        return self._terminal

    def close(self) -> None:
        """Let go of the store. Everything is committed by now: a tidying that fails is none of the command's."""
        if self._terminal is not None:
            with suppress(ApplianceError):
                self._terminal.books.database.close()

    def answer(self, value: Any, words: str | None = None) -> int:
        """Print the answer: JSON with `--json` (in ASCII, so that it is the same under every locale), else `words`
        (or JSON where no words say it better)."""
        if self.as_json:
            words = json.dumps(value)
        elif words is None:
            words = json.dumps(value, ensure_ascii=False, indent=2)
        if words:
            with output() as out:
                out.write(f"{_harmless(words)}\n".encode(sys.stdout.encoding, "backslashreplace"))
        return 0

    def warn(self, sentence: str) -> None:
        """A line on standard error."""
        self._warned = sentence
        print(sentence, file=sys.stderr)

    def say(self, sentence: str, **facts: object) -> str:
        """`sentence` in the set language, with `facts` in its braces."""
        return self.translate()(sentence).format_map(facts)

    def translate(self) -> Callable[[str], str]:
        """The gettext function of the set language; Indonesian where no terminal can be opened to ask."""
        try:
            return translator(self.terminal().language())
        except ApplianceError:
            return translator("id")

    def refuse(self, error: ApplianceError) -> int:
        """Tell a refusal in one line, unless it has just been told as a warning; exit code 1."""
        sentence = error.for_clerk(self.translate())
        if sentence != self._warned:
            self.warn(sentence)
        return 1

    def surprise(self, error: Exception) -> int:
        """Tell a fault of our own in one line, and where it stood, without any value of the data."""
        from appliance.model.redact import place_of

        sentence = ApplianceError("E-CMD-99", kind=type(error).__name__).for_clerk()
        self.warn(f"{sentence} [{place_of(error)}]")
        return 1

    def print_out(self, send: Callable[[], JobEnd]) -> str:
        """The state of a print job after `send` has tried it, with the cause on standard error where it is not
        printed. Its letter is issued whatever happens here; what ends in a fault of the store may have come out."""
        try:
            return self.told(send())
        except ApplianceError as error:
            self.warn(error.for_clerk(self.translate()))
            return "unsure"

    def told(self, end: JobEnd) -> str:
        """The state of a print job, with the cause on standard error where it is not printed."""
        if end.state != "printed":
            self.warn((end.cause or ApplianceError(end.code or "E-JOB-01")).for_clerk(self.translate()))
        return end.state


def _harmless(words: str) -> str:
    """`words` with nothing that a terminal obeys: an address or a reader's name may hold anything."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " if sign.isspace() else "?" for sign in words)


def whole_number(name: str, text: str, low: int, high: int) -> int:
    """A whole number from the command line. Raises E-CMD-08."""
    if not re.fullmatch(r"[0-9]{1,18}", text) or not low <= int(text) <= high:
        raise ApplianceError("E-CMD-08", name=name, expected=f"{low}..{high}")
    return int(text)


def seconds(name: str, text: str, high: int) -> float:
    """A time in seconds from the command line, above 0. Raises E-CMD-08."""
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text) or not 0 < float(text) <= high:
        raise ApplianceError("E-CMD-08", name=name, expected=f"0.001..{high}")
    return float(text)
