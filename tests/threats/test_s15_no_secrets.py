"""S15: whole days of a terminal, with their faults, and then every byte that is left is looked at."""

from __future__ import annotations

import json
import logging
import socket
from datetime import datetime
from pathlib import Path

import pytest

from appliance.desk.views import Visitor
from appliance.model.card import Tapped
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.redact import RedactingFormatter
from tests.support.command_line import CommandLine, program
from tests.support.hall import CLERK, KTP, PIN, UID, Hall, SetClock, make_hall
from tests.support.secrets import everything_in, people, spellings

RESIDENT_PIN, WRONG_PIN = "604718", "915367"


def a_day(cli: CommandLine, hall: Hall, tmp_path: Path) -> str:
    """What happens at a terminal, and much that goes wrong; all that went to standard error."""
    told = []
    parent, other = hall.parent(0), hall.parent(1)
    nik = parent.nik or ""
    extract = tmp_path / "p.csv"
    cli.json("sample", "--residents", "30", "--seed", "5", "--out", str(extract))
    lines = extract.read_text(encoding="utf-8").splitlines()
    extract.write_text("\n".join([*lines, lines[1], lines[2].replace("18", "x", 1)]), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
    issue = ("letter", "issue", "--kind", "SKTM", "--input", "keperluan=Biaya sekolah", "--nik")
    for words in (
        ["residents", "import", str(extract)],
        ["card", "link", "--uid", UID.hex(), "--nik", nik, "--pin", RESIDENT_PIN],
        ["card", "link", "--uid", UID.hex().upper(), "--nik", other.nik or "", "--pin", WRONG_PIN[:5]],
        ["clerk", "add", "--name", "Budi", "--pin", RESIDENT_PIN],
        [*issue, nik],
        [*issue, "9" + nik[1:]],
        ["set", "printer.driver", "network"],
        ["set", "printer.host", "127.0.0.1"],
        ["set", "printer.port", port],
        [*issue, other.nik or ""],
        ["letter", "print", "2"],
        ["set", "printer.driver", "file"],
        ["set", "printer.path", str(tmp_path / "paper.bin")],
        ["letter", "print", "2"],
        ["letter", "print", nik],
        ["letter", "release", "1", "--clerk", CLERK, "--pin", WRONG_PIN],
        ["letter", "release", "1", "--clerk", CLERK, "--pin", PIN],
        ["set", "broker.host", "127.0.0.1"],
        ["set", "broker.port", port],
        ["agent", "--once"],
        ["residents", "show", nik],
        ["letter", "list"],
        ["doctor"],
        ["store", "check"],
    ):
        told.append(cli(*words).err)
    told.append(program(hall.terminal.state, "letter", "print", "1").err)
    return "".join(told)


@pytest.fixture
def day(state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> str:
    hall = make_hall(state, SetClock(datetime.now(WIB)))  # the command line asks the machine's own clock
    hall.desk.ask_first_tap(Visitor(), hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    with caplog.at_level(logging.DEBUG):
        told = a_day(CommandLine(state, capsys), hall, tmp_path)
        unknown = hall.desk.sign_in(Tapped(UID[::-1], KTP))
        assert isinstance(unknown, Visitor)
        hall.desk.ask_first_tap(unknown, hall.parent(1).nik or "", "DOMISILI", {"keperluan": "uji"})
    hall.books.database.close()
    formatter = RedactingFormatter()
    return told + "\n".join(formatter.format(record) for record in caplog.records)


def test_no_pin_and_no_uid_lies_in_the_state(day: str, state: Path) -> None:
    assert day
    for name, content in everything_in(state).items():
        for pin in (PIN, RESIDENT_PIN, WRONG_PIN):
            assert pin.encode() not in content, f"a PIN lies in {name}"
        for spelling in spellings(UID):
            assert spelling not in content, f"the UID lies in {name}"


def test_no_nik_no_name_no_pin_and_no_uid_went_to_logs_and_errors(day: str, state: Path) -> None:
    shown = day.encode()
    assert b"E-PRN-01" in shown and b"E-NET-01" in shown and b"E-REG-" in shown, "the faults were told"
    for secret in (PIN, RESIDENT_PIN, WRONG_PIN, *people(state)):
        assert secret.encode() not in shown
    for spelling in spellings(UID):
        assert spelling not in shown


def test_no_seal_no_pin_and_no_uid_stands_in_an_event(day: str, state: Path) -> None:
    assert day
    hall = make_hall(state)
    journal = b"".join(hall.books.journal.lines())
    for _key, letter in hall.books.letters.find():
        assert letter.seal.encode() not in journal
    for _key, card in hall.books.cards.find():
        assert card.uid_hash.encode() not in journal and (card.pin or "$argon2").encode() not in journal
    for spelling in spellings(UID):
        assert spelling not in journal


def test_pins_are_kept_as_argon2id_each_with_its_own_salt(day: str, state: Path) -> None:
    assert day
    hall = make_hall(state)
    sealed = [clerk.pin for _key, clerk in hall.books.clerks.find()]
    sealed += [card.pin for _key, card in hall.books.cards.find() if card.pin]
    assert len(sealed) == len(set(sealed)) == 3
    assert all(pin.startswith("$argon2id$v=19$") for pin in sealed)


def test_an_error_never_shows_what_it_was_about() -> None:
    told = str(ApplianceError("E-CMD-05", key="1801040412030003\x1b[2J"))
    assert "1801040412030003" not in told and told.isprintable()
    assert json.dumps(told)
