"""The command line as its callers meet it: in this process where speed counts, else as the installed program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appliance.cli.main import main

PROGRAM = Path(sys.executable).parent / "appliance"
REFUSAL = re.compile(r"E-[A-Z]{2,5}-[0-9]{2,3} \S.*")


@dataclass(frozen=True)
class Done:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The answer of a call with `--json`: one JSON value and nothing else."""
        assert self.code == 0, self.err
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The code of a refusal: exit 1, nothing on standard output, one line that begins with the code."""
        assert self.code == 1, (self.code, self.err)
        assert self.out == ""
        last = self.err.splitlines()[-1]
        assert REFUSAL.fullmatch(last), self.err
        return last.split(" ")[0]


@dataclass
class CommandLine:
    """Calls on one state folder."""

    state: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Done:
        """In this process."""
        return self.bare("--state", str(self.state), *words)

    def bare(self, *words: str) -> Done:
        """In this process, without `--state`."""
        self.capture.readouterr()
        try:
            code = main(list(words))
        except SystemExit as end:
            code = int(end.code or 0)
        told = self.capture.readouterr()
        assert "Traceback" not in told.out + told.err
        return Done(code, told.out, told.err)

    def json(self, *words: str) -> Any:
        """The answer as JSON."""
        return self(*words, "--json").value

    def letter(self, nik: str, purpose: str = "uji", kind: str = "SKTM") -> dict[str, Any]:
        """Issue a letter."""
        answer: dict[str, Any] = self.json(
            "letter", "issue", "--nik", nik, "--kind", kind, "--input", f"keperluan={purpose}"
        )
        return answer


def spawn(state: Path, *words: str | bytes, **options: Any) -> subprocess.Popen[bytes]:
    """The installed program as a process of its own."""
    command = [os.fsencode(PROGRAM), b"--state", os.fsencode(state), *map(os.fsencode, words)]
    wanted: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **{**wanted, **options})


def program(state: Path, *words: str | bytes, **options: Any) -> Done:
    """Run the installed program to its end."""
    process = spawn(state, *words, **options)
    out, err = process.communicate(timeout=120)
    told = Done(process.returncode, (out or b"").decode(), (err or b"").decode())
    assert "Traceback" not in told.out + told.err
    return told
