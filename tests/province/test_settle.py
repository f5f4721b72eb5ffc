"""F8 at the province's store: an operator decides, nothing is deleted, the lines are those of the one chosen."""

import pytest

from appliance.model.errors import ApplianceError
from appliance.post.intake import Answer
from appliance.post.status import Status
from province.register import project, twins
from province.settle import accept_key, choose_other, keep_chain
from province.store import Store, prepare
from tests.province.villages import KODE, OTHER, issue, take, village


@pytest.fixture
def store(tmp_path):
    prepare(tmp_path)
    opened = Store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def two(store):
    """One journal held to its end, and a clone of it that parted after event 6 and has told so."""
    made = village(letters=5)
    clone = made.copy()
    issue(made, [6, 7, 8])
    issue(clone, [6, 7], kind="DOMISILI")
    take(store, made)
    trouble(store, have=6)
    return made, clone


def trouble(store, have):
    return store.heed({KODE: Status(True, have=have, trouble="E-NET-06")})


def aside(store):
    return store.db.execute("SELECT n FROM aside ORDER BY n").fetchall()


def fork(store):
    return store.fleet()[0].fork


def test_the_other_terminal_is_right(store, two):
    _made, clone = two
    assert fork(store) == 7
    settled = choose_other(store.db, KODE)
    assert (settled.start, settled.moved, settled.have) == (7, 3, 6)
    digest, epoch = clone.hash_of(6)
    answer = store.ack(KODE)
    assert (answer.have, answer.hash, answer.epoch, answer.fork) == (6, digest, epoch, None)
    project(store.db, [KODE])
    assert store.ack(KODE).series == {"umum/2026": 8}, "the floor counts the journal that was not chosen"
    issue(clone, [9])
    assert take(store, clone, 7) is Answer.TAKE
    assert list(store.events(KODE)) == clone.lines(0, 99)
    assert aside(store) == [(7,), (8,), (9,)]


def test_the_numbers_that_stand_twice_are_named(store, two):
    _made, clone = two
    choose_other(store.db, KODE)
    take(store, clone, 7)
    project(store.db, [KODE])
    assert [(twin.seq, twin.n, twin.aside) for twin in twins(store.db, KODE)] == [
        (6, 7, False),
        (6, 7, True),
        (7, 8, False),
        (7, 8, True),
    ]


def test_what_is_held_is_right(store, two):
    made, clone = two
    keep_chain(store.db, KODE)
    assert fork(store) is None
    assert list(store.events(KODE)) == made.lines(0, 99)
    assert take(store, clone, 7) is Answer.FORK and fork(store) == 7, "the other terminal still runs"


def test_fitting_again_clears_nothing_by_itself(store, two):
    made, _clone = two
    issue(made, [9])
    assert take(store, made, 10) is Answer.TAKE
    store.heed({KODE: Status(True, have=10)})
    assert fork(store) == 7


def test_nothing_to_settle(store):
    with pytest.raises(ApplianceError, match="E-PRV-12"):
        choose_other(store.db, KODE)
    take(store, village(letters=5))
    for act in (choose_other, keep_chain):
        with pytest.raises(ApplianceError, match="E-PRV-11"):
            act(store.db, KODE)
    assert store.fleet()[0].have == 6


def test_from_an_earlier_event(store, two):
    made, _clone = two
    early = made.copy(upto=3)
    issue(early, [3, 4], kind="PENGANTAR")
    for start in (0, 10):
        with pytest.raises(ApplianceError, match="E-PRV-10"):
            choose_other(store.db, KODE, start)
    assert fork(store) == 7
    assert choose_other(store.db, KODE, 4).moved == 6
    assert take(store, early, 4) is Answer.TAKE
    assert list(store.events(KODE)) == early.lines(0, 99)


def test_from_the_very_first(store, two):
    stranger = village()
    issue(stranger, [1, 2], kind="PENGANTAR")
    choose_other(store.db, KODE, 1)
    assert (store.ack(KODE).have, store.ack(KODE).epoch) == (0, 0)
    assert take(store, stranger) is Answer.TAKE
    assert list(store.events(KODE)) == stranger.lines(0, 99)


def test_what_both_share_lies_aside_no_longer(store, two):
    """The village knew only of event 2 as shared, so all from 3 on went aside, and most of it comes again."""
    _made, clone = two
    trouble(store, have=2)
    assert choose_other(store.db, KODE).start == 3
    assert take(store, clone, 3) is Answer.TAKE
    assert list(store.events(KODE)) == clone.lines(0, 99)
    assert aside(store) == [(7,), (8,), (9,)]


def test_a_decision_may_be_taken_back(store, two):
    """The second choice finds where the two part, though the cursor of the first one's terminal is beyond it."""
    made, clone = two
    choose_other(store.db, KODE)
    issue(clone, range(9, 15))
    take(store, clone, 7)
    assert trouble(store, have=9) == {KODE: 7}
    choose_other(store.db, KODE)
    assert take(store, made, 7) is Answer.TAKE
    assert list(store.events(KODE)) == made.lines(0, 99)
    assert trouble(store, have=clone.head().number) == {KODE: 7}
    choose_other(store.db, KODE)
    assert trouble(store, have=clone.head().number) == {}, "its next word is from before it heard the answer"
    assert take(store, clone, 7) is Answer.TAKE
    assert list(store.events(KODE)) == clone.lines(0, 99)
    assert {n for (n,) in aside(store)} == {7, 8, 9}


def test_a_life_that_was_set_aside_does_not_come_back_by_itself(store):
    """The terminal that was not chosen had begun a new epoch, which would go before the chosen journal."""
    made = village(letters=5)
    clone = made.copy()
    made.restored()
    issue(made, [6, 7])
    issue(clone, [6], kind="DOMISILI")
    take(store, made, last=6)
    take(store, made, 7)
    trouble(store, have=6)
    choose_other(store.db, KODE)
    take(store, clone, 7)
    assert take(store, made, 7) is Answer.FORK
    assert fork(store) == 7
    assert list(store.events(KODE)) == clone.lines(0, 99)
    choose_other(store.db, KODE)
    assert take(store, made, 7) is Answer.TAKE, "the operator may choose it"
    assert list(store.events(KODE)) == made.lines(0, 99)


def test_another_key_is_accepted_by_the_operator(store):
    made = village(letters=3)
    take(store, made)
    issue(made, [4])
    assert take(store, made, 5, signer=OTHER) is Answer.OTHER_KEY
    assert store.fleet()[0].refused == OTHER.public.hex()
    assert accept_key(store.db, KODE, OTHER.public)
    assert store.fleet()[0].refused is None
    assert take(store, made, 5, signer=OTHER) is Answer.TAKE
    assert take(store, made, 5) is Answer.OTHER_KEY, "the former key is the other one now"
    with pytest.raises(ApplianceError, match="E-PRV-11"):
        accept_key(store.db, KODE, OTHER.public)
    assert not accept_key(store.db, KODE, bytes(32)), "not the key that was refused: told"


def test_a_refused_key_may_be_settled_by_keeping_the_known_one(store):
    made = village(letters=3)
    take(store, made)
    take(store, made, signer=OTHER)
    keep_chain(store.db, KODE)
    assert store.fleet()[0].refused is None and store.ack(KODE).refused == ""
    assert take(store, made, signer=OTHER) is Answer.OTHER_KEY
