"""Standard streams as bad callers leave them, tried on the installed program."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.command_line import PROGRAM, program, spawn

FULL = Path("/dev/full")


def shell(state: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell with `$A` for the program on `state`."""
    environment = {**os.environ, "A": f"{PROGRAM} --state {state}"}
    return subprocess.run(
        ["sh", "-c", line], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_pager_that_was_closed_is_no_fault(state: Path) -> None:
    process = spawn(state, "journal", "list")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_an_answer_that_cannot_be_written_is_told(state: Path) -> None:
    for words in ("settings --json", "journal list", "set theme gelap"):
        done = shell(state, f"$A {words} >/dev/full")
        assert done.returncode == 1 and done.stderr.startswith("E-CMD-09 ")
        assert done.stderr.count("\n") == 1
    assert json.loads(program(state, "settings", "--json").out)["theme"] == "gelap"


def test_closed_streams_are_never_mistaken_for_files(state: Path) -> None:
    paper = state.parent / "paper.bin"
    program(state, "set", "printer.path", str(paper))
    program(state, "set", "printer.driver", "file")
    for closed in (">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        done = shell(state, f"$A letter list --json {closed}")
        assert done.returncode == 0 and done.stderr == ""
        assert shell(state, f"$A letter print 99 {closed}").returncode == 1
    done = shell(state, "$A settings --nonsense 2>&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert program(state, "store", "check", "--json").value["ok"] is True
    assert not paper.exists()


def test_a_refusal_never_lands_in_the_answer(state: Path) -> None:
    assert shell(state, "$A letter print 99 --json 2>&-").stdout == ""


def test_words_come_out_under_any_locale(state: Path) -> None:
    for locale in ("C", "POSIX", "C.UTF-8"):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
        del environment["PYTHONUTF8"]
        done = program(state, "set", "village.head_name", "ÉLISABÈT", env=environment)
        assert done.code == 0
        value = program(state, "settings", "--json", env=environment).value
        assert value["village.head_name"] == "ÉLISABÈT"


def test_bytes_that_are_no_text_are_refused_as_a_value(state: Path) -> None:
    for words in ([b"residents", b"show", b"\xff\xfe"], [b"set", b"village.rule", b"\xff"]):
        assert program(state, *words).refusal in ("E-REG-01", "E-CMD-06")
    assert program(state, b"letter", b"verify", b"--seal", b"\xff\x00"[:1], b"--json").value["valid"] is False
