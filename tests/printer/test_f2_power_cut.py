"""Threat F2: the terminal loses its power inside the picture of a letter. A new process asks a person about that
letter, and the next one comes out whole on a paper of its own; on our printer of software and on emupos."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from appliance.wiring import open_terminal
from tests.support.command_line import CommandLine
from tests.support.emupos import Emupos
from tests.support.half_printed import cut_in_the_middle
from tests.support.hall import _founded, make_hall, state
from tests.support.printer_server import PrinterServer

__all__ = ["_founded", "state"]


@pytest.fixture
def cli(state: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(state, capsys)


@pytest.fixture
def niks(state: Path) -> list[str]:
    """Two adults of different families."""
    hall = make_hall(state)
    found = [hall.parent(nth).nik or "" for nth in (0, 1)]
    hall.books.database.close()
    return found


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def cut_off_letter(cli: CommandLine, nik: str, port: int, profile: str) -> dict[str, str]:
    """A letter that waited, whose print then lost its power inside its code's picture."""
    letter = cli.letter(nik, kind="DOMISILI")
    assert letter["job"] == "queued"
    for key, value in (("host", "127.0.0.1"), ("port", str(port)), ("profile", profile), ("driver", "network")):
        cli.json("set", f"printer.{key}", value)
    terminal = open_terminal(cli.state)
    ((job, _record),) = terminal.books.jobs.find(letter=int(letter["id"]))
    terminal.books.database.close()
    cut_in_the_middle(cli.state, job, 0.7)
    return letter


@pytest.mark.parametrize("profile", ["generic", "epson-tm-t82"])
def test_the_next_letter_is_whole_and_the_torn_one_is_a_persons_question(
    cli: CommandLine, niks: list[str], profile: str
) -> None:
    with PrinterServer(Machine(load_profile(profile, 80))) as server:
        machine = server.machine
        torn = cut_off_letter(cli, niks[0], server.port, profile)
        until(lambda: machine.in_picture)
        assert machine.papers[-1].text.count(torn["number"]) == 1

        whole = cli.letter(niks[1], kind="DOMISILI")
        assert whole["job"] == "printed"
        assert [(row["id"], row["state"], row["code"]) for row in cli.json("letter", "jobs")] == [
            (torn["id"], "unsure", "E-JOB-01")
        ]
        text = machine.papers[-1].text
        assert "PEMERINTAH" in text and whole["number"] in text and whole["code"] in text
        assert torn["number"] not in text
        assert all(torn["code"] not in paper.text for paper in machine.papers), "the torn one never comes out whole"

        assert cli.json("letter", "settle", torn["id"], "--came-out", "no")["job"] == "printed"
        copy = machine.papers[-1].text
        assert torn["number"] in copy and torn["code"] in copy and copy.count("SALINAN KE-1") == 2
        assert cli.json("letter", "jobs") == []
        assert machine.complaints == []


def test_a_printer_that_is_not_ours_says_the_same(cli: CommandLine, niks: list[str], tmp_path: Path) -> None:
    with Emupos(tmp_path) as judge:
        torn = cut_off_letter(cli, niks[0], judge.port, "generic")
        judge.wait_until_alone()
        whole = cli.letter(niks[1], kind="DOMISILI")
        assert whole["job"] == "printed"
        judge.wait_until_alone()
        texts = [judge.text(index) for index in range(len(judge.receipts()))]
        (paper,) = [text for text in texts if whole["number"] in text]
        assert "PEMERINTAH" in paper and whole["code"] in paper and torn["number"] not in paper
        assert sum(torn["number"] in text for text in texts) == 1
        assert not [text for text in texts if torn["code"] in text]
        (read,) = judge.qr(texts.index(paper))
        assert whole["seal"] in read
        odd = [one["bytes"] for one in judge.unknown_commands() if one["bytes"] != "00"]
        assert len(odd) == 1 and odd[0].startswith("1d 76 30"), "nothing but the picture that was torn"
