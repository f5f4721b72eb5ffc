"""The day's copy: made once, checked, kept in generations, never in the way of letters, and on a stick as well."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.store import Database, archive
from appliance.store.archive import Archive, Kept, Moment
from appliance.store.backup import DRAFT
from appliance.store.check import check_file
from appliance.store.daily import Daily, first_archive, keep_daily, second_archive
from appliance.store.generations import CAP, Generation, read_name
from appliance.store.journal import Journal
from tests.support.refusals import refused

VILLAGE = "1801042001"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=WIB)
NOW = Moment(NOON, False, VILLAGE, 1, 1)
PAD = "x" * 3000

Mount = Callable[[str], Path]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A store of about 1 MiB."""
    (tmp_path / "state").mkdir()
    with Database(tmp_path / "state" / "store.sqlite") as database:
        Journal(database).open_epoch(VILLAGE, 1)
        Journal(database).append("desa.journal.opened", {}, NOON)
        database.table("t").insert_multiple({"n": number, "pad": PAD} for number in range(200))
        yield database


@pytest.fixture
def state(db: Database, tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Makes a disk of its own, of the size that is given."""
    places: list[Path] = []

    def make(size: str) -> Path:
        place = tmp_path / f"disk{len(places)}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("may not mount here")
        places.append(place)
        return place

    yield make
    for place in places:
        subprocess.run(["umount", "-l", str(place)], check=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def done(kept: Kept | ApplianceError | None) -> Kept:
    assert isinstance(kept, Kept), kept
    return kept


def keep(db: Database, state: Path, now: Moment = NOW, folder: Path | None = None) -> Daily:
    return keep_daily(db, state, folder, now)


def later(days: float, number: int = 1, **other: object) -> Moment:
    return replace(NOW, at=NOON + timedelta(days=days), number=number, **other)  # type: ignore[arg-type]


def test_a_copy_a_day_and_no_second_one(db: Database, state: Path) -> None:
    first = done(keep(db, state).first)
    again = done(keep(db, state, later(0.3)).first)
    assert first.made and not again.made and again.file == first.file == state / "backups" / first.names[0]
    tomorrow = done(keep(db, state, later(1)).first)
    assert tomorrow.made and tomorrow.names == (tomorrow.file.name, first.file.name)
    assert names(state / "backups") == sorted(tomorrow.names)
    assert (state / "backups").stat().st_mode & 0o777 == 0o700
    with Database(tomorrow.file, create=False) as copy:
        assert check_file(copy) == [] and len(copy.table("t")) == 200


def test_generations_and_nothing_else_are_removed(db: Database, state: Path) -> None:
    folder = state / "backups"
    folder.mkdir()
    others = {"catatan.txt", "1801042001.sqlite", "1801042002-20200101-120000-e1-n5.sqlite"}
    for name in others:
        (folder / name).write_bytes(b"somebody's own")
    (folder / "1801042001-20200101-120000-e1-n5.sqlite").mkdir()
    for day in range(-40, 0):
        folder.joinpath(f"{VILLAGE}-{NOON + timedelta(days=day):%Y%m%d-%H%M%S}-e1-n1.sqlite").write_bytes(b"x")
    kept = done(keep(db, state).first)
    assert kept.made and len(kept.names) <= CAP and len(kept.names) + len(kept.removed) == 41
    assert set(names(folder)) == {*others, "1801042001-20200101-120000-e1-n5.sqlite", *kept.names}


def test_what_a_power_cut_left_half_made_goes_away(db: Database, state: Path) -> None:
    (state / "backups").mkdir()
    for end in ("", "-journal", "-wal", "-shm"):
        (state / "backups" / f"{DRAFT}00ff{end}").write_bytes(b"half")
    kept = done(keep(db, state).first)
    assert names(state / "backups") == list(kept.names)


def test_a_clock_in_doubt_gives_a_copy_for_each_head_and_takes_no_good_one(db: Database, state: Path) -> None:
    good = [done(keep(db, state, later(day, 5 + day)).first).file.name for day in range(5)]
    doubtful = later(4.1, 20, doubtful=True)
    assert done(keep(db, state, doubtful).first).made
    assert not done(keep(db, state, doubtful).first).made
    last = done(keep(db, state, replace(doubtful, number=21)).first)
    assert last.made and set(good[:4]) < set(last.names) and last.names[0].endswith("-n21.sqlite")


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, 7, tzinfo=WIB), datetime(2099, 5, 5, tzinfo=WIB)])
def test_a_copy_with_a_silly_date_takes_no_good_one(db: Database, state: Path, wrong: datetime) -> None:
    good = [done(keep(db, state, later(day, 5 + day)).first).file.name for day in range(4)]
    kept = done(keep(db, state, replace(NOW, at=wrong, number=9)).first)
    assert set(good) < set(kept.names)
    right = done(keep(db, state, later(4, 9)).first)
    assert right.made and right.file.name == right.names[0] and set(good) < set(right.names)


def test_a_broken_store_gives_no_copy_and_takes_none(db: Database, state: Path) -> None:
    good = done(keep(db, state).first)
    db.close()
    file = state / "store.sqlite"
    content = bytearray(file.read_bytes())
    content[content.index(PAD.encode()) + 9] ^= 4
    file.write_bytes(content)
    with Database(file, create=False) as broken:
        trouble = keep(broken, state, later(200)).first
    assert isinstance(trouble, ApplianceError) and trouble.code == "E-STO-01"
    assert names(state / "backups") == list(good.names)


def test_no_copy_makes_room_for_a_broken_store(
    db: Database, state: Path, mount: Mount, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mount("3m")
    for day in range(3):
        Archive(folder, 0).keep(db, later(day, 1 + day))
    good = names(folder)
    monkeypatch.setattr(archive, "check_file", lambda _: ["E-STO-01 Berkas data rusak."])
    with refused("E-STO-01"):
        Archive(folder, 0).keep(db, later(3, 4))
    assert names(folder) == good
    monkeypatch.undo()
    assert Archive(folder, 0).keep(db, later(3, 4)).removed


def test_a_copy_that_the_medium_spoils_is_found_and_not_kept(
    db: Database, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = done(keep(db, state).first)

    def worn(file: int, *_: object) -> None:
        spoil = os.open(f"/proc/self/fd/{file}", os.O_RDWR)
        middle = os.fstat(spoil).st_size // 2
        os.pwrite(spoil, bytes(byte ^ 1 for byte in os.pread(spoil, 1, middle)), middle)
        os.close(spoil)

    monkeypatch.setattr(os, "posix_fadvise", worn)
    trouble = keep(db, state, later(1)).first
    assert isinstance(trouble, ApplianceError) and trouble.code == "E-STO-01"
    assert names(state / "backups") == list(good.names)


def test_letters_come_before_copies(db: Database, mount: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk of 8 MiB, of which 4 belong to letters; a copy has about 1 MiB."""
    monkeypatch.setattr(archive, "LETTERS_FIRST", 0)
    folder, spare = mount("8m"), 4 * 2**20
    kept = [Archive(folder, spare).keep(db, later(day, 1 + day)) for day in range(9)]
    disk = os.statvfs(folder)
    assert all(one.made for one in kept) and disk.f_bavail * disk.f_frsize >= spare
    assert 2 <= len(kept[-1].names) < 7 and kept[-1].removed
    assert kept[-1].names == tuple(one.file.name for one in reversed(kept))[: len(kept[-1].names)]
    before = names(folder)
    (folder / "ballast").write_bytes(bytes(disk.f_bavail * disk.f_frsize - 2**20))
    with refused("E-BAK-02"):
        Archive(folder, spare).keep(db, later(20, 40))
    assert [name for name in names(folder) if name != "ballast"] == before, "none goes in vain"
    (folder / "ballast").unlink()
    assert Archive(folder, spare).keep(db, later(20, 40)).made


def test_the_copies_in_the_state_folder_leave_the_reserve_alone(state: Path, db: Database) -> None:
    assert first_archive(state)._spare == archive.LETTERS_FIRST > 32 * 2**20


def test_the_second_medium_has_generations_of_its_own(db: Database, state: Path, mount: Mount) -> None:
    stick = mount("64m")
    keep(db, state)
    both = keep(db, state, later(1, 5), stick)
    first, second = done(both.first), done(both.second)
    assert len(first.names) == 2 and second.made and names(stick) == list(second.names)
    with Database(second.file, read_only=True) as copy:
        assert check_file(copy) == [] and len(copy.table("t")) == 200
    assert not done(keep(db, state, later(1.1, 6), stick).second).made


def test_a_stick_that_comes_later_in_the_day_gets_its_copy(db: Database, state: Path, mount: Mount) -> None:
    first = done(keep(db, state).first)
    both = keep(db, state, later(0.2), mount("64m"))
    assert done(both.first).file == first.file and done(both.second).made


def test_a_missing_stick_stops_nothing(db: Database, state: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "none", state / "store.sqlite", state / "store.sqlite" / "x"):
        both = keep(db, state, NOW, folder)
        assert done(both.first).names
        assert isinstance(both.second, ApplianceError) and both.second.code == "E-BAK-04"


def test_a_stick_that_is_not_mounted_does_not_fill_the_disk(db: Database, state: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    both = keep(db, state, NOW, tmp_path / "stick")
    assert done(both.first).made and names(tmp_path / "stick") == []
    assert isinstance(both.second, ApplianceError) and both.second.code == "E-BAK-05"


@pytest.mark.parametrize(("size", "code"), [("1m", "E-BAK-02"), ("64m", None)])
def test_a_full_stick_is_told_and_stops_nothing(
    db: Database, state: Path, mount: Mount, size: str, code: str | None
) -> None:
    both = keep(db, state, NOW, mount(size))
    assert done(both.first).made
    assert (both.second.code if isinstance(both.second, ApplianceError) else None) == code


def test_a_stick_that_fills_under_the_copy_is_told(
    db: Database, state: Path, mount: Mount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with sticks that have less room than they say."""
    stick = mount("512k")
    monkeypatch.setattr(archive, "to_free", lambda *_: [])
    both = keep(db, state, NOW, stick)
    assert done(both.first).made and names(stick) == []
    assert isinstance(both.second, ApplianceError) and both.second.code == "E-BAK-06"
    assert "E-STO-02" in str(both.second)


def test_a_stick_that_may_not_be_written_is_told(db: Database, state: Path, mount: Mount) -> None:
    stick = mount("8m")
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    both = keep(db, state, NOW, stick)
    assert done(both.first).made
    assert isinstance(both.second, ApplianceError) and both.second.code == "E-BAK-06"


def test_trouble_with_the_first_does_not_stop_the_second(db: Database, state: Path, mount: Mount) -> None:
    (state / "backups").write_bytes(b"a file where the folder should be")
    both = keep(db, state, NOW, mount("64m"))
    assert isinstance(both.first, ApplianceError) and both.first.code == "E-STO-04"
    assert done(both.second).made


def test_the_newest_is_found_by_what_it_holds(db: Database, state: Path) -> None:
    assert first_archive(state).newest(VILLAGE, NOON) is None
    for day, number in ((0, 5), (-300, 9), (1, 7)):
        keep(db, state, later(day, number))
    newest = first_archive(state).newest(VILLAGE, NOON)
    assert newest is not None and newest.number == 9
    assert first_archive(state).newest(None, NOON) == newest
    assert first_archive(state).newest("1801042002", NOON) is None


def test_a_second_archive_needs_a_folder(state: Path, db: Database, mount: Mount) -> None:
    stick = mount("1m")
    assert second_archive(stick, state).newest(VILLAGE, NOON) is None
    with refused("E-BAK-04"):
        second_archive(stick / "none", state)


def _keep_in_process(state: Path, ends: multiprocessing.Queue[str]) -> None:
    with Database(state / "store.sqlite", create=False) as db:
        made = first_archive(state, make=True).keep(db, NOW).made
    ends.put("made" if made else "found")


def test_two_at_the_same_time_make_one(db: Database, state: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ends: multiprocessing.Queue[str] = context.Queue()
    workers = [context.Process(target=_keep_in_process, args=(state, ends)) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert sorted(ends.get(timeout=60) for _ in workers) == ["found", "made"]
    for worker in workers:
        worker.join(60)
    (name,) = names(state / "backups")
    assert read_name(name) is not None


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(PAD.encode()) + 9] ^= 4
    file.write_bytes(content)


SPOILT: dict[str, Callable[[Path], object]] = {
    "a bit": flip,
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: os.truncate(file, file.stat().st_size // 2),
}


@pytest.mark.parametrize("damage", SPOILT)
def test_a_copy_that_was_spoilt_since_is_made_again(db: Database, state: Path, damage: str) -> None:
    yesterday = done(keep(db, state).first).file
    old = done(keep(db, state, later(1)).first).file
    assert first_archive(state).look_through(read_back(old)) == []
    SPOILT[damage](old)
    assert first_archive(state).look_through(read_back(old))
    new = done(keep(db, state, later(1.1)).first)
    assert new.made and new.removed == (old.name,) and new.names == (new.file.name, yesterday.name)
    assert not done(keep(db, state, later(1.2)).first).made
    assert first_archive(state).look_through(read_back(new.file)) == []
    assert names(state / "backups") == sorted(new.names), "looking leaves nothing beside a copy"


def test_a_spoilt_copy_stays_beside_a_broken_store(db: Database, state: Path) -> None:
    copy = done(keep(db, state).first).file
    flip(copy)
    db.close()
    flip(state / "store.sqlite")
    with Database(state / "store.sqlite", create=False) as broken:
        trouble = keep(broken, state, later(0.1)).first
    assert isinstance(trouble, ApplianceError) and trouble.code == "E-STO-01"
    assert names(state / "backups") == [copy.name]


def test_a_copy_on_a_full_disk_is_looked_through(db: Database, mount: Mount) -> None:
    folder = mount("2m")
    copy = Archive(folder, 0).keep(db, NOW)
    disk = os.statvfs(folder)
    (folder / "ballast").write_bytes(bytes(disk.f_bavail * disk.f_frsize))
    assert Archive(folder, 0).keep(db, later(0.1)) == replace(copy, made=False)


def read_back(file: Path) -> Generation:
    found = read_name(file.name)
    assert found is not None
    return found
