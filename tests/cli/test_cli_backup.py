"""`store backup` without FILE, and what `doctor` says of the copies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from appliance.model.clock import WIB
from appliance.store import Database
from appliance.store.generations import FOLDER
from appliance.wiring import STORE, SystemClock
from tests.support.command_line import CommandLine


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A second medium."""
    place = tmp_path / "stik"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


class Calendar:
    """The machine's clock, as the test sets it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = datetime.now(WIB)
        patch.setattr(SystemClock, "now", lambda _: self.at)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


def backup_check(cli: CommandLine) -> dict[str, Any]:
    (found,) = [check for check in cli.json("doctor")["checks"] if check["name"] == "backup"]
    return dict(found)


def test_the_day_s_copy_is_made_once(cli: CommandLine) -> None:
    first = cli.json("store", "backup")
    assert list(first) == ["file", "made", "kept", "removed", "code", "second"]
    assert first["made"] is True and first["second"] is None and first["removed"] == []
    file = Path(first["file"])
    assert file.parent == cli.state / FOLDER and first["kept"] == [file.name]
    assert file.name.startswith("1801042001-")
    assert cli.json("store", "backup") == {**first, "made": False}
    assert str(file) in cli("store", "backup").out
    with Database(file, read_only=True) as copy:
        assert len(copy.table("residents")) == len(Database(cli.state / STORE).table("residents"))


def test_a_copy_needs_no_key(cli: CommandLine) -> None:
    """The unit that makes it sees none."""
    shutil.move(cli.state / "keys", cli.state.parent / "keys")
    assert cli.json("store", "backup")["made"] is True


def test_a_file_of_one_s_own_is_no_generation(cli: CommandLine, tmp_path: Path) -> None:
    assert cli.json("store", "backup", str(tmp_path / "x.sqlite")) == {"file": str(tmp_path / "x.sqlite")}
    assert not (cli.state / FOLDER).exists()


def test_a_second_medium_gets_the_same(cli: CommandLine, stick: Path) -> None:
    cli.json("set", "backup.folder", str(stick))
    answer = cli.json("store", "backup")
    assert answer["second"]["made"] is True and answer["second"]["code"] is None
    assert [path.name for path in stick.iterdir()] == answer["second"]["kept"]
    check = backup_check(cli)
    assert check["ok"] and "media kedua" in check["detail"]


def test_a_missing_stick_is_told_and_the_copy_is_made(cli: CommandLine, tmp_path: Path) -> None:
    cli.json("set", "backup.folder", str(tmp_path / "stik"))
    done = cli("store", "backup", "--json")
    answer = json.loads(done.out)
    assert done.code == 0 and answer["made"] is True and answer["second"]["code"] == "E-BAK-04"
    assert done.err.startswith("E-BAK-04 ") and done.err.count("\n") == 1
    assert backup_check(cli)["code"] == "E-BAK-04"
    (tmp_path / "stik").mkdir()
    assert cli.json("store", "backup")["second"]["code"] == "E-BAK-05"
    cli.json("set", "backup.folder", "")
    assert backup_check(cli)["ok"] and cli.json("store", "backup")["second"] is None


@pytest.mark.parametrize("folder", ["cadangan", "../cadangan", "/x\ny"])
def test_a_folder_is_a_path_from_the_root(cli: CommandLine, folder: str) -> None:
    assert cli("set", "backup.folder", folder).refusal == "E-CMD-06"


def test_doctor_tells_the_age_of_the_newest_copy(cli: CommandLine, calendar: Calendar, stick: Path) -> None:
    assert backup_check(cli)["code"] == "E-BAK-01"
    cli.json("store", "backup")
    calendar.at += timedelta(days=2)
    check = backup_check(cli)
    assert check["ok"] and check["detail"].endswith(", 2 hari lalu")
    calendar.at += timedelta(days=1)
    check = backup_check(cli)
    assert check["code"] == "E-BAK-03" and " 3 hari" in check["detail"]
    cli.json("store", "backup")
    cli.json("set", "backup.folder", str(stick))
    assert backup_check(cli)["code"] == "E-BAK-07"
    cli.json("store", "backup")
    assert backup_check(cli)["ok"]
    assert cli("doctor").code == 0


def test_a_spoilt_copy_is_told_and_made_again(cli: CommandLine, stick: Path) -> None:
    cli.json("set", "backup.folder", str(stick))
    for folder in (cli.state / FOLDER, stick):
        cli.json("store", "backup")
        assert backup_check(cli)["ok"]
        (copy,) = folder.iterdir()
        copy.write_bytes(b"")
        check = backup_check(cli)
        assert check["code"] == "E-BAK-08" and copy.name in check["detail"]
    answer = cli.json("store", "backup")
    assert answer["second"]["made"] is True and backup_check(cli)["ok"]


def test_copies_are_made_day_by_day_and_old_ones_go(cli: CommandLine, calendar: Calendar) -> None:
    for _ in range(12):
        answer = cli.json("store", "backup")
        assert answer["made"]
        calendar.at += timedelta(days=1)
    assert 7 <= len(answer["kept"]) <= 10
    assert sorted(answer["kept"]) == sorted(path.name for path in (cli.state / FOLDER).iterdir())


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, 7, tzinfo=WIB), datetime(2099, 1, 1, tzinfo=WIB)])
def test_a_clock_in_doubt_dates_no_copy_and_takes_none(
    cli: CommandLine, calendar: Calendar, wrong: datetime
) -> None:
    good = cli.json("store", "backup")
    right = calendar.at
    calendar.at = wrong
    assert cli.json("store", "backup")["made"] is False, "nothing has been written since"
    cli.json("set", "theme", "gelap")
    answer = cli.json("store", "backup")
    assert answer["made"] and f"{right:%Y%m%d}" in answer["file"]
    assert backup_check(cli)["ok"]
    calendar.at = right + timedelta(days=1)
    answer = cli.json("store", "backup")
    assert answer["made"] and answer["kept"][0] == Path(answer["file"]).name
    assert len(answer["kept"]) == 2 and good["kept"][0] not in answer["kept"], "the newest of each of two days"


def test_a_state_folder_without_room_keeps_its_copy_and_says_so(
    cli: CommandLine, calendar: Calendar, monkeypatch: pytest.MonkeyPatch, stick: Path
) -> None:
    cli.json("set", "backup.folder", str(stick))
    good = cli.json("store", "backup")["kept"]
    calendar.at += timedelta(days=1)
    real = os.statvfs
    full = os.statvfs_result((*real(cli.state)[:3], 5, 5, *real(cli.state)[5:]))
    monkeypatch.setattr(os, "statvfs", lambda path: real(path) if str(path).startswith(str(stick)) else full)
    done = cli("store", "backup")
    assert done.refusal == "E-BAK-02"
    assert [path.name for path in (cli.state / FOLDER).iterdir()] == good
    assert len(list(stick.iterdir())) == 2, "the stick has room"
