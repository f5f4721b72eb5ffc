"""`letter jobs` and `letter settle`: a person's answer about a paper, at the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.wiring import open_terminal
from tests.support.command_line import CommandLine


@pytest.fixture
def cut_off(cli: CommandLine, nik: str) -> str:
    """A letter whose print was cut off by a power cut; its id."""
    cli.json("set", "printer.driver", "none")
    letter = str(cli.letter(nik)["id"])
    books = open_terminal(cli.state).books
    ((key, job),) = books.jobs.find(letter=int(letter))
    books.jobs.put(key, replace(job, state="sending"))
    books.database.close()
    cli.json("set", "printer.driver", "file")
    return letter


def paper(cli: CommandLine) -> bytes:
    file = cli.state.parent / "paper.bin"
    return file.read_bytes() if file.exists() else b""


def test_the_list_names_what_waits_and_why(cli: CommandLine, nik: str, cut_off: str) -> None:
    cli.json("set", "printer.driver", "none")
    waiting = cli.letter(nik)
    cli.json("set", "printer.driver", "file")
    printed = cli.letter(nik)
    found = cli.json("letter", "jobs")
    numbers = {row["id"]: row["number"] for row in cli.json("letter", "list")}
    assert [(row["id"], row["state"], row["code"]) for row in found] == [
        (cut_off, "unsure", "E-JOB-01"),
        (waiting["id"], "queued", "E-PRN-08"),
    ]
    assert all(row["number"] == numbers[row["id"]] for row in found)
    assert {tuple(row) for row in found} == {("id", "number", "state", "code", "made_at")}
    assert printed["job"] == "printed"
    words = cli("letter", "jobs")
    assert (words.code, words.err) == (0, "")
    assert f"{numbers[cut_off]}  unsure  E-JOB-01" in words.out


def test_it_came_out(cli: CommandLine, cut_off: str) -> None:
    assert cli.json("letter", "settle", cut_off, "--came-out", "yes") == {"id": cut_off, "job": "printed"}
    assert paper(cli) == b""
    assert cli.json("letter", "jobs") == []
    assert cli("letter", "jobs").out == "Tidak ada yang menunggu.\n"
    assert cli("letter", "settle", cut_off, "--came-out", "no").refusal == "E-JOB-08"
    assert paper(cli) == b"", "a second answer prints nothing"


def test_it_did_not_come_out_so_a_marked_copy_does(cli: CommandLine, cut_off: str) -> None:
    assert cli.json("letter", "settle", cut_off, "--came-out", "no") == {"id": cut_off, "job": "printed"}
    assert paper(cli).count(b"SALINAN KE-1") == 2, "at head and foot of one paper"
    assert cli.json("letter", "jobs") == []


def test_a_copy_that_cannot_come_out_waits_and_says_why(cli: CommandLine, cut_off: str) -> None:
    cli.json("set", "printer.driver", "none")
    done = cli("letter", "settle", cut_off, "--came-out", "no", "--json")
    assert done.value == {"id": cut_off, "job": "queued"}
    assert done.err.startswith("E-PRN-08 ")
    (row,) = cli.json("letter", "jobs")
    assert (row["id"], row["state"]) == (cut_off, "queued")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["99", "--came-out", "yes"], "E-JOB-04"),
        (["1", "--came-out", "maybe"], "E-CMD-08"),
        (["x", "--came-out", "no"], "E-JOB-04"),
    ],
)
def test_what_cannot_be_settled_is_refused(cli: CommandLine, cut_off: str, words: list[str], code: str) -> None:
    assert cli("letter", "settle", *words).refusal == code
    assert cli("letter", "settle", cut_off).code == 2
    assert cli.json("letter", "jobs")[0]["state"] == "unsure"
