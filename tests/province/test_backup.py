"""Backup, restore and check of the province's store: yesterday's copy comes back, villages fill what it lacks."""

import os
import shutil
import stat
import subprocess
import sys

import apsw
import pytest

from appliance.model.errors import ApplianceError
from appliance.post.intake import Answer
from appliance.post.status import Status
from province.backup import backup
from province.check import check
from province.opening import FILE
from province.register import everyone, project
from province.restore import restore
from province.settle import accept_key
from province.store import Store, prepare
from tests.province.test_schema import VERSION_1
from tests.province.villages import KODE, OTHER, issue, take, village


@pytest.fixture
def state(tmp_path):
    prepare(tmp_path / "province")
    return tmp_path / "province"


@pytest.fixture
def store(state):
    opened = Store(state)
    yield opened
    opened.close()


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "medium" / "copy.sqlite"


def keep(store, copy):
    copy.parent.mkdir(exist_ok=True)
    backup(store.db, copy)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def former(state):
    return [path for path in state.iterdir() if path.name.startswith(f"{FILE}.2")]


def test_yesterdays_backup_comes_back(store, state, copy):
    made = village(letters=5)
    take(store, made)
    keep(store, copy)
    issue(made, [6, 7])
    take(store, made, 7)
    store.close()
    done = restore(copy, state)
    assert done.carried and done.former in former(state)
    again = Store(state)
    assert again.generation != store.generation
    assert (again.ack(KODE).have, again.ack(KODE).hash) == (6, made.hash_of(6)[0])
    assert take(again, made, 7) is Answer.TAKE
    assert list(again.events(KODE)) == made.lines(0, 99)
    again.close()


def test_a_copy_is_one_file_for_its_owner_alone(store, copy):
    take(store, village(letters=400))
    keep(store, copy)
    keep(store, copy)
    assert files(copy.parent) == [copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_is_of_one_moment_while_a_collector_goes_on(store, state, copy):
    made = village(letters=30)
    take(store, made, last=10)
    other = Store(state)
    keep(other, copy)
    take(store, made, 11)
    other.close()
    elsewhere = restore(copy, state.parent / "elsewhere")
    assert elsewhere.former is None
    found = Store(state.parent / "elsewhere")
    assert list(found.events(KODE)) == made.lines(0, 10) and check(found.db).ok
    found.close()


def test_a_copy_is_read_from_a_medium_that_cannot_be_written(store, state, copy):
    take(store, village(letters=2))
    keep(store, copy)
    before = copy.read_bytes()
    copy.chmod(0o400)
    restore(copy, state.parent / "elsewhere")
    assert copy.read_bytes() == before and files(copy.parent) == [copy.name]


def test_the_backup_of_an_older_release_comes_back(tmp_path):
    restore(VERSION_1, tmp_path / "province")
    store = Store(tmp_path / "province")
    assert [row.have for row in store.fleet()] == [13, 7, 3] and check(store.db).ok
    store.close()


@pytest.mark.parametrize("content", [b"", b"this is no database" * 500, None])
def test_what_is_no_backup_changes_nothing(store, state, copy, content):
    take(store, village(letters=2))
    store.close()
    copy.parent.mkdir()
    if content is not None:
        copy.write_bytes(content)
    before = files(state)
    with pytest.raises(ApplianceError, match="E-PRV-13"):
        restore(copy, state)
    assert files(state) == before
    assert Store(state).ack(KODE).have == 3


def test_a_damaged_backup_changes_nothing(store, state, copy):
    take(store, village(letters=200))
    keep(store, copy)
    store.close()
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ApplianceError, match="E-PRV-13"):
        restore(copy, state)
    assert former(state) == []


def test_a_store_that_is_open_is_not_replaced(store, state, copy):
    take(store, village(letters=2))
    keep(store, copy)
    with pytest.raises(ApplianceError, match="E-PRV-08"):
        restore(copy, state)
    assert store.ack(KODE).have == 3


def test_the_living_store_is_no_target(store, state):
    with pytest.raises(ApplianceError, match="E-PRV-10"):
        backup(store.db, state / FILE)


def test_a_copy_that_cannot_be_written_leaves_the_older_one(store, copy):
    keep(store, copy)
    before = copy.read_bytes()
    with pytest.raises(ApplianceError, match="E-PRV-04"):
        backup(store.db, copy.parent / "none" / "copy.sqlite")
    take(store, village(letters=2))
    store.db.execute("UPDATE village SET have = 99")
    with pytest.raises(ApplianceError, match="E-PRV-13"):
        backup(store.db, copy)
    assert copy.read_bytes() == before and files(copy.parent) == [copy.name]


FLIPPED = "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'umum', 'umul') AS BLOB) WHERE n = 4"


def test_a_flipped_bit_in_an_event_gets_into_no_backup(store, copy):
    take(store, village(letters=5))
    keep(store, copy)
    before = copy.read_bytes()
    store.db.execute(FLIPPED)
    with pytest.raises(ApplianceError, match=r"E-PRV-13 .*18\.01\.04\.2001: peristiwa 4 rusak"):
        backup(store.db, copy)
    assert copy.read_bytes() == before and files(copy.parent) == [copy.name]


def test_a_flipped_bit_in_an_event_of_a_backup_changes_nothing(store, state, copy):
    made = village(letters=5)
    take(store, made)
    keep(store, copy)
    store.close()
    whole = copy.read_bytes()
    place = whole.index(made.lines(3, 1)[0]) + 100
    copy.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    before = (state / FILE).read_bytes()
    with pytest.raises(ApplianceError, match=r"E-PRV-13 .*peristiwa 4 rusak"):
        restore(copy, state)
    assert (state / FILE).read_bytes() == before and former(state) == []


def test_a_flipped_bit_in_a_text_gets_into_no_backup(store, tmp_path):
    take(store, village(letters=5))
    store.db.execute("UPDATE event SET hash = CAST(x'ff' || substr(hash, 2) AS TEXT) WHERE n = 4")
    with pytest.raises(ApplianceError, match=r"E-PRV-13 .*isi berkas rusak"):
        backup(store.db, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.fixture(params=["pipe", "device", "folder", "text", "empty", "database", "link to a pipe", "loop"])
def no_copy(request, tmp_path):
    """Something that stands where a backup is to be written, and is none."""
    path = tmp_path / "here"
    match request.param:
        case "pipe":
            os.mkfifo(path)
        case "device":
            try:
                os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 3))  # as /dev/null, in a folder of our own
            except PermissionError:
                pytest.skip("only root makes device nodes")
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("SQLite is a library. " * 99)
        case "empty":
            path.touch()
        case "database":
            db = apsw.Connection(str(path))
            db.execute("CREATE TABLE village (kode TEXT)")
            db.close()
        case "link to a pipe":
            os.mkfifo(tmp_path / "pipe")
            path.symlink_to(tmp_path / "pipe")
        case "loop":
            path.symlink_to(path)
    return path


def test_a_backup_replaces_nothing_but_an_older_copy(store, no_copy):
    def look():
        found = no_copy.lstat()
        return found.st_ino, found.st_mode, found.st_mtime_ns, found.st_rdev

    before, beside = look(), files(no_copy.parent)
    with pytest.raises(ApplianceError, match="E-PRV-10"):
        backup(store.db, no_copy)
    assert look() == before and files(no_copy.parent) == beside


def test_no_living_store_is_a_target(store, state, copy):
    """Neither a name in its folder, nor through a link, nor the store of another province, opened or not yet."""
    link = state.parent / "link"
    link.symlink_to(state / FILE)
    prepare(state.parent / "other")
    for target in (state / "new", state / f"{FILE}-wal", link, state.parent / "other" / FILE):
        with pytest.raises(ApplianceError, match="E-PRV-10"):
            backup(store.db, target)
    keep(store, copy)
    store.close()
    restore(copy, state)
    with Store(state.parent / "other") as other, pytest.raises(ApplianceError, match="E-PRV-10"):
        backup(other.db, state / FILE)
    with Store(state) as again:
        assert again.fleet() == []


def test_a_link_to_an_older_copy_stays_a_link(store, copy):
    keep(store, copy)
    take(store, village(letters=2))
    link = copy.parent / "newest"
    link.symlink_to(copy)
    backup(store.db, link)
    assert link.is_symlink() and files(copy.parent) == [copy.name, "newest"]
    assert restore(copy, copy.parent / "elsewhere").former is None
    with Store(copy.parent / "elsewhere") as found:
        assert found.ack(KODE).have == 3


def test_what_no_village_sends_again_lives_on(store, state, copy):
    """A village in trouble, a key accepted and a village first seen since the backup, and numbers spent since."""
    one, two, three = village(letters=3), village("1801042002", letters=2), village("1801042003", letters=4)
    take(store, one)
    take(store, two)
    keep(store, copy)
    issue(one, [4, 5])
    take(store, one, 5)
    store.heed({KODE: Status(True, have=3, trouble="E-NET-06")})
    accept_key(store.db, two.village, OTHER.public)
    take(store, three)
    take(store, three, signer=OTHER)
    project(store.db, everyone(store.db))
    store.close()
    assert restore(copy, state).carried
    again = Store(state)
    rows = {row.village: row for row in again.fleet()}
    assert (rows[KODE].have, rows[KODE].fork) == (4, 4)
    assert again.ack(KODE).series == {"umum/2026": 5}
    assert take(again, two, signer=OTHER) is Answer.DUPLICATE
    assert (rows[three.village].have, rows[three.village].refused) == (0, OTHER.public.hex())
    assert take(again, three, signer=OTHER) is Answer.OTHER_KEY, "its key stays pinned"
    assert take(again, three) is Answer.TAKE
    assert check(again.db).ok
    again.close()


def test_nothing_lives_on_from_a_store_of_other_origin(store, state, copy):
    take(store, village(letters=2))
    keep(store, copy)
    prepare(state.parent / "trial")
    trial = Store(state.parent / "trial")
    take(trial, village(letters=9), signer=OTHER)
    trial.close()
    assert not restore(copy, state.parent / "trial").carried
    again = Store(state.parent / "trial")
    assert take(again, village(letters=2)) is Answer.DUPLICATE
    again.close()


@pytest.mark.parametrize("broken", ["torn", "not a database", "empty"])
def test_a_broken_store_is_replaced_and_kept(store, state, copy, broken):
    made = village(letters=300)
    take(store, made)
    keep(store, copy)
    store.close()
    whole = (state / FILE).read_bytes()
    (state / FILE).write_bytes({"torn": whole[:9000], "empty": b""}.get(broken, b"no database" * 999))
    kept = (state / FILE).read_bytes()
    (state / f"{FILE}-wal").write_bytes(b"left by a process that was killed")
    done = restore(copy, state)
    assert not done.carried
    if broken == "not a database":
        assert done.former.read_bytes() == kept
    again = Store(state)
    assert list(again.events(KODE)) == made.lines(0, 999) and check(again.db).ok
    again.close()


def test_a_killed_collectors_last_commits_are_in_what_is_kept(store, state, copy, tmp_path):
    """A store whose process was killed has its last commits beside it: they are kept with it."""
    made = village(letters=3)
    keep(store, copy)
    take(store, made)
    killed = tmp_path / "killed"
    killed.mkdir()
    for name in (FILE, f"{FILE}-wal"):
        shutil.copy(state / name, killed / name)
    assert (killed / f"{FILE}-wal").stat().st_size > 0
    done = restore(copy, killed)
    assert done.carried and sorted(p.name for p in killed.iterdir()) == sorted(
        [FILE, f"{FILE}.open", done.former.name]
    )
    (tmp_path / "look").mkdir()
    shutil.copy(done.former, tmp_path / "look" / FILE)
    look = Store(tmp_path / "look")
    assert list(look.events(KODE)) == made.lines(0, 99)
    look.close()


KILLED = """
import os, sys
from pathlib import Path
import province.restore
province.restore.put = lambda *_: os._exit(9)
province.restore.restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_restore_that_was_cut_off_is_made_again(store, state, copy):
    """Killed with the former store aside and the copy not yet in its place: what was there still opens."""
    made = village(letters=3)
    keep(store, copy)
    take(store, made)
    store.close()
    killed = subprocess.run([sys.executable, "-c", KILLED, str(copy), str(state)], timeout=60)
    assert killed.returncode == 9 and any(name.startswith(".copy.") for name in files(state))
    with Store(state) as again:
        assert list(again.events(KODE)) == made.lines(0, 99)
    assert restore(copy, state).carried
    assert not any(name.startswith(".copy.") for name in files(state))
    assert len(former(state)) == 2
    with Store(state) as again:
        assert again.ack(KODE) is not None
        assert take(again, made) is Answer.TAKE


BODY = "body = CAST(replace(CAST(body AS TEXT), 'SKTM', 'SKTU') AS BLOB)"


def test_check_finds_nothing_wrong(store):
    made = village(letters=5)
    back = made.copy(upto=4)
    back.restored(9)
    take(store, made)
    take(store, back, 9)
    take(store, village(letters=3, kode="1801042002"))
    project(store.db, everyone(store.db))
    report = check(store.db)
    assert report.ok, report.problems
    assert report.rows == {"village": 2, "event": 11, "aside": 0, "letter": 8, "quarantine": 0}


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE event SET BODY WHERE n = 4", "peristiwa 4 rusak"),
        ("UPDATE event SET hash = hex(zeroblob(32)) WHERE n = 4", "peristiwa 4 bukan yang tercatat"),
        ("UPDATE event SET n = 40 WHERE n = 4", "rantai putus pada peristiwa 5"),
        ("DELETE FROM event WHERE n = 4", "rantai putus pada peristiwa 5"),
        ("DELETE FROM event WHERE n = 1", "rantai putus pada peristiwa 2"),
        ("DELETE FROM event WHERE n = 6", "kursor tidak sama dengan peristiwa terakhir"),
        ("UPDATE village SET have = 5", "kursor tidak sama dengan peristiwa terakhir"),
        ("UPDATE village SET hash = hex(zeroblob(32))", "kursor tidak sama dengan peristiwa terakhir"),
        ("UPDATE village SET projected = 99", "kursor tidak sama dengan peristiwa terakhir"),
        ("UPDATE aside SET BODY", "yang disimpan terpisah rusak"),
        ("PRAGMA foreign_keys = 0; DELETE FROM village", "desa yang tidak dikenal"),
    ],
)
def test_check_names_what_is_wrong(store, sql, problem):
    made = village(letters=5)
    clone = made.copy(upto=5)
    issue(clone, [9])
    take(store, made)
    take(store, clone)
    assert check(store.db).ok
    store.db.execute(sql.replace("BODY", BODY))
    report = check(store.db)
    assert not report.ok and any(problem in line for line in report.problems), report.problems
