"""Every store that a release has left behind is opened by each later one, and says what it said then.

A folder in `past/` is the state of a village as that release wrote it, with what it showed: journal and letters.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from appliance import BUILT
from appliance.desk.clerks import clerk_sign_in
from appliance.desk.clock import GuardedClock
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.letter_list import list_letters
from appliance.desk.sign_in import data_page, sign_in
from appliance.desk.verify_letter import verify_letter
from appliance.desk.views import Session
from appliance.model.card import Tapped
from appliance.model.clock import WIB
from appliance.store.backup import backup
from appliance.wiring import STORE, Terminal, open_terminal
from tests.support.hall import CLERK, KTP, PIN, UID, SetClock

PAST = sorted(path for path in Path(__file__).with_name("past").iterdir() if path.is_dir())


@pytest.fixture(params=PAST, ids=lambda path: path.name)
def past(request: pytest.FixtureRequest) -> Path:
    """The folder as it was kept."""
    folder: Path = request.param
    return folder


@pytest.fixture
def terminal(past: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A copy of it at work, an hour after its last event."""
    state = tmp_path / "state"
    shutil.copytree(past, state)
    opened = open_terminal(state)
    last = opened.books.last_event()
    assert last is not None
    clock = GuardedClock(SetClock(last + timedelta(hours=1)), opened.books, BUILT)
    yield replace(opened, office=replace(opened.office, clock=clock))
    opened.books.database.close()


def test_it_is_whole(terminal: Terminal) -> None:
    report = terminal.check()
    assert report["problems"] == [] and report["letters"] == 3 and report["residents"] == 20


def test_its_journal_is_the_same_to_the_byte(terminal: Terminal, past: Path) -> None:
    kept = (past / "journal.jsonl").read_bytes().splitlines()
    assert terminal.books.journal.lines() == kept


def test_its_letters_look_as_they_did(terminal: Terminal, past: Path) -> None:
    first, second = terminal.books.letters.get(1), terminal.books.letters.get(2)
    assert first is not None and second is not None
    assert terminal.render(first, "text") == (past / "letter-1.txt").read_bytes()
    assert terminal.render(second, "escpos") == (past / "letter-2.bin").read_bytes()
    assert terminal.render(first, "pdf").startswith(b"%PDF") and terminal.render(first, "png")


def test_its_seals_are_still_good(terminal: Terminal) -> None:
    for _key, letter in terminal.books.letters.find():
        proven = verify_letter(letter.seal, terminal.office.keys.signer.public)
        assert proven["valid"] is True and proven["number"] == letter.number


def test_its_people_come_in(terminal: Terminal) -> None:
    session = sign_in(terminal.office, Tapped(UID, KTP))
    assert isinstance(session, Session)
    assert data_page(terminal.office, session).letters_left > 0
    assert clerk_sign_in(terminal.office, CLERK, PIN).name == CLERK


def test_its_numbers_go_on(terminal: Terminal) -> None:
    nik = list_letters(terminal.office)[0]["nik"]
    _key, letter, _job = issue_for_clerk(terminal.office, nik, "SKTM", {"keperluan": "Biaya sekolah"})
    assert letter.seq == 4
    assert datetime.fromisoformat(letter.issued_at).astimezone(WIB).year == letter.year
    assert terminal.check()["ok"] is True


def test_it_can_be_backed_up_and_opened_once_more(terminal: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "again"
    shutil.copytree(terminal.state / "keys", copy / "keys")
    backup(terminal.books.database, copy / STORE)
    again = open_terminal(copy)
    assert again.books.journal.lines() == terminal.books.journal.lines()
    assert again.check()["ok"] is True
    again.books.database.close()
