"""Files that commands read and write: whole or not at all, and nothing else is touched."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, program


@pytest.fixture
def letter(cli: CommandLine, nik: str) -> str:
    return str(cli.letter(nik)["id"])


def show(cli: CommandLine, letter: str, out: Path | str) -> str:
    return cli("letter", "show", letter, "--format", "text", "--out", str(out)).refusal


def test_a_target_that_cannot_be_written(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    for out in (tmp_path, tmp_path / "none" / "x", "", ".", "/proc/version/x", "x" * 300):
        assert show(cli, letter, out) == "E-CMD-07"
    assert sorted(tmp_path.iterdir()) == before, "no half file stays behind"


def test_an_older_file_stays_whole_until_the_new_one_is(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    out = tmp_path / "surat.txt"
    out.write_bytes(b"lama")
    assert cli("letter", "show", letter, "--format", "bmp", "--out", str(out)).refusal == "E-CMD-08"
    assert out.read_bytes() == b"lama"
    cli.json("letter", "show", letter, "--out", str(out))
    assert b"SURAT" in out.read_bytes()


def test_a_link_leads_to_its_file(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)
    cli.json("letter", "show", letter, "--out", str(link))
    assert link.is_symlink() and b"SURAT" in real.read_bytes()


def test_a_pipe_is_written_to_and_stays_a_pipe(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    thread.start()
    cli.json("letter", "show", letter, "--out", str(pipe))
    thread.join(10)
    assert b"SURAT" in read[0] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_backup_is_a_store_of_its_own(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "store.sqlite"
    copy.parent.mkdir()
    cli.json("store", "backup", str(copy))
    assert cli.bare("--state", str(copy.parent), "letter", "list", "--json").value[0]["id"] == letter
    cli.json("store", "backup", str(copy))


def test_a_backup_never_lands_on_the_living_store_or_a_device(cli: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (cli.state / "store.sqlite", cli.state / "store.sqlite-wal", tmp_path, pipe, "", "/nowhere/x"):
        assert cli("store", "backup", str(target)).refusal in ("E-CMD-07", "E-STO-04")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert cli.json("store", "check")["ok"] is True


def test_f3_no_command_writes_into_the_state_folder(cli: CommandLine, letter: str, tmp_path: Path) -> None:
    cli.json("store", "backup")
    (day,) = (cli.state / "backups").iterdir()
    (tmp_path / "link").symlink_to(cli.state / "keys", target_is_directory=True)
    (tmp_path / "second").hardlink_to(cli.state / "keys" / "village.key")
    targets = [cli.state / "store.sqlite", cli.state / "new", cli.state / "keys" / "village.key", day]
    targets += [tmp_path / "link" / "village.key", tmp_path / "second", cli.state]
    before = {path: path.read_bytes() for path in [cli.state / "keys" / "village.key", day]}
    for out in map(str, targets):
        assert show(cli, letter, out) == "E-CMD-07"
        assert cli("sample", "--residents", "1", "--seed", "1", "--out", out).refusal == "E-CMD-07"
        assert cli("store", "backup", out).refusal == "E-CMD-07"
        assert cli("set", "printer.path", out).refusal == "E-CMD-06"
    assert {path: path.read_bytes() for path in before} == before
    assert not (cli.state / "new").exists() and cli.json("store", "check")["ok"] is True


def test_f3_a_paper_set_before_in_the_state_folder_is_not_written_to(cli: CommandLine, letter: str) -> None:
    from appliance.wiring import open_terminal

    key = cli.state / "keys" / "village.key"
    before = key.read_bytes()
    terminal = open_terminal(cli.state)
    terminal.books.settings.put("printer.path", str(key))
    terminal.books.database.close()
    assert cli.json("letter", "print", letter)["job"] != "printed"
    assert key.read_bytes() == before
    assert cli.json("set", "theme", "gelap") and cli.json("set", "printer.path", str(cli.state.parent / "paper"))
    assert cli.json("letter", "print", letter)["job"] == "printed"


def test_the_sample_of_a_seed_is_the_same_and_comes_whole(cli: CommandLine, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert cli.json("sample", "--residents", "25", "--seed", "3", "--out", str(tmp_path / name)) == {
            "residents": 25,
            "seed": 3,
        }
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_import_tells_rows_by_line_and_takes_the_good_ones(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    cli.json("sample", "--residents", "5", "--seed", "3", "--out", str(path))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[3].replace(b"18", b"xx", 1), *lines[4:]]))
    done = cli("residents", "import", str(path), "--json")
    report = done.value
    assert set(report) >= {"accepted", "updated", "unchanged", "rejected", "warnings"}
    assert [(row["line"], row["code"]) for row in report["rejected"]] == [(4, "E-REG-10")]
    assert report["accepted"] + report["updated"] == 4 and "baris 4: E-REG-10 " in done.err


def test_an_import_that_was_cut_off_is_told_at_the_next_one(cli: CommandLine, tmp_path: Path) -> None:
    from appliance.wiring import open_terminal

    open_terminal(cli.state).books.settings.set_note("import.open", "1")
    checks = {check["name"]: check["code"] for check in cli.json("doctor")["checks"]}
    assert checks["store"] == "E-IMP-12"
    path = tmp_path / "p.csv"
    cli.json("sample", "--residents", "5", "--seed", "3", "--out", str(path))
    assert cli("residents", "import", str(path)).err.startswith("E-IMP-12 ")
    assert "E-IMP-12" not in cli("residents", "import", str(path)).err


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "E-IMP-02"), (bytes(range(256)) * 50, "E-IMP-03"), (b"PK\x03\x04" + bytes(500), "E-IMP-05")],
)
def test_what_is_no_extract(cli: CommandLine, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    assert cli("residents", "import", str(path)).refusal == code


def test_s9_a_pipe_by_name_is_no_extract_and_one_that_was_opened_is(cli: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert cli("residents", "import", str(pipe)).refusal == "E-IMP-01"
    path = tmp_path / "p.csv"
    cli.json("sample", "--residents", "5", "--seed", "3", "--out", str(path))
    with path.open("rb") as file:
        done = program(cli.state, "residents", "import", "/dev/stdin", "--json", stdin=file)
    assert sum(done.value[word] for word in ("accepted", "updated", "unchanged")) == 5
