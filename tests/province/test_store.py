"""The province's store: what is taken stays, byte for byte; everything else is told and kept apart."""

import multiprocessing
import random
import stat

import apsw
import pytest

from appliance.model.errors import ApplianceError
from appliance.post.ack import Ack, key_name
from appliance.post.batch import decode, encode
from appliance.post.intake import Answer
from appliance.post.memory import MemoryJournal, SeedSigner
from province.store import FILE, Store, prepare

SIGNER, OTHER = SeedSigner(b"\x01" * 32), SeedSigner(b"\x02" * 32)
KODE = "1801042001"


@pytest.fixture
def store(tmp_path):
    prepare(tmp_path)
    opened = Store(tmp_path)
    yield opened
    opened.close()


def journal(count=30, village=KODE, purpose="Beasiswa sekolah"):
    made = MemoryJournal(village)
    made.fill(count, purpose)
    return made


def batch(made, first, last, signer=SIGNER):
    return decode(encode(made.lines(first - 1, last - first + 1), signer))


def take(store, made, first, last, signer=SIGNER):
    return store.take([batch(made, first, last, signer)])[0].answer


def aside(store):
    return store.db.execute("SELECT n, why FROM aside ORDER BY n").fetchall()


def test_what_is_taken_comes_out_byte_for_byte(store, tmp_path):
    made = journal(1203)
    for first in range(1, 1203, 100):
        assert take(store, made, first, min(1203, first + 99)) is Answer.TAKE
    assert list(store.events(KODE)) == made.lines(0, 9999)
    assert list(store.events(KODE, 1200)) == made.lines(1200, 99)
    again = Store(tmp_path)
    assert list(again.events(KODE)) == made.lines(0, 9999)
    assert again.generation == store.generation
    again.close()


@pytest.mark.parametrize("place", [20, -40, -1])
def test_an_event_whose_bytes_are_not_those_that_came_is_not_listed(store, place):
    """A flipped bit in its content, in its own hash, in its end."""
    made = journal(9)
    take(store, made, 1, 9)
    line = bytearray(made.lines(6, 1)[0])
    line[place] ^= 1
    store.db.execute("UPDATE event SET body = ? WHERE n = 7", (bytes(line),))
    listing = store.events(KODE)
    assert [next(listing) for _ in range(6)] == made.lines(0, 6)
    with pytest.raises(ApplianceError, match=r"E-PRV-03 .*peristiwa 7 rusak"):
        next(listing)
    assert list(store.events(KODE, 7)) == made.lines(7, 9)


def test_the_answer_names_what_is_held(store):
    made = journal()
    assert store.ack(KODE) is None
    take(store, made, 1, 9)
    digest, epoch = made.hash_of(9)
    assert store.ack(KODE) == Ack(9, digest, epoch, store.generation)


def test_a_gap_is_told_until_it_is_filled(store):
    made = journal()
    assert take(store, made, 21, 30) is Answer.GAP
    assert (store.ack(KODE).have, store.ack(KODE).gap) == (0, 21)
    take(store, made, 1, 10)
    assert store.fleet()[0].gap == 21
    take(store, made, 11, 20)
    assert store.ack(KODE).gap is None
    take(store, made, 21, 30)
    assert store.ack(KODE).have == 30 and store.fleet()[0].gap is None


def test_a_fork_is_kept_aside_and_told_by_its_lowest_number(store):
    made = journal()
    clone = made.copy(upto=12)
    clone.fill(10, purpose="Lain")
    take(store, made, 1, 30)
    assert take(store, clone, 16, 22) is Answer.FORK
    assert take(store, clone, 5, 15) is Answer.FORK
    assert store.fleet()[0].fork == 13 and store.ack(KODE).fork == 13
    assert [n for n, why in aside(store) if why == "fork"] == list(range(13, 23))
    assert take(store, clone, 16, 22) is Answer.DUPLICATE
    assert list(store.events(KODE)) == made.lines(0, 99)


def test_a_flood_of_forks_stays_bounded(store, monkeypatch):
    monkeypatch.setattr("province.aside._FORK_LIMIT", 12)
    made = journal()
    take(store, made, 1, 30)
    for number in range(6):
        take(store, journal(purpose=f"Lain {number}"), 1, 10)
    assert len(aside(store)) == 12 and store.fleet()[0].fork == 1


def test_another_key_is_refused_and_told(store):
    made = journal()
    take(store, made, 1, 9)
    assert take(store, made, 10, 12, OTHER) is Answer.OTHER_KEY
    assert store.ack(KODE).refused == key_name(OTHER.public)
    assert list(store.events(KODE)) == made.lines(0, 9)
    take(store, made, 10, 12)
    assert store.fleet()[0].refused == OTHER.public.hex(), "the operator has to see it also afterwards"


def test_a_restore_of_the_village_keeps_the_former_life_aside(store):
    made = journal(20)
    backup = made.copy(upto=15)
    take(store, made, 1, 20)
    backup.restored()
    backup.fill(2)
    assert take(store, backup, 16, 18) is Answer.RESTORED
    assert list(store.events(KODE)) == backup.lines(0, 99)
    assert aside(store) == [(n, "former") for n in range(16, 21)]
    assert take(store, made, 16, 20) is Answer.DUPLICATE
    row = store.fleet()[0]
    assert (row.have, row.epoch, row.fork) == (18, 2, None)


def test_villages_do_not_touch_each_other(store):
    one, two = journal(9), journal(9, village="1801042002")
    assert [v.answer for v in store.take([batch(one, 1, 9), batch(two, 1, 5, OTHER)])] == [Answer.TAKE] * 2
    assert list(store.events("1801042002")) == two.lines(0, 5)
    assert [row.village for row in store.fleet()] == [KODE, "1801042002"]


def test_several_batches_of_one_village_in_one_transaction(store):
    made = journal()
    answers = store.take([batch(made, 1, 10), batch(made, 21, 30), batch(made, 11, 20), batch(made, 21, 30)])
    assert [v.answer for v in answers] == [Answer.TAKE, Answer.GAP, Answer.TAKE, Answer.TAKE]
    assert list(store.events(KODE)) == made.lines(0, 99)


def test_seen_villages_are_noted_but_never_made_up(store):
    take(store, journal(), 1, 3)
    store.take([], ["1801042009", KODE])
    assert [row.village for row in store.fleet()] == [KODE]


def test_a_full_disk_leaves_nothing_half_written(store):
    made = journal(600)
    take(store, made, 1, 10)
    pages = store.db.pragma("page_count")
    store.db.pragma("max_page_count", pages)
    with pytest.raises(ApplianceError, match="E-PRV-04"):
        take(store, made, 11, 600)
    assert list(store.events(KODE)) == made.lines(0, 10)
    store.db.pragma("max_page_count", 1_000_000)
    assert take(store, made, 11, 600) is Answer.TAKE


def test_a_prepared_folder_is_never_begun_anew(store, tmp_path):
    take(store, journal(), 1, 3)
    with pytest.raises(ApplianceError, match="E-PRV-02"):
        prepare(tmp_path)
    assert store.ack(KODE).have == 3


def test_nothing_prepared(tmp_path):
    with pytest.raises(ApplianceError, match="E-PRV-01"):
        Store(tmp_path / "none")
    (tmp_path / FILE).touch()
    with pytest.raises(ApplianceError, match="E-PRV-01"):
        Store(tmp_path)
    prepare(tmp_path)
    Store(tmp_path).close()


def test_a_broken_or_newer_file_is_refused(tmp_path):
    prepare(tmp_path)
    connection = apsw.Connection(str(tmp_path / FILE))
    connection.pragma("user_version", 99)
    connection.close()
    with pytest.raises(ApplianceError, match="E-PRV-07"):
        Store(tmp_path)
    (tmp_path / FILE).write_bytes(b"this is no database" * 500)
    with pytest.raises(ApplianceError, match="E-PRV-03"):
        Store(tmp_path)
    with pytest.raises(ApplianceError, match="E-PRV-03"):
        prepare(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ApplianceError, match="E-PRV-04"):
        prepare(tmp_path / "file" / "state")


def test_the_store_is_its_owners_alone(store, tmp_path):
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def _collect(state, seed):
    """One of two collectors: every batch of ten, in an order of its own, again and again until all is there."""
    dice = random.Random(seed)
    made = [journal(200, village=f"180104{2001 + number}") for number in range(3)]
    packed = [batch(one, first, first + 9) for one in made for first in range(1, 200, 10)]
    store = Store(state)
    while sum(row.have for row in store.fleet()) < 600:
        store.take(dice.sample(packed, 12))
    store.close()


def test_two_collectors_at_once_move_no_cursor_backwards_and_lose_nothing(tmp_path):
    prepare(tmp_path)
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_collect, args=(tmp_path, seed)) for seed in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    store = Store(tmp_path)
    for row in store.fleet():
        assert (row.have, row.gap, row.fork) == (200, None, None)
        assert list(store.events(row.village)) == journal(200, village=row.village).lines(0, 999)
    store.close()
