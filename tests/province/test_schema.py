"""A store of every earlier release is opened: one of version 1, made by that release, lies beside these tests.

In it: village 2001 with a fork at event 10 and a refused key, 2002 restored from a backup, 2003 with a gap at 8.
"""

import shutil
from pathlib import Path

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.event import read_line
from province import opening
from province.check import check
from province.connect import connect
from province.opening import FILE, open_file, prepare
from province.register import everyone, project, quarantine
from province.schema import STEPS, VERSION
from province.store import Store
from tests.province.villages import batch, issue, numbers, village

VERSION_1 = Path(__file__).parent / "data" / "version_1.sqlite"


@pytest.fixture
def old(tmp_path):
    shutil.copy(VERSION_1, tmp_path / FILE)
    return tmp_path


def tables(db):
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema ORDER BY name")]
    return {name: db.execute(f"PRAGMA table_xinfo({name})").fetchall() for name in names}


def test_the_file_is_of_version_1(old):
    db = connect(old / FILE)
    assert db.pragma("user_version") == 1 < VERSION
    db.close()


def test_an_old_store_gets_the_tables_of_a_new_one(old, tmp_path):
    prepare(tmp_path / "new")
    new, brought_up = open_file(tmp_path / "new" / FILE), open_file(old / FILE)
    assert tables(new) == tables(brought_up)
    assert brought_up.pragma("user_version") == VERSION
    facts = dict(brought_up.execute("SELECT name, value FROM fact"))
    assert facts["origin"] == facts["generation"]
    new.close()
    brought_up.close()


def test_everything_in_an_old_store_is_there_and_goes_on(old):
    before = connect(old / FILE)
    generation = int(before.execute("SELECT value FROM fact WHERE name = 'generation'").get)
    lines = before.execute("SELECT body FROM event WHERE kode = '1801042001' ORDER BY n").fetchall()
    before.close()
    store = Store(old)
    assert store.generation == generation
    assert list(store.events("1801042001")) == [line for (line,) in lines]
    one, two, three = store.fleet()
    assert (one.have, one.fork, one.refused) == (13, 10, "8139770ea87d175f")
    assert store.ack("1801042001").refused == "8139770ea87d175f"
    assert (two.have, two.epoch, three.have, three.gap) == (7, 2, 3, 8)
    project(store.db, everyone(store.db))
    assert quarantine(store.db) == []
    assert [store.ack(row.village).series["umum/2026"] for row in (one, two, three)] == [12, 6, 3]
    report = check(store.db)
    assert report.ok, report.problems
    assert numbers(store.events("1801042002")) == [1, 2, 3, 4, 5]
    store.close()


def test_a_village_of_an_old_store_goes_on(old):
    made = village("1801042004")
    issue(made, [1])
    store = Store(old)
    store.take([batch(made, 1)])
    assert [read_line(line).number for line in store.events("1801042004")] == [1, 2]
    store.close()


def test_two_may_bring_it_up_at_once(old, monkeypatch):
    """The second finds it done when its turn comes."""
    ask, asked = opening._version, []

    def slow(db):
        asked.append(ask(db))
        if len(asked) == 1:
            open_file(old / FILE).close()
        return asked[-1]

    monkeypatch.setattr(opening, "_version", slow)
    open_file(old / FILE).close()
    assert asked[0] == 1 and asked[-1] == VERSION


def test_a_step_that_fails_leaves_the_old_store(old, monkeypatch):
    monkeypatch.setattr(opening, "STEPS", (*STEPS[:-1], STEPS[-1] + "CREATE TABLE fact (name TEXT);"))
    with pytest.raises(ApplianceError, match="E-PRV-03"):
        open_file(old / FILE)
    monkeypatch.undo()
    store = Store(old)
    assert len(store.fleet()) == 3
    store.close()
