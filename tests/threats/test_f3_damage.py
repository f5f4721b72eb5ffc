"""F3: whatever happened to the store's file, every command stops with a sentence and a way back, or answers as it
should. Nothing begins anew by itself, and no byte of what is left is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.cli import main
from appliance.desk.issue_letter import issue_for_clerk
from appliance.wiring import STORE
from tests.support.command_line import PROGRAM, CommandLine, Done
from tests.support.damage import ELSEWHERE, READING, TOLD_AT_OPENING, WRITING, closing, flip
from tests.support.hall import make_hall
from tools.describe_commands import names

PARSER = main.parser()


class Village(CommandLine):
    """A village whose store is closed after each command, as by the end of a process."""

    def __init__(
        self, state: Path, nik: str, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        super().__init__(state, capture)
        self.nik, self.patch = nik, patch
        patch.setattr(main, "parser", lambda: PARSER)  # half the time of a command that stops at once
        self.out = state.parent / "out"
        self.backup = state.parent / "cadangan.sqlite"

    @property
    def store(self) -> Path:
        return self.state / STORE

    def __call__(self, *words: str) -> Done:
        with closing(self.patch):
            return super().__call__(*(word.format(nik=self.nik, out=self.out) for word in words))

    def kept(self) -> bytes | None:
        """The bytes of the file itself."""
        return self.store.read_bytes() if self.store.is_file() else None


@pytest.fixture(scope="module")
def _lettered(_founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A village with two letters and a good backup beside its state folder, and the NIK of their holder."""
    place = tmp_path_factory.mktemp("lettered")
    hall = make_hall(Path(shutil.copytree(_founded, place / "state")))
    nik = hall.parent().nik or ""
    for purpose in ("satu", "dua"):
        issue_for_clerk(hall.office, nik, "DOMISILI", {"keperluan": purpose})
    hall.terminal.backup(place / "cadangan.sqlite")
    hall.books.database.close()
    return place, nik


@pytest.fixture
def village(
    _lettered: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Village:
    place, nik = _lettered
    shutil.copytree(place, tmp_path / "village", ignore=shutil.ignore_patterns("*.reserve"))
    return Village(tmp_path / "village" / "state", nik, capsys, monkeypatch)


def test_every_command_stands_in_the_table() -> None:
    table = {" ".join(word for word in words[:2] if word.isalpha()) for words in (*READING, *WRITING)}
    every = {name.removeprefix("appliance ") for name in names(PARSER)}
    assert every - ELSEWHERE == {name if name in every else name.split()[0] for name in table}


@pytest.mark.parametrize("damage", TOLD_AT_OPENING)
def test_every_command_stops_with_a_sentence_and_a_way_back(village: Village, damage: str) -> None:
    TOLD_AT_OPENING[damage](village.store)
    left = village.kept()
    for words in (*READING, *WRITING):
        done = village(*words)
        assert done.refusal == "E-STO-01", words
        assert "`store restore`" in done.err
        assert village.kept() == left and village.store.exists() == (left is not None or damage == "folder")
    checks = {check["name"]: check for check in village.json("doctor")["checks"]}
    assert checks["store"]["code"] == "E-STO-01" and checks["disk"]["ok"]
    assert checks["backup"]["code"] in (None, "E-BAK-01"), "told although the store cannot be opened"
    assert village("kiosk").refusal == "E-CMD-10"
    assert village("store", "restore", str(village.out)).code == 1
    assert village.kept() == left


@pytest.mark.parametrize("damage", ["empty", "half", "folder", "lost beside its wal", "lost beside its copies"])
def test_the_way_back_leads_back(village: Village, damage: str) -> None:
    before = village("journal", "list").out
    TOLD_AT_OPENING[damage](village.store)
    assert village("store", "restore", str(village.backup)).code == 0
    assert village.json("store", "check")["problems"] == []
    assert village("journal", "list").out.startswith(before)
    assert len(village.json("letter", "list")) == 2


@pytest.mark.parametrize("place", ["journal", "resident", "letter", "setting"])
def test_damage_within_gives_a_code_or_the_right_answer(village: Village, place: str) -> None:
    """A flipped bit that only some commands meet: each says so, or answers as if nothing were."""
    right = {words: village(*words) for words in READING}
    content = village.store.read_bytes()
    marks = {"journal": b"desa.letter.issued", "resident": village.nik.encode(), "letter": b'"DOMISILI"'}
    flip(village.store, content.rindex(marks.get(place, b"Keputusan Kepala Desa")) + 3)
    damaged = village.kept()
    met = 0
    for words in READING:
        done = village(*words)
        if done.code != right[words].code or done.out != right[words].out:
            assert done.code == 1 and done.err.split(" ")[0] in {"E-STO-01", "E-STO-07", "E-STO-11"}, words
            assert right[words].out.startswith(done.out) or words[0] == "store", words
            met += 1
        assert village.kept() == damaged, words
    assert met >= 3, "the check, the backup and whoever reads there"
    for words in WRITING:
        before, done = village.kept(), village(*words)
        assert done.code in (0, 1), words
        if done.err.startswith("E-STO-"):
            assert village.kept() == before, words
    assert village("store", "check").code == 1


@pytest.fixture
def on_its_own_disk(village: Village, tmp_path: Path) -> Iterator[Village]:
    """The same on a disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    try:
        village.state = Path(shutil.copytree(village.state, disk / "state"))
        yield village
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_turned_read_only_is_read_by_every_command(on_its_own_disk: Village) -> None:
    village = on_its_own_disk
    right = {words: village(*words) for words in READING}
    left = village.kept()
    subprocess.run(["mount", "-o", "remount,ro", str(village.state.parent)], check=True)
    for words in READING:
        done = village(*words)  # the list also says that jobs cannot be looked after
        assert (done.code, done.out) == (right[words].code, right[words].out), words
    for words in WRITING:
        assert village(*words).code == 1, words
    for words in (("set", "theme", "gelap"), ("store", "backup"), ("clock", "confirm")):
        assert village(*words).refusal == "E-STO-04", words
    assert village.kept() == left


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="root has to give up its power to read"
)
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_store_that_may_not_be_read_is_told_and_left_alone(village: Village, closed: str) -> None:
    left = village.kept()
    (village.store if closed == "file" else village.state).chmod(0)
    powerless = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", PROGRAM, "--state", village.state]
    for words in (["settings"], ["journal", "verify"], ["set", "theme", "gelap"], ["store", "backup"], ["init"]):
        given = ["--village", "18.01.04.2001", "--name", "Hajimena"] if words == ["init"] else []
        done = subprocess.run(
            [*powerless, *words, *given], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 1 and done.stderr.startswith("E-STO-04 "), (words, done.stderr)
    village.state.chmod(0o700)
    assert village.kept() == left
