"""A village that is tortured, with its printer and the record of what came out."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from pathlib import Path
from typing import Literal

from appliance.desk.change_setting import change_setting
from appliance.desk.import_residents import import_residents
from appliance.letters.eligibility import may_ask
from appliance.model.resident import from_document
from appliance.registry.sampling import sample
from appliance.wiring import found_terminal

RESIDENTS = 40


class Village:
    """`printer`: ``file`` or ``network``. The recorder of a network printer is a process of its own."""

    def __init__(self, folder: Path, printer: Literal["file", "network"], seed: int) -> None:
        self.state, self.record = folder / "state", folder / "record.bin"
        self.record.touch()
        self._port = 0
        self._recorder: subprocess.Popen[str] | None = None
        terminal = found_terminal(self.state, "18.01.04.2001", "Desa Hajimena")
        office = terminal.office
        import_residents(office, io.BytesIO(b"".join(sample(RESIDENTS, seed))))
        settings = {"village.rule": "Keputusan Kepala Desa Nomor 5 Tahun 2026", "printer.driver": printer}
        if printer == "network":
            settings |= {"printer.host": "127.0.0.1", "printer.port": str(self._start_recorder())}
        else:
            settings |= {"printer.path": str(self.record)}
        for key, value in settings.items():
            change_setting(office, key, value)
        today = office.clock.now().date()
        people = [from_document(key, terminal.books.residents.by_key(key) or {}) for key in range(1, RESIDENTS + 1)]
        self.niks = [person.nik or "" for person in people if may_ask(person, today)]
        terminal.books.database.close()

    def paper(self) -> bytes:
        """Every byte that the printer took so far."""
        if self._recorder is not None:
            # It serves one writer after the other: once it has let us go, it has taken all that came before.
            with socket.create_connection(("127.0.0.1", self._port), 30) as link:
                link.shutdown(socket.SHUT_WR)
                link.recv(1)
        return self.record.read_bytes()

    def close(self) -> None:
        """Stop the recorder."""
        if self._recorder is not None:
            self._recorder.terminate()
            self._recorder.wait(10)

    def _start_recorder(self) -> int:
        command = [sys.executable, "-m", "tests.torture.recorder", str(self.record)]
        self._recorder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._recorder.stdout is not None
        self._port = int(self._recorder.stdout.readline())
        return self._port
