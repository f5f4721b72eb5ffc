"""The command line on a village with residents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.hall import _founded, state

__all__ = ["_founded", "cli", "nik", "state"]


@pytest.fixture
def cli(state: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Calls in this process on a village of this test; letters go into a file."""
    call = CommandLine(state, capsys)
    call.json("set", "printer.path", str(state.parent / "paper.bin"))
    call.json("set", "printer.driver", "file")
    return call


@pytest.fixture
def nik(cli: CommandLine) -> str:
    """An adult who may ask for any common letter."""
    from appliance.wiring import open_terminal

    books = open_terminal(cli.state).books
    document = books.residents.by_key(1)
    books.database.close()
    assert document is not None
    return str(document["nik"])
