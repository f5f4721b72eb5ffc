"""F8: a backup takes the place of the store. No number comes twice, the former store is kept, and a series whose
last number nobody knows stays closed until it is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from appliance.cli.restoring import restore_terminal
from appliance.desk.hold_letters import LetterHold
from appliance.model.errors import ApplianceError
from appliance.store.openers import restore_mark
from appliance.wiring import STORE, open_terminal
from tests.support.command_line import CommandLine


@pytest.fixture
def copy(cli: CommandLine, nik: str, tmp_path: Path) -> Path:
    """A backup made after two letters; three more follow it."""
    for _ in range(2):
        cli.letter(nik)
    made = tmp_path / "cadangan.sqlite"
    assert cli("store", "backup", str(made)).code == 0
    for _ in range(3):
        cli.letter(nik)
    return made


def lose(state: Path) -> None:
    """The card's file system is gone; the keys were saved."""
    for file in state.glob(f"{STORE}*"):
        file.unlink()


def seqs(cli: CommandLine) -> list[tuple[int, str]]:
    return [(row["seq"], row["status"]) for row in cli.json("letter", "list")]


def test_the_former_store_knows_the_last_number(cli: CommandLine, nik: str, copy: Path) -> None:
    answer = cli.json("store", "restore", str(copy))
    assert answer["unknown"] == [] and answer["lost"] == [{"series": "umum", "year": 2026, "first": 3, "last": 5}]
    assert cli.letter(nik)["seq"] == 6
    statuses = [(1, "issued"), (2, "issued"), (3, "void"), (4, "void"), (5, "void"), (6, "issued")]
    assert seqs(cli) == statuses
    assert cli.json("store", "check")["ok"] is True
    assert cli("journal", "verify").code == 0


def test_the_first_event_tells_of_the_restore(cli: CommandLine, copy: Path) -> None:
    before = cli("journal", "list").out.splitlines()
    answer = cli.json("store", "restore", str(copy))
    lines = cli("journal", "list").out.splitlines()
    assert lines[:-1] == before[: len(lines) - 1]
    event = open_terminal(cli.state).books.journal.event(answer["event"])
    assert event is not None and event.type == "desa.journal.restored" and event.number == len(lines)
    assert event.epoch == answer["epoch"] > 1
    assert event.data["base"]["number"] == len(lines) - 1 and event.data["former"]["number"] == len(before)


def test_an_unknown_number_is_waited_for(cli: CommandLine, nik: str, copy: Path) -> None:
    lose(cli.state)
    done = cli("store", "restore", str(copy), "--json")
    assert done.value["unknown"] == ["umum"] and "E-LTR-12" in done.err
    issue = ("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", "keperluan=uji")
    assert cli(*issue).refusal == "E-LTR-12"
    assert cli("store", "last", "umum=1").refusal == "E-LTR-13"
    assert cli("store", "last", "umum=99999").refusal == "E-LTR-14"
    assert cli("store", "last", "lain=5").refusal == "E-LTR-15"
    assert cli("store", "last", "umum").refusal == "E-CMD-08"
    assert cli(*issue).refusal == "E-LTR-12"
    assert cli.json("store", "last", "umum=5") == {"lost": {"umum": [3, 5]}}
    assert cli.letter(nik)["seq"] == 6
    assert cli.json("store", "check")["ok"] is True


def test_the_wal_of_a_lost_store_is_kept(cli: CommandLine, copy: Path) -> None:
    (cli.state / STORE).unlink()
    log = cli.state / f"{STORE}-wal"
    log.write_bytes(b"sisa" * 1000)
    assert cli.json("store", "restore", str(copy))["former"] is None
    assert (cli.state / f"{STORE}.former-1-wal").read_bytes() == b"sisa" * 1000
    assert cli.json("store", "check")["ok"] is True


def test_a_told_number_opens_the_series_at_once(cli: CommandLine, nik: str, copy: Path) -> None:
    lose(cli.state)
    assert cli.json("store", "restore", str(copy), "--last", "umum=5")["unknown"] == []
    assert cli.letter(nik)["seq"] == 6


def test_a_number_below_what_the_former_store_gave_is_refused(cli: CommandLine, nik: str, copy: Path) -> None:
    before = (cli.state / STORE).read_bytes()
    assert cli("store", "restore", str(copy), "--last", "umum=4").refusal == "E-LTR-13"
    assert (cli.state / STORE).read_bytes() == before
    assert not restore_mark(cli.state / STORE).exists()
    assert cli.letter(nik)["seq"] == 6


def test_a_held_former_store_is_sure_of_nothing_but_what_the_province_said(
    cli: CommandLine, nik: str, copy: Path
) -> None:
    """A card that was rewound or cloned cannot know the numbers of the other one."""
    terminal = open_terminal(cli.state)
    LetterHold(terminal.office).hold("E-NET-07", {"umum/2026": 9})
    terminal.books.database.close()
    answer = cli.json("store", "restore", str(copy))
    assert answer["unknown"] == ["umum"] and answer["lost"][0]["last"] == 9
    issue = ("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", "keperluan=uji")
    assert cli(*issue).refusal == "E-LTR-12"
    assert cli("store", "last", "umum=8").refusal == "E-LTR-13"
    assert cli("store", "last", "umum=11").code == 0
    assert cli.letter(nik)["seq"] == 12
    assert cli.json("store", "check")["ok"] is True


def test_what_was_unknown_stays_so_through_another_restore(cli: CommandLine, copy: Path) -> None:
    lose(cli.state)
    for _ in range(2):
        assert cli.json("store", "restore", str(copy))["unknown"] == ["umum"]
    assert cli.json("store", "restore", str(copy), "--last", "umum=5")["unknown"] == []


def test_a_damaged_former_store_proves_nothing(cli: CommandLine, nik: str, copy: Path) -> None:
    file = cli.state / STORE
    content = bytearray(file.read_bytes())
    content[-3000] ^= 1
    file.write_bytes(content)
    assert cli.json("store", "restore", str(copy))["unknown"] == ["umum"]
    kept = next(cli.state.glob(f"{STORE}.former-*"))
    assert kept.read_bytes() == content


def test_another_journal_proves_nothing(cli: CommandLine, nik: str, copy: Path) -> None:
    """Somebody began anew before looking for the backup."""
    lose(cli.state)
    shutil.rmtree(cli.state / "keys")
    cli("init", "--village", "18.01.04.2001", "--name", "Hajimena")
    answer = cli.json("store", "restore", str(copy))
    assert answer["unknown"] == ["umum"] and answer["former"] is not None


def test_what_waited_for_the_printer_is_left_to_people(cli: CommandLine, nik: str, tmp_path: Path) -> None:
    """It may have come out after the backup was made; nothing is printed twice by itself."""
    cli("set", "printer.driver", "none")
    waits = cli.letter(nik)
    made = tmp_path / "cadangan.sqlite"
    cli("store", "backup", str(made))
    cli("set", "printer.driver", "file")
    assert cli.json("letter", "print", waits["id"])["job"] == "printed"
    cli.json("store", "restore", str(made))
    assert [row["job"] for row in cli.json("letter", "list")] == ["unsure"]


def test_nobody_else_may_have_the_store_open(cli: CommandLine, copy: Path) -> None:
    other = open_terminal(cli.state)
    assert cli("store", "restore", str(copy)).refusal == "E-STO-14"
    other.books.database.close()
    assert cli("store", "restore", str(copy)).code == 0


@pytest.mark.parametrize("what", ["empty", "text", "torn", "missing", "folder"])
def test_what_is_no_backup_changes_nothing(cli: CommandLine, copy: Path, tmp_path: Path, what: str) -> None:
    bad = tmp_path / "rusak.sqlite"
    match what:
        case "empty":
            bad.touch()
        case "text":
            bad.write_text("bukan basis data\n" * 500)
        case "torn":
            bad.write_bytes(copy.read_bytes()[:-8000])
        case "folder":
            bad.mkdir()
    before = (cli.state / STORE).read_bytes()
    assert cli("store", "restore", str(bad)).refusal.startswith("E-STO-")
    assert (cli.state / STORE).read_bytes() == before
    assert cli.json("store", "check")["ok"] is True


def test_another_village_s_backup_is_refused(cli: CommandLine, copy: Path, tmp_path: Path) -> None:
    other = CommandLine(tmp_path / "lain", cli.capture)
    other("init", "--village", "18.01.04.2002", "--name", "Lain")
    assert other("store", "restore", str(copy)).refusal == "E-STO-16"


def test_a_new_card_gets_new_keys(cli: CommandLine, nik: str, copy: Path, tmp_path: Path) -> None:
    """A backup holds no keys: the new one is told in the event, for the province to accept."""
    new = CommandLine(tmp_path / "baru", cli.capture)
    answer = new.json("store", "restore", str(copy), "--last", "umum=5")
    event = open_terminal(new.state).books.journal.event(answer["event"])
    assert event is not None and event.data["public"] == new.json("key", "show")["public"]
    assert new.json("key", "show") != cli.json("key", "show")


STEPS = ("link", "unlink", "replace")


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_is_cut_off_keeps_the_store_closed_until_it_is_repeated(
    cli: CommandLine, nik: str, copy: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    calls: dict[str, Any] = {"link": (os, "link")}
    where, name = calls.get(step, (Path, step))
    real = getattr(where, name)

    def torn(*args: Any, **options: Any) -> Any:
        if any(STORE in str(arg) and "draft" not in str(arg) for arg in args[: 1 if step != "replace" else 2]):
            raise OSError("strom putus")
        return real(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(where, name, torn)
        with pytest.raises(ApplianceError, match="E-STO-04"):
            restore_terminal(cli.state, copy, {})
    if restore_mark(cli.state / STORE).exists():
        assert cli("letter", "list").refusal == "E-STO-15"
        assert cli("settings").refusal == "E-STO-15"
    assert cli.json("store", "restore", str(copy))["unknown"] == []
    assert cli.letter(nik)["seq"] == 6
    assert cli.json("store", "check")["ok"] is True
    assert list(cli.state.glob(f"{STORE}.former-*"))
