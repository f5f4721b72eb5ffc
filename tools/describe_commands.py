"""Every command of `appliance` and `province`, from the very parsers that read them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from appliance.cli.main import parser as appliance_parser
from province.cli.main import _parser as province_parser
from tools.markdown import table


def appliance_commands() -> str:
    """The commands of the terminal."""
    return _commands(appliance_parser())


def province_commands() -> str:
    """The commands of the province."""
    return _commands(province_parser())


def _commands(top: argparse.ArgumentParser) -> str:
    return table(["command", "what it does", "options"], _rows(top))


def names(top: argparse.ArgumentParser) -> list[str]:
    """Every command as it is typed: ``appliance letter issue``."""
    return [leaf.prog for leaf, _help in _leaves(top)]


def _rows(top: argparse.ArgumentParser) -> Iterator[list[str]]:
    for leaf, help_ in _leaves(top):
        own = [action for action in leaf._actions if action.dest not in ("help", "state", "json")]
        placed = [f" {action.metavar or action.dest.upper()}" for action in own if not action.option_strings]
        yield [
            f"`{leaf.prog}{''.join(placed)}`",
            help_,
            "<br>".join(_option(one) for one in own if one.option_strings),
        ]


def _leaves(parser: argparse.ArgumentParser, help_: str = "") -> Iterator[tuple[argparse.ArgumentParser, str]]:
    """Every command that does something, with its line of help, in the order of ``--help``."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield parser, help_
    for action in below:
        lines = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, child in action.choices.items():
            yield from _leaves(child, lines[name])


def _option(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    shown = f"`{action.option_strings[-1]}{value}`"
    notes = [word for word in ("needed" if action.required else "", action.help or "") if word]
    return f"{shown} ({', '.join(notes)})" if notes else shown
