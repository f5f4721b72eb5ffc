"""Several processes on one village at one moment."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.command_line import Done, program, spawn

WRITERS, LETTERS = 4, 4


def test_numbers_from_several_processes_are_single_and_gapless(state: Path) -> None:
    paper = state.parent / "paper.bin"
    for key, value in (("printer.path", str(paper)), ("printer.driver", "file")):
        program(state, "set", key, value)
    nik = json.loads(program(state, "journal", "list").out.splitlines()[1])["data"]["nik"]
    issue = ("letter", "issue", "--nik", nik, "--kind", "DOMISILI", "--input", "keperluan=uji", "--json")
    answers = []
    for _ in range(LETTERS):
        running = [spawn(state, *issue) for _ in range(WRITERS)]
        for process in running:
            out, err = process.communicate(timeout=120)
            answers.append(Done(process.returncode, out.decode(), err.decode()).value)
    count = WRITERS * LETTERS
    assert sorted(answer["seq"] for answer in answers) == list(range(1, count + 1))
    assert len({answer["code"] for answer in answers}) == len({answer["id"] for answer in answers}) == count
    assert {answer["job"] for answer in answers} == {"printed"}
    raw = paper.read_bytes()
    assert all(raw.count(answer["code"].encode()) == 1 for answer in answers)
    report = program(state, "store", "check", "--json").value
    assert report["ok"] and report["letters"] == count and report["jobs"] == {"printed": count}
