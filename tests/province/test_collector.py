"""The collector: what it answers, in which order it works, and what it tells the operator."""

import pytest

from appliance.model.errors import ApplianceError
from appliance.post.ack import Ack
from appliance.post.batch import encode
from appliance.post.ports import Message
from appliance.post.status import Status, write_status
from province import register
from province.collector import Collector
from province.settle import keep_chain
from province.store import Store, prepare
from tests.province.fake_post import Post
from tests.province.villages import KODE, OTHER, SIGNER, issue, take, village


class Desk:
    """A collector on a store and a post in memory; `words` is what the operator was told."""

    def __init__(self, state):
        prepare(state)
        self.store, self.post, self.words = Store(state), Post(), []
        self.collector = Collector(self.store, self.post, self.words.append)

    def turn(self, *messages):
        self.post.waiting += messages
        self.collector.turn(0)
        return self.post.acks()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.store.close()


def events(journal, since=0, count=99, signer=SIGNER):
    return Message(f"desa/1/{journal.village}/events", encode(journal.lines(since, count), signer))


def status(kept=False, **members):
    return Message(f"desa/1/{KODE}/status", write_status(Status(True, **members)), retained=kept)


def test_an_answer_holds_the_floors_of_what_came_with_it(desk):
    ((kode, ack),) = desk.turn(events(village(letters=4)))
    assert (kode, ack.have, ack.series) == (KODE, 5, {"umum/2026": 4})
    assert desk.words == []


def test_kept_first_then_read_then_answered_then_acknowledged_to_the_broker(desk, monkeypatch):
    """While the register cannot be written nothing is answered, and what was kept stays kept."""
    message = events(village(letters=4))
    with monkeypatch.context() as patch:
        patch.setattr(
            register, "_read_page", lambda *_: (_ for _ in ()).throw(ApplianceError("E-PRV-04", reason=""))
        )
        with pytest.raises(ApplianceError, match="E-PRV-04"):
            desk.turn(message)
    assert (desk.post.acks(), desk.post.acknowledged) == ([], [])
    assert desk.store.ack(KODE).have == 5
    assert [ack.series for _kode, ack in desk.turn(message)] == [{"umum/2026": 4}]
    assert desk.post.acknowledged == [message]


def test_what_a_killed_collector_left_unread_is_read_at_the_start(desk):
    take(desk.store, village(letters=4))
    desk.collector.once(0)
    assert desk.store.ack(KODE).series == {"umum/2026": 4}


def test_an_event_in_quarantine_is_told_and_acknowledged(desk):
    made = village(letters=1)
    issue(made, [2], year="2026")
    ((_kode, ack),) = desk.turn(events(made))
    assert ack.have == 3
    assert desk.words == ["Desa 18.01.04.2001: 1 peristiwa masuk karantina; lihat province quarantine."]


def test_trouble_is_told_once_and_answered(desk):
    desk.turn(events(village(letters=4)))
    for code in ("E-NET-06", "E-NET-06", "E-NET-07"):
        ((_kode, ack),) = desk.turn(status(have=3, trouble=code))
        assert ack.fork == 4
    (sentence,) = desk.words
    assert sentence.startswith("Desa 18.01.04.2001: desa melapor (E-NET-06)") and "mulai peristiwa 4" in sentence


def test_trouble_is_heard_though_the_other_terminal_speaks_in_the_same_moment(desk):
    desk.turn(events(village(letters=4)))
    ((_kode, ack),) = desk.turn(status(have=3, trouble="E-NET-07"), status(have=5))
    assert ack.fork == 4 and "salinan lama" in desk.words[0]


def test_a_kept_word_of_trouble_counts_as_well(desk):
    """The collector was away when the village found out."""
    desk.turn(events(village(letters=4)))
    desk.turn(status(kept=True, have=3, trouble="E-NET-06"))
    assert desk.store.fleet()[0].fork == 4


def test_a_village_hears_at_once_what_was_settled(desk):
    made = village(letters=4)
    desk.turn(events(made))
    desk.turn(events(made, signer=OTHER))
    keep_chain(desk.store.db, KODE)
    desk.words.clear()
    assert desk.turn() == [(KODE, Ack(5, *made.hash_of(5), desk.store.generation, series={"umum/2026": 4}))]
    assert desk.words == ["Desa 18.01.04.2001: keadaan baru disampaikan ke desa."]
    assert desk.turn() == []


def test_numbers_that_stand_twice_are_told(desk):
    made = village(letters=2)
    clone = made.copy()
    issue(made, [3])
    issue(clone, [3, 4], kind="DOMISILI")
    desk.turn(events(made))
    desk.turn(events(clone))
    assert desk.words[-1] == "Desa 18.01.04.2001: 1 surat bernomor sama dengan surat lain; lihat province twice."
