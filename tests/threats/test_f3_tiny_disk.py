"""F3: a disk so full that not one block is left, and so small that no reserve ever lay on it: reading goes on,
letters are refused, and go on at once when there is room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appliance.store.engine import Engine
from appliance.wiring import open_terminal
from tests.support.command_line import CommandLine, Done
from tests.support.small_disk import fill, small_disk

DIE = """
import os, sys
from pathlib import Path
from appliance.desk.change_setting import change_setting
from appliance.wiring import open_terminal
terminal = open_terminal(Path(sys.argv[1]))
change_setting(terminal.office, "theme", "gelap")
os._exit(9)
"""
"""Leaves a store that nobody closed."""


@pytest.fixture
def command_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], CommandLine]:
    """Calls that leave nothing open, as those of the installed program."""
    opened: list[Engine] = []
    begin = Engine.__init__

    def noted(engine: Engine, *args: Any, **options: Any) -> None:
        begin(engine, *args, **options)
        opened.append(engine)

    class ClosingCommandLine(CommandLine):
        def bare(self, *words: str) -> Done:
            try:
                return super().bare(*words)
            finally:
                while opened:
                    opened.pop().close()

    monkeypatch.setattr(Engine, "__init__", noted)
    return lambda state: ClosingCommandLine(state, capsys)


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "cut off"])
@pytest.mark.parametrize("kib", [512, 1024, 2048, 6 * 1024, 16 * 1024])
def test_f3_a_disk_without_one_block_is_read(
    state: Path, tmp_path: Path, command_line: Callable[[Path], CommandLine], kib: int, closed: bool
) -> None:
    with small_disk(tmp_path / "disk", kib) as disk:
        shutil.copytree(state, disk / "state", ignore=shutil.ignore_patterns("*.reserve"))
        cli = command_line(disk / "state")
        nik = _adult(cli)
        cli.letter(nik)
        if not closed:
            assert subprocess.run([sys.executable, "-c", DIE, str(cli.state)], check=False).returncode == 9
            assert (cli.state / "store.sqlite-wal").stat().st_size
        ballast = fill(disk)
        for words in (("letter", "list"), ("residents", "show", nik), ("settings",), ("doctor",)):
            assert cli.json(*words)
        assert cli.json("store", "check")["ok"] is True
        assert cli.json("journal", "verify")["ok"] is True
        fill(disk)  # what closing gave back
        assert _issue(cli, nik).refusal == "E-STO-02"
        assert len(cli.json("letter", "list")) == 1
        ballast.unlink()
        assert _issue(cli, nik).value["seq"] == 2
        assert cli.json("store", "check")["ok"] is True


def _issue(cli: CommandLine, nik: str) -> Done:
    return cli("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", "keperluan=uji", "--json")


def _adult(cli: CommandLine) -> str:
    books = open_terminal(cli.state).books
    document = books.residents.by_key(1)
    books.database.close()
    assert document is not None
    return str(document["nik"])
