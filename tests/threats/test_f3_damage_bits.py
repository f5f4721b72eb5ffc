"""F3: one flipped bit, anywhere in the store's file or its WAL: found, or it changes no answer.

What can be found where: the file itself has a checksum on each page, so `store check` finds a bit in any page that
is in use, and whoever reads that page is refused. Of a WAL that a power cut left behind SQLite silently leaves out
everything from the first bad frame on. Nothing in the machine can tell of it, since the cursor lies in the same WAL
behind the events that it speaks of: then the province's next acknowledgement tells (rewound), before more numbers
are given out.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.errors import ApplianceError
from appliance.model.journal import Cursor
from appliance.post.ack import Ack
from appliance.post.cursor import News, decide
from appliance.wiring import STORE, Terminal, open_terminal
from tests.support.damage import flip
from tests.support.hall import make_hall

PAGE = 4096
SAMPLES = 60
DAMAGED = {"E-STO-01", "E-STO-07"}


@dataclass
class Broken:
    """What a part of the books answered instead of its content."""

    code: str


def everything(terminal: Terminal) -> dict[str, Any]:
    """What each part of the books answers."""
    books = terminal.books
    parts = {
        "residents": lambda: [books.residents.by_key(key) for key in range(1, books.residents.count() + 1)],
        "letters": books.letters.find,
        "jobs": books.jobs.find,
        "series": books.series.find,
        "clerks": books.clerks.find,
        "settings": lambda: dict(books.settings.all()),
        "journal": books.journal.lines,
    }
    answers: dict[str, Any] = {}
    for name, ask in parts.items():
        try:
            answers[name] = ask()
        except ApplianceError as error:
            answers[name] = Broken(error.code)
    return answers


def look(state: Path) -> tuple[list[str], dict[str, Any]]:
    """Problems that the check finds, and what the books answer; closed afterwards."""
    try:
        terminal = open_terminal(state)
    except ApplianceError as error:
        return [str(error)], {}
    try:
        problems: list[str] = terminal.check()["problems"]
        return problems, everything(terminal)
    finally:
        terminal.books.database.close()


def unused_pages(content: bytes) -> set[int]:
    """Page numbers of the leaves of SQLite's list of free pages: no checksum of them is ever looked at, since
    nothing reads them (file format, section 1.5)."""
    unused: set[int] = set()
    trunk = int.from_bytes(content[32:36], "big")
    while trunk:
        page = content[(trunk - 1) * PAGE : trunk * PAGE]
        count = int.from_bytes(page[4:8], "big")
        unused |= {int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count)}
        trunk = int.from_bytes(page[:4], "big")
    return unused


@pytest.fixture(scope="module")
def _used(_founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village with letters, and pages in its file that are free again."""
    state = Path(shutil.copytree(_founded, tmp_path_factory.mktemp("used") / "state"))
    hall = make_hall(state)
    for nth in range(4):
        issue_for_clerk(hall.office, hall.parent(nth).nik or "", "DOMISILI", {"keperluan": f"uji {nth}"})
    database = hall.books.database
    database.table("once").insert_multiple({"pad": "x" * 3000} for _ in range(30))
    database.drop_table("once")
    database.close()
    return state


@pytest.fixture
def used(_used: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_used, tmp_path / "state", ignore=shutil.ignore_patterns("*.reserve")))


def test_a_flipped_bit_anywhere_is_found_or_changes_nothing(used: Path) -> None:
    store = used / STORE
    whole = store.read_bytes()
    none, right = look(used)
    assert none == [] and store.read_bytes() == whole
    unused = unused_pages(whole)
    assert unused, "some pages are free"
    chance = random.Random(10)
    free = [(page - 1) * PAGE + chance.randrange(PAGE) for page in sorted(unused)[:3]]
    in_use = [n for n in range(len(whole)) if n // PAGE + 1 not in unused]
    for offset in [*free, 0, 16, 18, 24, 28, 32, 40, 60, 68, 92, 96, 100, *chance.sample(in_use, SAMPLES)]:
        flip(store, offset, chance.randrange(8))
        damaged = store.read_bytes()
        problems, answers = look(used)
        assert bool(problems) == (offset // PAGE + 1 not in unused), offset
        for part, answer in answers.items():
            assert answer == right[part] or (isinstance(answer, Broken) and answer.code in DAMAGED), (offset, part)
        assert store.read_bytes() == damaged, offset
        store.write_bytes(whole)


def _issue_and_die(state: Path) -> None:
    hall = make_hall(state)
    hall.books.database.engine.session().connection.wal_autocheckpoint(0)
    for nth in range(4):
        issue_for_clerk(hall.office, hall.parent(nth).nik or "", "DOMISILI", {"keperluan": "mati"})
        head = hall.books.journal.head()
        assert head is not None
        hall.books.journal.move_cursor(Cursor(head.number, head.hash, head.epoch, 1))
    os._exit(1)


@pytest.fixture(scope="module")
def cut_off(_used: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The power went away; the newest letters, and the province's word that it has them, are in the WAL alone."""
    state = Path(shutil.copytree(_used, tmp_path_factory.mktemp("cut") / "state"))
    process = multiprocessing.get_context("spawn").Process(target=_issue_and_die, args=(state,))
    process.start()
    process.join(60)
    return state


def places(wal: bytes) -> Iterator[int]:
    """The header, and some bits of heads and pages of the frames, to the last one."""
    frames = range(32, len(wal), 24 + PAGE)
    chance = random.Random(11)
    yield from (0, 16, 30)
    for frame in (frames[0], *chance.sample(frames, 7), frames[-1]):
        yield frame + chance.randrange(24)
        yield frame + 24 + chance.randrange(PAGE)


def test_a_flipped_bit_in_the_wal_shortens_and_the_next_acknowledgement_tells(
    cut_off: Path, tmp_path: Path
) -> None:
    def copy(name: str) -> Path:
        return Path(shutil.copytree(cut_off, tmp_path / name, ignore=shutil.ignore_patterns("*.reserve", "*-shm")))

    problems, right = look(copy("whole"))
    assert problems == [] and len(right["letters"]) == 8
    last = len(right["journal"])
    ack = _ack_of(tmp_path / "whole", last)
    lost = 0
    for offset in places((cut_off / f"{STORE}-wal").read_bytes()):
        state = copy(str(offset))
        flip(state / f"{STORE}-wal", offset)
        problems, answers = look(state)
        assert problems == [], offset
        assert answers["journal"] == right["journal"][: len(answers["journal"])], offset
        assert answers["letters"] == right["letters"][: len(answers["letters"])], offset
        terminal = open_terminal(state)
        journal = terminal.books.journal
        own = journal.hash_of(ack.have)
        news = decide(ack, journal.cursor(), journal.head(), own).news
        assert news is (News.REWOUND if own is None else News.SAME if journal.cursor().have == last else News.MOVED)
        terminal.books.database.close()
        lost += own is None
        shutil.rmtree(state)
    assert lost >= 5


def _ack_of(state: Path, number: int) -> Ack:
    """The province's acknowledgement of this event."""
    terminal = open_terminal(state)
    found = terminal.books.journal.hash_of(number)
    terminal.books.database.close()
    assert found is not None
    return Ack(have=number, hash=found[0], epoch=found[1], generation=1)
