"""Printing into a file, and printers that are not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.printing import Outcome
from appliance.printer.escpos import render
from appliance.printer.factory import open_printer
from appliance.printer.profile import load_profile, profile_names
from tests.printer.pages import letter


def test_jobs_stand_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "paper.bin"
    printer = open_printer(driver="file", path=str(path))
    told = []
    for _ in range(2):
        with printer.connect() as line:
            assert line.status().fault is None
            assert line.send(letter(), lambda done, parts: told.append((done, parts))) == Outcome("printed")
    job = render(letter(), load_profile("generic", 80))
    assert path.read_bytes() == job * 2
    assert told == [(len(job), len(job))] * 2


def code_of(path: str) -> str:
    with pytest.raises(ApplianceError) as caught, open_printer(driver="file", path=path).connect() as line:
        line.send(letter(), lambda done, parts: None)
    assert caught.value.code in str(caught.value) and "?" not in str(caught.value)
    return caught.value.code


def test_a_folder_that_is_missing_has_a_code(tmp_path: Path) -> None:
    assert code_of(str(tmp_path / "none" / "paper.bin")) == "E-PRN-10"


def test_only_a_regular_file_is_paper(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code_of(str(tmp_path / "pipe")) == "E-PRN-10"
    assert code_of(str(tmp_path)) == "E-PRN-10"
    assert code_of("/dev/null") == "E-PRN-10"


def test_a_full_disk_takes_back_the_half_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "paper.bin"
    path.write_bytes(b"older letters")
    write = os.write
    room = [400]

    def full(handle: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(28, "No space left on device")
        taken = write(handle, data[: room[0]])
        room[0] -= taken
        return taken

    monkeypatch.setattr("appliance.printer.file.os.write", full)
    assert code_of(str(path)) == "E-PRN-10"
    assert path.read_bytes() == b"older letters"


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = str(tmp_path / "paper.bin")
    with open_printer(driver="file", path=path).connect():
        assert code_of(path) == "E-PRN-15"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"driver": "none"}, "E-PRN-08"),
        ({"driver": "auto"}, "E-PRN-08"),
        ({"driver": "network"}, "E-PRN-08"),
        ({"driver": "file"}, "E-PRN-08"),
        ({"driver": "usb"}, "E-PRN-09"),
        ({"driver": "serial"}, "E-PRN-09"),
    ],
)
def test_a_printer_that_cannot_be_had_says_so_when_it_is_used(settings: dict[str, str], code: str) -> None:
    printer = open_printer(**settings, width=58)  # type: ignore[arg-type]
    assert (printer.kind, printer.columns) == ("none", 32)
    with pytest.raises(ApplianceError) as caught:
        printer.connect()
    assert caught.value.code == code
    assert "{" not in caught.value.for_clerk()


@pytest.mark.parametrize(("profile", "width"), [("unknown", 80), ("../generic", 80), ("generic", 61)])
def test_a_profile_that_does_not_exist_is_refused(profile: str, width: int) -> None:
    with pytest.raises(ApplianceError) as caught:
        open_printer(driver="none", profile=profile, width=width)
    assert caught.value.code == "E-PRN-14"


def test_every_profile_fits_its_paper() -> None:
    assert "generic" in profile_names()
    for name in profile_names():
        for width in (58, 80):
            profile = load_profile(name, width)
            assert profile.columns == profile.dots // 12  # font A is 12 dots wide
            "x".encode(profile.encoding)
