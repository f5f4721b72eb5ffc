"""One life of a village and its province, every change of whose disks is written down."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.disk_shim import Change, build, read_log, surroundings
from tests.support.mosquitto import Mosquitto
from tests.torture.power_disk import Disk
from tests.torture.power_work import ANSWERS, PAPER, PROVINCE, STATE

PATIENCE = 60.0


class Life:
    """Lived at once, in processes of their own: found and import; issue and edit beside agent and collector; issue
    until killed; issue, restore a copy, and issue again. `changes` is what their disks were told, in order."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root, self._seed, self._log = folder / "disk", seed, folder / "changes"
        self.root.mkdir()
        with Mosquitto(folder, persistence=False) as broker:
            told = surroundings(build(folder), self.root, self._log)
            self._surroundings = {**told, "BROKER_PORT": str(broker.port)}
            self._live(broker.port)
        self.changes: list[Change] = read_log(self._log)
        self._is_whole()

    def disk(self, *, honest: bool = True) -> Disk:
        """The disk before the first change."""
        return Disk(self.root, (ANSWERS, PAPER), honest=honest)

    def _live(self, port: int) -> None:
        self._end(self._part("found"))
        province = str(self.root / PROVINCE)
        self._end(self._start("province.cli.main", "--state", province, "init"))
        broker = ["--broker", f"127.0.0.1:{port}", "--no-tls"]
        with (
            self._serving("province.cli.main", "--state", province, "collect", *broker),
            self._serving("appliance.cli.main", "--state", str(self.root / STATE), "agent"),
        ):
            for process in [self._part("issue"), self._part("edit")]:
                self._end(process)
        self._end(self._part("dies"), killed=True)
        for part in ("issue", "restore", "issue"):
            self._end(self._part(part))

    def _part(self, name: str) -> subprocess.Popen[bytes]:
        return self._start("tests.torture.power_work", name, str(self.root), str(self._seed))

    def _start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *words]
        return subprocess.Popen(command, env=self._surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def _end(self, process: subprocess.Popen[bytes], *, killed: bool = False) -> None:
        _out, told = process.communicate(timeout=PATIENCE)
        if process.returncode != (-9 if killed else 0):
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}: {told.decode()}")

    @contextmanager
    def _serving(self, module: str, *words: str) -> Iterator[None]:
        process = self._start(module, *words)
        try:
            yield
        finally:
            process.terminate()
            self._end(process)

    def _is_whole(self) -> None:
        """The log must tell of every change, or the cuts would be of another disk than the real one."""
        disk = self.disk()
        disk.make(self.changes)
        real = {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }
        logged = disk.files()
        odd = {path for path in {*real, *logged} if real.get(path) != logged.get(path)}
        if odd:
            raise RuntimeError(f"the log does not tell of every change: {odd}")
