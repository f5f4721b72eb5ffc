"""One prefix for the operating system's paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.cli.main import main
from appliance.model.paths import os_path
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
