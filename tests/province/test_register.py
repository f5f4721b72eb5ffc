"""Store first, project second: the register is read from events that are kept, and none of them stops a village."""

import pytest

from appliance.post.ack import read_ack, write_ack
from appliance.post.intake import Answer
from appliance.post.status import Status
from province import register
from province.letter import BadEvent, Letter, Place, read_places
from province.store import Store, prepare
from tests.province.villages import KODE, batch, issue, take, village

STRANGE = [
    {"series": None},
    {"series": "umum/2026"},
    {"series": "x" * 33},
    {"year": "2026"},
    {"year": 99},
    {"seq": True},
    {"seq": 0},
    {"seq": 10_000_000},
    {"number": ""},
    {"number": "001\x1b[2J"},
    {"number": 7},
    {"kind": ["SKTM"]},
]


@pytest.fixture
def store(tmp_path):
    prepare(tmp_path)
    opened = Store(tmp_path)
    yield opened
    opened.close()


def letters(store, kode=KODE):
    return store.db.execute("SELECT n, seq, number, kind FROM letter WHERE kode = ? ORDER BY n", (kode,)).fetchall()


def project(store, *villages):
    return register.project(store.db, villages or [KODE])


def test_letters_stand_in_the_register(store):
    made = village(letters=3)
    take(store, made)
    found = project(store)
    assert (found.unread.total(), found.twice.total()) == (0, 0)
    assert letters(store) == [(n + 1, n, f"400.10.2.2/{n:03d}/{KODE}/XI/2026", "SKTM") for n in (1, 2, 3)]
    assert store.ack(KODE).series == {"umum/2026": 3}


@pytest.mark.parametrize("strange", STRANGE, ids=str)
def test_an_event_of_strange_form_is_refused_by_its_member(strange):
    made = village()
    issue(made, [1], **strange)
    with pytest.raises(BadEvent, match=next(iter(strange))):
        read_places(made.lines(1, 1)[0])


def test_places_that_are_spent_in_another_way():
    made = village()
    for type, data in (
        ("desa.series.told", {"series": "umum", "year": 2026, "last": 40, "lost": [1, 40]}),
        ("desa.series.raised", {"series": "umum", "year": 2026, "last": 0, "lost": None}),
        ("desa.note", {"type": "desa.letter.issued", "last": 3}),
    ):
        made.append(type, data)
    told, raised, note = map(read_places, made.lines(1, 3))
    assert (told, raised, note) == ([Place("umum", 2026, 40)], [Place("umum", 2026, 0)], [])
    made.append("desa.journal.restored", {"lost": [{"series": "umum", "year": 2026, "first": 41, "last": 44}]})
    assert read_places(made.lines(4, 1)[0]) == [Place("umum", 2026, 44)]
    issue(made, [45])
    (letter,) = read_places(made.lines(5, 1)[0])
    assert isinstance(letter, Letter)


def test_one_event_that_cannot_be_read_stops_nobody(store):
    made = village(letters=2)
    issue(made, [3], seq="tiga")
    issue(made, [4, 5])
    other = village("1801042002", letters=1)
    store.take([batch(made, 1), batch(other, 1)])
    found = project(store, KODE, "1801042002")
    assert found.unread == {KODE: 1}
    assert [seq for _n, seq, *_ in letters(store)] == [1, 2, 4, 5]
    assert [seq for _n, seq, *_ in letters(store, "1801042002")] == [1]
    (unread,) = register.quarantine(store.db)
    assert (unread.village, unread.n, unread.why) == (KODE, 4, "isi seq tidak dikenal")
    assert [row.quarantine for row in store.fleet()] == [1, 0]
    assert store.ack(KODE).have == 6
    assert project(store).unread.total() == 0, "it is told once"


def test_a_mended_projector_reads_what_lay_in_quarantine(store, monkeypatch):
    def broken(line):
        if b'"seq":2}' in line:
            raise KeyError("a fault of our own, with data of somebody in it")
        return read_places(line)

    take(store, village(letters=3))
    with monkeypatch.context() as patch:
        patch.setattr(register, "read_places", broken)
        project(store)
        (unread,) = register.quarantine(store.db)
        assert (unread.n, unread.why) == (3, "tidak terbaca (KeyError)")
        assert register.replay(store.db, KODE).unread == {KODE: 1}
    assert register.replay(store.db, KODE).unread.total() == 0
    assert register.quarantine(store.db) == []
    assert [seq for _n, seq, *_ in letters(store)] == [1, 2, 3]
    assert store.fleet()[0].quarantine == 0


def test_a_killed_collector_goes_on_where_it_stood(store, tmp_path, monkeypatch):
    """Killed between keeping and reading, and in the middle of reading: nothing is read twice, nothing left out."""
    monkeypatch.setattr(register, "_PAGE", 4)
    made = village(letters=30)
    take(store, made)
    assert store.ack(KODE).series == {}

    read = 0

    def killed(line):
        nonlocal read
        read += 1
        if read > 10:
            raise SystemExit
        return read_places(line)

    with monkeypatch.context() as patch:
        patch.setattr(register, "read_places", killed)
        with pytest.raises(SystemExit):
            project(store)
    assert [seq for _n, seq, *_ in letters(store)] == list(range(1, 8)), "two whole pages of four"
    again = Store(tmp_path)
    assert project(again).twice.total() == 0
    assert [seq for _n, seq, *_ in letters(again)] == list(range(1, 31))
    again.close()


def test_reading_anew_changes_nothing(store):
    made = village(letters=9)
    take(store, made)
    project(store)
    before = letters(store)
    assert register.replay(store.db, KODE).twice.total() == 0
    assert letters(store) == before and store.ack(KODE).series == {"umum/2026": 9}


def test_numbers_of_a_branch_and_of_a_former_life_count_too(store):
    made = village(letters=5)
    clone = made.copy(upto=3)
    issue(clone, range(3, 9), kind="DOMISILI")
    take(store, made)
    assert take(store, clone) is Answer.FORK
    assert project(store).twice == {KODE: 3}
    assert store.ack(KODE).series == {"umum/2026": 8}
    back = made.copy(upto=4)
    back.restored()
    take(store, back, 5)
    project(store)
    assert store.ack(KODE).have == 5 and store.ack(KODE).series == {"umum/2026": 8}
    twins = register.twins(store.db, KODE)
    assert [(twin.seq, twin.n, twin.aside) for twin in twins if twin.seq == 3] == [(3, 4, False), (3, 4, True)]
    assert [(twin.seq, twin.n, twin.aside) for twin in twins if twin.seq == 4] == [(4, 5, True), (4, 5, True)]


def test_events_that_went_aside_unread_are_read_there(store):
    made = village(letters=5)
    take(store, made)
    back = made.copy(upto=3)
    back.restored()
    take(store, back, 4)
    project(store)
    assert [seq for _n, seq, *_ in letters(store)] == [1, 2, 3, 4, 5]
    assert store.ack(KODE).series == {"umum/2026": 5}


def test_the_answer_stays_small_whatever_the_series_are(store):
    made = village()
    for nth in range(200):
        issue(made, [9_999_999], series=f"{'x' * 28}{nth:04d}", year=9000 + nth)
    take(store, made)
    project(store)
    told = write_ack(store.ack(KODE))
    assert read_ack(told).series and len(told) < 4096
    assert min(int(label[-4:]) for label in store.ack(KODE).series) == 9200 - 32


def test_the_look_for_twins_uses_its_index(store):
    plan = store.db.execute(
        "EXPLAIN QUERY PLAN SELECT 1 FROM letter WHERE (kode, series, year, seq) = ('', '', 1, 1) AND hash <> ''"
    ).fetchall()
    assert "letter_place" in plan[0][3]


def test_trouble_is_marked_once_by_the_lowest_number(store):
    take(store, village(letters=9))
    assert store.heed({KODE: Status(True, have=4, trouble="E-NET-06"), "1801042009": Status(True)}) == {KODE: 5}
    assert store.heed({KODE: Status(True, have=6, trouble="E-NET-07")}) == {}
    assert store.heed({KODE: Status(True, have=2, trouble="E-NET-08")}) == {}, "a key is not the journal's trouble"
    assert store.ack(KODE).fork == 5
    assert store.heed({"1801042009": Status(True, have=1, trouble="E-NET-06")}) == {}, "of an unknown village"


def test_a_word_of_trouble_that_is_over_raises_no_alarm(store):
    """A broker keeps the last status, also when the operator has settled since."""
    take(store, village(letters=9))
    assert store.heed({KODE: Status(True, have=10, trouble="E-NET-06")}) == {}
    assert store.fleet()[0].fork is None
