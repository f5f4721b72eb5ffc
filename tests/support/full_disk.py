"""`python -m tests.support.full_disk FOLDER NTHS`: every command, with a disk that fails at the nth change.

Runs behind the disk shim with ``FOLDER/disk`` as its root. For each command, and for each n of `NTHS` (JSON) that
it reaches, a line of JSON: a `Try`. Each call is a process of its own, forked from this one, so it begins at once.
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
from tests.support.disk_shim import Fault, changes_made, failed_change, set_fault

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
    """One command on a disk that failed at its `nth` change: how it ended, what was there before and after, and how
    the same command ended once the disk was well again. `wanted` is there where the disk never fails; `kind` of
    change failed, as in the log (empty where a short write was all)."""

    command: str
    nth: int
    fault: str
    kind: str
    code: int
    told: str
    before: dict[str, Any]
    after: dict[str, Any]
    wanted: dict[str, Any]
    again: int
    told_again: str
    healed: dict[str, Any]


@dataclass(frozen=True)
class Done:
    """How a process ended: what the task gave back, the words, the changes it tried, the kind of the failed one."""

    value: Any
    told: str
    changes: int
    failed: str

    @property
    def code(self) -> int:
        """The exit code of a command."""
        return int(self.value)


class Machine:
    """A folder with a disk, on which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.disk = folder, folder / "disk"
        self.state = self.disk / "state"
        self.extract, self.copy = folder / "extract.csv", self.disk / "copy.sqlite"
        self.kept = folder / "kept.sqlite"
        self.first = folder / "first.csv"
        self.first.write_bytes(b"".join(sample(60, 7)))
        self.extract.write_bytes(b"".join(sample(150, 8)))
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
            ("residents", "import", str(self.first)),
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
            self._put_back(prepared, name)
            before = _forked(self.look).value
            _well(_forked(command))
            wanted = _forked(self.look).value
            for nth in nths:
                how, error = FAULTS[next(turn) % len(FAULTS)]
                self._put_back(prepared, name)
                done = _forked(command, nth, error, how)
                if done.changes < nth:
                    break
                after, again = _forked(self.look).value, _forked(command)
                yield Try(
                    name,
                    nth,
                    f"{how.name} {errno.errorcode[error]}",
                    done.failed,
                    done.code,
                    done.told,
                    before,
                    after,
                    wanted,
                    again.code,
                    again.told,
                    _forked(self.look).value,
                )

    def _put_back(self, prepared: Path, command: str) -> None:
        """The disk as it was prepared; empty for `init`."""
        shutil.rmtree(self.disk, ignore_errors=True)
        if command == "init":
            self.disk.mkdir()
        else:
            shutil.copytree(prepared, self.disk)


def _well(done: Done) -> None:
    if done.code:
        raise RuntimeError(done.told)


def _forked(task: Callable[[], Any], nth: int = 0, error: int = 0, how: Fault = Fault.NONE) -> Done:
    """Run `task` in a process of its own, whose disk fails so."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answer: list[Any] = []
        try:
            told = io.TextIOWrapper(io.BytesIO(), write_through=True)
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                set_fault(nth, error, how)
                answer = [task(), changes_made(), failed_change()]
            answer.insert(1, told.buffer.getvalue().decode())
        except BaseException:  # noqa: BLE001 - the child ends here; its parent tells
            traceback.print_exc()
        finally:
            set_fault(0, 0, Fault.NONE)
            os.write(write, json.dumps(answer).encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        answer = json.load(said)
    os.waitpid(child, 0)
    if not answer:
        raise RuntimeError("a process ended by itself")
    return Done(*answer)


if __name__ == "__main__":
    machine = Machine(Path(sys.argv[1]))
    machine.disk.mkdir()
    machine.prepare()
    for each in machine.tries(json.loads(sys.argv[2])):
        print(json.dumps(asdict(each)), flush=True)
