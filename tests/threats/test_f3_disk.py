"""F3: a full disk and one that takes nothing: a clear fault, nothing half written, what exists stays readable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.desk.clerks import clerk_sign_in
from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.errors import ApplianceError
from tests.support.command_line import CommandLine
from tests.support.hall import CLERK, PIN, Hall, make_hall
from tests.support.refusals import refused
from tests.support.small_disk import fill, small_disk, turn_read_only


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MiB of its own."""
    with small_disk(tmp_path / "disk", 16 * 1024) as place:
        yield place


@pytest.fixture
def hall(disk: Path, state: Path) -> Iterator[Hall]:
    """The village on that disk."""
    shutil.copytree(state, disk / "state")
    made = make_hall(disk / "state")
    yield made
    made.books.database.close()


def issue(hall: Hall) -> int:
    _key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    return letter.seq


def test_a_full_disk_refuses_letters_and_loses_none(
    hall: Hall, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue(hall) == 1
    ballast = fill(disk)
    given = 1
    with refused("E-STO-02"):
        while given < 2000:  # a WAL that is at its size takes some more before it has to grow
            given = issue(hall)
    cli = CommandLine(hall.terminal.state, capsys)
    assert len(cli.json("letter", "list")) == given
    assert cli("set", "theme", "gelap").refusal == "E-STO-02"
    cli.json("store", "backup", str(tmp_path / "copy.sqlite"))
    checks = {check["name"]: check["code"] for check in cli.json("doctor")["checks"]}
    assert checks["disk"] == "E-STO-02"
    ballast.unlink()
    assert issue(hall) == given + 1
    assert hall.problems() == []


def test_a_disk_that_turned_read_only_shows_what_there_is(
    hall: Hall, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue(hall) == 1
    hall.books.database.close()
    turn_read_only(disk)
    cli = CommandLine(hall.terminal.state, capsys)
    assert cli.json("letter", "list")[0]["seq"] == 1
    assert cli.json("journal", "verify")["ok"] is True
    cli.json("letter", "show", "1", "--out", str(tmp_path / "surat.txt"))
    cli.json("store", "backup", str(tmp_path / "copy.sqlite"))
    assert cli("set", "theme", "gelap").refusal == "E-STO-04"
    nik = cli.json("letter", "list")[0]["nik"]
    assert cli("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", "keperluan=x").refusal == "E-STO-04"
    checks = {check["name"]: check["code"] for check in cli.json("doctor")["checks"]}
    assert checks["disk"] == "E-STO-04"


def test_a_wrong_pin_that_cannot_be_counted_opens_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise ApplianceError("E-STO-02")

    monkeypatch.setattr(hall.books.clerks, "put", full)
    with refused("E-STO-02"):
        clerk_sign_in(hall.office, CLERK, PIN)
