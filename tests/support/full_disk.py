"""`python -m tests.support.full_disk FOLDER NTHS`: every command, with a disk that fails at the nth change.

Runs behind the disk shim with ``FOLDER/disk`` as its root. For each command, and for each n of `NTHS` (JSON) that it
reaches, a line of JSON: a `Try`. Each call is a process of its own, forked from this one so that it begins at once.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from appliance.cli.main import main
from appliance.model.errors import ApplianceError
from appliance.registry.sampling import sample
from appliance.wiring import open_terminal
from tests.support.disk_shim import Fault, changes_made, set_fault

VILLAGE = ["--village", "18.01.04.2001", "--name", "Desa Hajimena"]
FAULTS = [
    (Fault.LASTING, errno.ENOSPC),
    (Fault.SHORT, errno.ENOSPC),
    (Fault.ONCE, errno.ENOSPC),
    (Fault.LASTING, errno.EIO),
    (Fault.LASTING, errno.EROFS),
]
"""Taken in turn."""


@dataclass(frozen=True)
class Try:
    """One command on a disk that failed at its `nth` change, what was there before and after, and the same command
    once the disk was well again."""

    command: str
    nth: int
    fault: str
    code: int
    told: str
    before: dict[str, Any]
    after: dict[str, Any]
    again: int
    told_again: str
    healed: dict[str, Any]


@dataclass(frozen=True)
class Done:
    """How a process ended. `changes` were tried on the disk."""

    code: int
    told: str
    value: Any
    changes: int


class Machine:
    """A folder with a disk, on which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.disk = folder, folder / "disk"
        self.state = self.disk / "state"
        self.extract, self.copy = folder / "extract.csv", self.disk / "copy.sqlite"
        self.kept = folder / "kept.sqlite"
        self.extract.write_bytes(b"".join(sample(60, 7)))
        self.nik = ""

    def commands(self) -> dict[str, Callable[[], int]]:
        """What is tried, by name."""
        issue = ["--nik", self.nik, "--kind", "SKTM", "--input", "keperluan=uji"]
        return {
            "init": lambda: self.call("init", *VILLAGE),
            "import": lambda: self.call("residents", "import", str(self.extract)),
            "issue": lambda: self.call("letter", "issue", *issue),
            "print": lambda: self.call("letter", "print", "1"),
            "set": lambda: self.call("set", "village.rule", "Keputusan Nomor 9"),
            "backup": lambda: self.call("store", "backup", str(self.copy)),
            "restore": lambda: self.call("store", "restore", str(self.kept)),
            "cursor": self.move_cursor,
        }

    def call(self, *words: str) -> int:
        """A call of the command line."""
        try:
            return main(["--state", str(self.state), *words])
        except SystemExit as end:
            return int(end.code or 0)

    def move_cursor(self) -> int:
        """What the agent does at an answer of the province."""
        try:
            terminal = open_terminal(self.state)
            journal = terminal.books.journal
            line = journal.event(2)
            journal.move_cursor(replace(journal.cursor(), have=2, hash=line.hash, epoch=1, generation=5))
            terminal.books.database.close()
        except ApplianceError as error:
            print(error.for_clerk(), file=sys.stderr)
            return 1
        return 0

    def look(self) -> dict[str, Any]:
        """What the store holds; only a code where it does not open."""
        try:
            terminal = open_terminal(self.state)
        except ApplianceError as error:
            return {"refused": error.code}
        books = terminal.books
        found = {
            "letters": [letter.number for _key, letter in books.letters.find()],
            "jobs": [job.state for _key, job in books.jobs.find()],
            "residents": books.residents.count(),
            "rule": terminal.office.text("village.rule"),
            "events": books.journal.length(),
            "have": books.journal.cursor().have,
            "problems": terminal.check()["problems"],
            "files": sorted(path.name for path in self.disk.rglob("*") if path.is_file()),
        }
        books.database.close()
        return found

    def prepare(self) -> None:
        """A village with residents, a printer, and a letter; and a copy of it."""
        for words in (
            ("init", *VILLAGE),
            ("residents", "import", str(self.extract)),
            ("set", "printer.path", str(self.folder / "paper")),
            ("set", "printer.driver", "file"),
            ("set", "village.rule", "Keputusan Nomor 1"),
        ):
            _well(_forked(lambda words=words: self.call(*words)))
        self.nik = _forked(self._first_nik).value
        _well(_forked(self.commands()["issue"]))
        _well(_forked(lambda: self.call("store", "backup", str(self.kept))))

    def _first_nik(self) -> str:
        document = open_terminal(self.state).books.residents.by_key(1)
        assert document is not None
        return str(document["nik"])

    def tries(self, nths: list[int]) -> Iterator[Try]:
        """Each command with each fault. The folder as prepared is put back before each."""
        prepared = self.folder / "prepared"
        shutil.copytree(self.disk, prepared)
        shutil.rmtree(self.disk)
        turn = count()
        for name, command in self.commands().items():
            for nth in nths:
                self.disk.mkdir()
                if name != "init":
                    shutil.copytree(prepared, self.disk, dirs_exist_ok=True)
                how, error = FAULTS[next(turn) % len(FAULTS)]
                before = _forked(self.look).value
                done = _forked(command, nth, error, how)
                if done.changes >= nth:
                    after, again = _forked(self.look).value, _forked(command)
                    fault = f"{how.name} {errno.errorcode[error]}"
                    healed = _forked(self.look).value
                    yield Try(name, nth, fault, done.code, done.told, before, after, again.code, again.told, healed)
                shutil.rmtree(self.disk)
                if done.changes < nth:
                    break


def _well(done: Done) -> None:
    if done.code:
        raise RuntimeError(done.told)


def _forked(task: Callable[[], Any], nth: int = 0, error: int = 0, how: Fault = Fault.NONE) -> Done:
    """Run `task` in a process of its own, whose disk fails so."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            told = io.TextIOWrapper(io.BytesIO(), write_through=True)
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                set_fault(nth, error, how)
                value = task()
                changes = changes_made()
                set_fault(0, 0, Fault.NONE)
            words = told.buffer.getvalue().decode()
            code = 0
        except BaseException:  # noqa: BLE001 - told to the parent, who raises
            words, value, changes = traceback.format_exc(), None, 0
        finally:
            with os.fdopen(write, "w") as out:
                json.dump([words, value, changes], out)
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as answer:
        words, value, changes = json.load(answer)
    _pid, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(words)
    return Done(value if isinstance(value, int) else 0, words, value, changes)


if __name__ == "__main__":
    machine = Machine(Path(sys.argv[1]))
    machine.disk.mkdir()
    machine.prepare()
    for each in machine.tries(json.loads(sys.argv[2])):
        print(json.dumps(asdict(each)), flush=True)
