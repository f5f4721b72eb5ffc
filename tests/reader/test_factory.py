"""The setting `reader.driver` made into a reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from appliance.model.errors import ApplianceError
from appliance.reader.factory import open_reader
from tests.support.pcscd import Pcscd


@pytest.mark.parametrize("driver", ["pcsc", "simulated", "none"])
def test_driver_by_name(driver: str) -> None:
    assert open_reader(driver).kind == driver


def test_auto_takes_a_daemon_where_there_is_one(pcscd: Pcscd) -> None:
    assert open_reader("auto").kind == "pcsc"


def test_auto_without_a_daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "nobody"))
    assert open_reader("auto").kind == "none"


def test_a_driver_of_a_later_release() -> None:
    with pytest.raises(ApplianceError) as refusal:
        open_reader("wedge")
    assert str(refusal.value) == "E-RDR-10 Jenis pembaca kartu wedge belum ada di versi ini."


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("appliance.reader.pcsc")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "appliance.reader.watcher", raising=False)
    monkeypatch.setitem(sys.modules, "smartcard", None)
    with pytest.raises(ApplianceError) as refusal:
        open_reader("pcsc")
    assert refusal.value.code == "E-RDR-12"


def test_the_library_is_loaded_only_when_it_is_used() -> None:
    words = (
        "import sys; from appliance.reader.factory import open_reader as make; make('none'); make('simulated'); "
        "assert 'smartcard' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
