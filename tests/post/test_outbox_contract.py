"""What the sender asks of a journal: the twin in memory and the store's own answer alike."""

from datetime import datetime, timedelta

import pytest

from appliance.model.event import NO_HASH, read_line
from appliance.model.journal import Cursor
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.sender import Sender
from appliance.store import Database
from appliance.store.journal import Journal
from tests.post.memory_province import MemoryProvince

KODE = "1801042001"
BEGIN = read_line(MemoryJournal().append("desa.test", {})).time


class InMemory:
    def __init__(self, _folder):
        self.outbox = MemoryJournal(KODE)

    def append(self, count):
        self.outbox.fill(count)


class InStore:
    def __init__(self, folder):
        self._at = datetime.fromisoformat(BEGIN)
        self.outbox = Journal(Database(folder / "store.sqlite"))
        self.outbox.open_epoch(KODE, 1)

    def append(self, count):
        for number in range(count):
            self._at += timedelta(seconds=1)
            self.outbox.append("desa.letter.issued", {"letter": number}, self._at)


@pytest.fixture(params=[InMemory, InStore])
def made(request, tmp_path):
    return request.param(tmp_path)


def test_an_empty_journal(made):
    outbox = made.outbox
    assert outbox.head() is None and outbox.lines(0, 10) == [] and outbox.hash_of(1) is None
    assert outbox.cursor() == Cursor(0, NO_HASH, 0, 0)


def test_lines_head_and_hashes_belong_together(made):
    made.append(7)
    outbox = made.outbox
    events = [read_line(line) for line in outbox.lines(0, 100)]
    assert [event.number for event in events] == list(range(1, 8))
    head = outbox.head()
    assert (head.number, head.hash, head.epoch) == (7, events[-1].hash, 1)
    assert [outbox.hash_of(event.number) for event in events] == [(event.hash, 1) for event in events]
    assert outbox.hash_of(0) is None and outbox.hash_of(8) is None and outbox.hash_of(2**62) is None


@pytest.mark.parametrize(
    ("since", "limit", "numbers"), [(0, 3, [1, 2, 3]), (5, 9, [6, 7]), (7, 9, []), (99, 9, [])]
)
def test_lines_come_from_a_number_on(made, since, limit, numbers):
    made.append(7)
    assert [read_line(line).number for line in made.outbox.lines(since, limit)] == numbers


def test_the_cursor_stays_where_it_was_put_even_back(made):
    for cursor in (Cursor(5, "ab" * 32, 1, 2**53 - 1), Cursor(2, "cd" * 32, 1, 7), Cursor()):
        made.outbox.move_cursor(cursor)
        assert made.outbox.cursor() == cursor


def test_everything_reaches_the_province_from_either(made):
    made.append(120)
    sender, province = Sender(made.outbox, SeedSigner(b"\x01" * 32)), MemoryProvince()
    while packed := sender.next_batch():
        sender.work_ahead()
        province.take(packed)
        sender.hear(province.answer())
        if province.known.have == 120:
            made.append(30)
    assert province.lines() == made.outbox.lines(0, 999)
    assert province.known.have >= 150 and not sender.waiting
