"""A terminal on real daemons: pcscd with a virtual card, emupos behind TCP, Mosquitto, agent and collector as
processes. Nothing between tap and province is simulated."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.desk.change_setting import change_setting
from appliance.desk.family_basis import record_basis
from appliance.desk.import_residents import import_residents
from appliance.desk.link_card import link_card
from appliance.registry.sampling import sample
from appliance.wiring import Terminal, found_terminal, open_terminal
from tests.support.emupos import Emupos
from tests.support.mosquitto import Mosquitto
from tests.support.pcscd import Pcscd, why_unavailable
from tests.support.virtual_card import UID

VILLAGE = "18.01.04.2001"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Chain:
    """All links, and the resident whose card lies in the drawer."""

    terminal: Terminal
    pcscd: Pcscd
    printer: Emupos
    broker: Mosquitto
    province: Path
    nik: str
    name: str

    def province_events(self) -> list[bytes]:
        """The lines that the province holds."""
        words = [str(BIN / "province"), "--state", str(self.province), "events", "--village", VILLAGE]
        return subprocess.run(words, capture_output=True, check=True, timeout=60).stdout.splitlines()

    @contextmanager
    def collector(self) -> Iterator[None]:
        """The province's collector as a process."""
        address = f"127.0.0.1:{self.broker.port}"
        with process("province", "--state", str(self.province), "collect", "--broker", address, "--no-tls"):
            yield

    @contextmanager
    def agent(self) -> Iterator[None]:
        """The village's agent as a process."""
        with process("appliance", "--state", str(self.terminal.state), "agent"):
            yield


@contextmanager
def process(program: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of ours in the background; stopped by its own process id."""
    running = subprocess.Popen([str(BIN / program), *words], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield running
        assert running.poll() is None, running.communicate()[1]
    finally:
        running.terminate()
        running.communicate(timeout=30)


def until(happened: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"did not happen: {what}"
        time.sleep(0.05)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    """The village with 60 residents, one linked card, and everything around it; the broker is down."""
    if reason := why_unavailable():
        pytest.skip(reason)
    broker = Mosquitto(tmp_path, persistence=False)
    with Pcscd(tmp_path) as pcscd, Emupos(tmp_path) as printer:
        state = tmp_path / "state"
        terminal = found_terminal(state, VILLAGE, "Desa Hajimena")
        office = terminal.office
        import_residents(office, io.BytesIO(b"".join(sample(60, 7))))
        document = terminal.books.residents.by_key(1)
        assert document is not None
        settings = {
            "village.rule": "Keputusan Kepala Desa Hajimena Nomor 141/12 Tahun 2026",
            "reader.driver": "pcsc",
            "printer.driver": "network",
            "printer.host": printer.host,
            "printer.port": str(printer.port),
            "broker.host": "127.0.0.1",
            "broker.port": str(broker.port),
            "broker.tls": "false",
            "broker.longest_wait": "2",
        }
        for key, value in settings.items():
            change_setting(office, key, value)
        record_basis(office, document["nik"], "program", "PKH", office.clock.now().strftime("%d-%m-%Y"))
        link_card(office, UID, document["nik"])
        province = tmp_path / "province"
        subprocess.run([str(BIN / "province"), "--state", str(province), "init"], check=True, timeout=60)
        yield Chain(open_terminal(state), pcscd, printer, broker, province, document["nik"], document["nama_lgkp"])
        broker.stop()
