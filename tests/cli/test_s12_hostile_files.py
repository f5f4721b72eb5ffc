"""Hostile extracts given to the installed program: it stays small, takes what is good, and ends (S12)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from appliance.registry.sampling import sample
from tests.support.command_line import PROGRAM, REFUSAL

ROOM = 600 << 20
"""Bytes of address space; more than a third of it is the program and its libraries alone."""
SMALL = 120 << 10
"""KiB resident: three times what the smallest import takes."""
HEADER, FIRST, SECOND = b"".join(sample(90, 13)).split(b"\n")[:3]
GOOD = HEADER + b"\n" + FIRST + b"\n"
MANY = 1_000_000


WATCH = f"""
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1], "w") as told:
    told.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""
"""A small process between: what a process has grown to is handed on to those that it starts, and the tests' own is
large."""


def _import(state: Path, pieces: Iterable[bytes]) -> tuple[int, Any, list[str]]:
    """Write `pieces` into the program's standard input, as far as it reads them: exit code, answer and what was
    told, of a program that stayed small."""
    out, err, grown = (state.parent / name for name in ("out", "err", "grown"))
    words = [PROGRAM, "--state", state, "residents", "import", "/dev/stdin", "--json"]
    with out.open("wb") as answer, err.open("wb") as told:
        watched = [sys.executable, "-S", "-c", WATCH, grown, *words]
        process = subprocess.Popen(watched, stdin=subprocess.PIPE, stdout=answer, stderr=told)
        assert process.stdin is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has refused the file and gone
        code = process.wait(300)
    assert int(grown.read_text()) < SMALL
    return code, json.loads(out.read_bytes() or b"null"), err.read_text("utf-8").splitlines()


def _again(piece: bytes, size: int) -> Iterator[bytes]:
    chunk = piece * (65536 // len(piece))
    for _ in range(size // len(chunk)):
        yield chunk


TAKEN: dict[str, tuple[Callable[[], Iterator[bytes]], list[str]]] = {
    "a cell of a million signs": (lambda: iter([FIRST.replace(b",", b"," + b"A" * MANY, 1)]), ["E-REG-32"]),
    "a hundred thousand cells": (lambda: iter([FIRST + b",x" * 100_000]), ["E-REG-32"]),
    "a million empty lines": (lambda: iter([b"\n" * MANY]), []),
    "a quotation mark without its partner": (
        lambda: iter([b'"' + b"x,y\n" * 100]),
        ["E-REG-31", *["E-REG-30"] * 99],
    ),
    "half a gigabyte in one line": (lambda: _again(b"AB,", 500_000_000), ["E-REG-32"]),
    "half a gigabyte of zeros": (lambda: _again(b"\0", 500_000_000), ["E-REG-34"]),
}


@pytest.mark.parametrize("name", TAKEN)
def test_s12_the_good_rows_of_a_hostile_file_are_taken(state: Path, name: str) -> None:
    hostile, codes = TAKEN[name]

    def pieces() -> Iterator[bytes]:
        yield GOOD
        yield from hostile()
        yield b"\n" + SECOND + b"\n"

    code, answer, told = _import(state, pieces())
    assert code == 0, told
    assert answer["accepted"] + answer["updated"] + answer["unchanged"] == 2
    assert [row["code"] for row in answer["rejected"]] == codes


REFUSED: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "a hundred thousand columns": (lambda: iter([HEADER + b",X" * 100_000 + b"\n" + FIRST]), "E-IMP-06"),
    "a header without end": (lambda: _again(b"NIK,NO_KK,", 100_000_000), "E-IMP-06"),
    "columns doubled": (lambda: iter([HEADER + b",NIK\n" + FIRST]), "E-IMP-09"),
    "a zip bomb": (lambda: iter([b"PK\x03\x04" + bytes(MANY)]), "E-IMP-05"),
    "entities": (lambda: iter([b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>" + b"&a;" * MANY]), "E-IMP-06"),
    "zeros": (lambda: _again(b"\0", 100_000_000), "E-IMP-03"),
    "empty lines": (lambda: _again(b"\n", 100_000_000), "E-IMP-02"),
    "empty lines after the header": (lambda: chain([GOOD], _again(b"\n", 100_000_000)), "E-IMP-10"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_s12_a_file_that_is_no_extract_is_refused(state: Path, name: str) -> None:
    hostile, refusal = REFUSED[name]
    code, answer, told = _import(state, hostile())
    assert (code, answer, len(told)) == (1, None, 1)
    assert REFUSAL.fullmatch(told[0]) and told[0].startswith(refusal), told
