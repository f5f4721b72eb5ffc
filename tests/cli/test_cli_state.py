"""State folders in every condition: missing, half made, broken, from the future, on a disk that takes nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command_line import PROGRAM, CommandLine, program

ANY = [
    ["settings"],
    ["letter", "list"],
    ["store", "check"],
    ["journal", "list"],
    ["key", "show"],
    ["residents", "show", "1801041111110001"],
    ["letter", "verify", "--seal", "x"],
    ["clock", "confirm"],
]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "new", capsys)


def init(call: CommandLine) -> str:
    return str(call.json("init", "--village", "18.01.04.2001", "--name", "Hajimena")["public"])


@pytest.mark.parametrize("words", ANY, ids=lambda words: " ".join(words[:2]))
def test_nothing_is_made_where_nothing_is(call: CommandLine, words: list[str]) -> None:
    assert call(*words).refusal == "E-CMD-01"
    assert not call.state.exists()


@pytest.mark.parametrize("words", [["letter", "list"], ["letter", "jobs"]], ids=" ".join)
def test_a_store_that_cannot_be_opened_is_told_once(call: CommandLine, words: list[str]) -> None:
    told = [call(*words).err]
    init(call)
    (call.state / "store.sqlite").write_bytes(b"x" * 5000)
    told.append(call(*words).err)
    assert [line[:8] for text in told for line in text.splitlines()] == ["E-CMD-01", "E-STO-01"]


def test_doctor_looks_even_where_nothing_is(call: CommandLine) -> None:
    checks = {check["name"]: check["code"] for check in call.json("doctor")["checks"]}
    assert checks.pop("disk") is None
    assert set(checks.values()) == {"E-CMD-01"}


def test_a_file_is_no_folder(call: CommandLine) -> None:
    call.state.write_text("x")
    assert call("settings").refusal == "E-CMD-01"
    assert call("init", "--village", "18.01.04.2001", "--name", "X").refusal == "E-STO-04"
    assert call.state.read_text() == "x"


def test_an_empty_folder_is_taken(call: CommandLine) -> None:
    call.state.mkdir()
    assert init(call)
    assert call.state.stat().st_mode & 0o777 in (0o700, 0o755)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (call.state / "keys").iterdir())


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"not a store at all" * 500])
def test_a_broken_store_stops_everything_and_is_never_replaced(call: CommandLine, content: bytes) -> None:
    init(call)
    store = call.state / "store.sqlite"
    for path in call.state.glob("store.sqlite-*"):
        path.unlink()
    store.write_bytes(content)
    for words in (*ANY, ["init", "--village", "18.01.04.2001", "--name", "X"]):
        assert call(*words).refusal == "E-STO-01"
    checks = {check["name"]: check["code"] for check in call.json("doctor")["checks"]}
    assert checks["store"] == "E-STO-01" and checks["disk"] is None
    assert store.read_bytes() == content


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE x (a)")
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"halo dunia\n" * 3000),
        lambda path: path.write_bytes(path.read_bytes()[: 4096 * 3]),
        lambda path: path.write_bytes(path.read_bytes()[:-9999]),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(bytes(path.stat().st_size)),
        foreign,
    ],
)
def test_the_check_of_a_store_that_cannot_be_opened_is_an_answer(
    call: CommandLine, spoil: Callable[[Path], object]
) -> None:
    assert program(call.state, "init", "--village", "18.01.04.2001", "--name", "Hajimena").code == 0
    assert call.state.joinpath("store.sqlite-wal").stat().st_size == 0
    spoil(call.state / "store.sqlite")
    done = call("store", "check", "--json")
    assert done.code == 1 and done.err.startswith("E-STO-") and done.err.count("\n") == 1
    report = json.loads(done.out)
    assert list(report) == ["ok", "residents", "letters", "events", "jobs", "problems"]
    assert report["ok"] is False and report["problems"]
    assert [type(report[name]) for name in ("residents", "letters", "events")] == [int] * 3


def test_the_journal_names_the_number_of_a_damaged_event(call: CommandLine) -> None:
    assert program(call.state, "init", "--village", "18.01.04.2001", "--name", "Hajimena").code == 0
    store = call.state / "store.sqlite"
    content = bytearray(store.read_bytes())
    content[content.rindex(b"desa.journal.opened") + 3] ^= 1
    store.write_bytes(content)
    done = call("journal", "verify", "--json")
    assert done.code == 1 and done.err.startswith("E-STO-07 ")
    assert json.loads(done.out) == {"ok": False, "bad": 1}
    assert call("journal", "verify").refusal == "E-STO-07"
    assert call("store", "check").code == 1


def test_a_copy_whose_name_is_not_utf8_is_refused(call: CommandLine, tmp_path: Path) -> None:
    init(call)
    assert call("store", "backup", os.fsdecode(os.fsencode(tmp_path / "copy-") + b"\xff")).refusal == "E-STO-04"


def test_a_cut_off_init_is_carried_on_with_the_keys_that_were_made(call: CommandLine) -> None:
    public = init(call)
    for path in call.state.glob("store.sqlite*"):
        path.unlink()
    assert call("settings").refusal == "E-CMD-01"
    assert init(call) == public
    assert len(call("journal", "list").out.splitlines()) == 1


def test_a_store_without_a_village_is_a_cut_off_init(call: CommandLine) -> None:
    from appliance.store import Database

    call.state.mkdir()
    Database(call.state / "store.sqlite").close()
    assert call("letter", "list").refusal == "E-CMD-01"
    assert init(call)


@pytest.mark.parametrize("name", ["village.key", "uid.key"])
@pytest.mark.parametrize("content", [None, b"", b"x" * 31])
def test_without_its_keys_a_terminal_says_so(call: CommandLine, name: str, content: bytes | None) -> None:
    init(call)
    key = call.state / "keys" / name
    key.unlink()
    if content is not None:
        key.write_bytes(content)
    checks = {check["name"]: check["code"] for check in call.json("doctor")["checks"]}
    assert checks["store"] == "E-STO-12"
    assert call.json("settings") and call.json("store", "check")["ok"] is True
    if name == "village.key":
        assert call("key", "show").refusal == "E-STO-12"
        assert call.json("letter", "verify", "--seal", "x", "--key", "00" * 32)["valid"] is False


def test_a_store_of_a_newer_release_is_left_alone(call: CommandLine) -> None:
    from appliance.store import Database

    init(call)
    with Database(call.state / "store.sqlite") as db:
        db.engine.session().connection.pragma("user_version", 99)
    assert call("settings").refusal == "E-STO-05"


def test_two_villages_never_meet_in_one_folder(tmp_path: Path) -> None:
    """Many at one moment: one founds, the others are refused."""
    state = tmp_path / "state"
    made = [
        subprocess.Popen(
            [PROGRAM, "--state", state, "init", "--village", f"18.01.04.200{n}", "--name", "X", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in (1, 2, 3, 4)
    ]
    ends = [(process.communicate(timeout=120), process.returncode) for process in made]
    assert sorted(code for _, code in ends) == [0, 1, 1, 1]
    assert all(err.startswith("E-CMD-02 ") for (_, err), code in ends if code)
    (answer,) = [json.loads(out) for (out, _), code in ends if not code]
    done = subprocess.run([PROGRAM, "--state", state, "journal", "list"], capture_output=True, check=True)
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["data"]["village"] == answer["village"]


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="root has to give up its power to write"
)
def test_a_folder_that_may_not_be_written_is_read_or_refused_but_never_a_traceback(state: Path) -> None:
    """Root without its right to pass by the modes of files, so that the program itself stays readable."""
    for path in [state, *state.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    powerless = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    for words, fine in (
        (["residents", "show", "1"], False),
        (["set", "theme", "gelap"], False),
        (["doctor"], True),
    ):
        command = [*powerless, PROGRAM, "--state", str(state), *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert "Traceback" not in done.stderr
        assert done.returncode == (0 if fine else 1), done.stderr
        if not fine:
            assert done.stderr.startswith(("E-STO-", "E-REG-")), done.stderr


def test_a_moved_state_is_the_same_village(call: CommandLine, tmp_path: Path) -> None:
    public = init(call)
    shutil.move(call.state, tmp_path / "moved")
    assert call.bare("--state", str(tmp_path / "moved"), "key", "show", "--json").value["public"] == public
