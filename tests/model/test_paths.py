"""One prefix for the operating system's paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.cli.main import main
from appliance.model.paths import lies_in, os_path
from appliance.reader.daemon import socket_path


def test_without_a_prefix_a_path_is_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANJUNGAN_PREFIX", raising=False)
    assert os_path("/var/lib/appliance") == Path("/var/lib/appliance")


def test_the_prefix_moves_state_and_sockets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("APPLIANCE_STATE", "PCSCLITE_CSOCK_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ANJUNGAN_PREFIX", str(tmp_path))
    assert socket_path() == tmp_path / "run/pcscd/pcscd.comm"
    assert main(["init", "--village", "18.01.04.2001", "--name", "Hajimena"]) == 0
    assert (tmp_path / "var/lib/appliance/store.sqlite").is_file()
    assert "Hajimena" in capsys.readouterr().out


def test_a_path_lies_in_a_folder_by_whatever_name(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    (home / "deep").mkdir(parents=True)
    outside.mkdir()
    (home / "deep" / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(home, target_is_directory=True)
    (tmp_path / "far").symlink_to(home / "deep" / "file")
    (outside / "second").hardlink_to(home / "deep" / "file")
    within = [home, home / "new", home / "none" / "new", outside / ".." / "home" / "x", tmp_path / "link" / "new"]
    for path in [*within, tmp_path / "far", outside / "second"]:
        assert lies_in(path, home) and lies_in(path, tmp_path / "link"), path
    (outside / "a").write_bytes(b"x")
    (outside / "b").hardlink_to(outside / "a")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in [outside, outside / "a", outside / "new", tmp_path / "home2", tmp_path / "loop"]:
        assert not lies_in(path, home), path
    assert not lies_in(outside / "a", tmp_path / "none")
