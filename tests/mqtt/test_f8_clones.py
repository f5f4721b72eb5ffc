"""F8: an old backup comes back, or two cards run as one village; the province keeps one chain and says so.

An operator settles it, and no letter number comes twice from the contact on at which it was found out.
"""

import json
import shutil

import pytest

from appliance.cli.agent_run import build_agent
from appliance.cli.restoring import restore_terminal
from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.errors import ApplianceError
from appliance.model.event import read_line
from appliance.mqtt.link import MqttLink
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.ports import Message
from province.store import Store
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import CollectorProcess, eventually, fleet_at, lines_at, province
from tests.province.villages import OTHER
from tests.support.hall import CLERK, _founded, make_hall, state

__all__ = ["_founded", "state"]

KODE = "18.01.04.2001"


def row_at(province_state):
    """The one village as the fleet has it, read while collectors run."""
    store = Store(province_state)
    try:
        return store.fleet()[0]
    finally:
        store.close()


def fork_at(province_state):
    return row_at(province_state).fork


def held(province_state):
    """The lines of the one village, read while collectors run."""
    store = Store(province_state)
    try:
        return list(store.events("1801042001"))
    finally:
        store.close()


def settle(province_state, *words):
    """What the operator is told as JSON."""
    done = province(province_state, "settle", "--village", KODE, "--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_cards_of_one_village(broker, new_agent, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    with CollectorProcess(state, broker.port) as collector:
        new_agent(journal).once()
        clone = journal.copy()
        journal.fill(2)
        clone.fill(3, purpose="Lain")
        clone_agent = new_agent(clone)
        clone_agent.once()
        with pytest.raises(ApplianceError, match=r"E-NET-0[67]"):
            new_agent(journal).once()
        journal.fill(4)
        with pytest.raises(ApplianceError, match="E-NET-06"):
            new_agent(journal).once()
        assert lines_at(state) == clone.lines(0, 99)
        clone.fill(1)
        clone_agent.once()
        assert lines_at(state) == clone.lines(0, 99)
    assert not any("Traceback" in line for line in collector.words)


def test_a_fork_that_reaches_the_province_is_told_and_kept_aside(broker, new_agent, journal, tmp_path):
    """The clone never hears an answer before it sends: its first batch overlaps what is held."""
    broker.start()
    state = tmp_path / "province"
    clone = journal.copy()
    clone.fill(2, purpose="Lain")
    with CollectorProcess(state, broker.port) as collector:
        journal.fill(2)
        new_agent(journal).once()
        link = MqttLink(Broker("127.0.0.1", broker.port, tls=False))
        link.open("clone")
        link.publish(Message(f"desa/1/{clone.village}/events", encode(clone.lines(2, 9), SIGNER)))
        collector.wait_for("CABANG pada peristiwa 4")
        link.close()
        new_agent(journal).once()
    assert fleet_at(state)[0]["fork"] == 4
    assert lines_at(state) == journal.lines(0, 99)


def test_an_old_backup_is_refused_until_it_is_restored_properly(broker, new_agent, journal, tmp_path):
    broker.start()
    state = tmp_path / "province"
    journal.fill(5)
    old = journal.copy(upto=4)
    with CollectorProcess(state, broker.port) as collector:
        new_agent(journal).once()
        with pytest.raises(ApplianceError, match="E-NET-07"):
            new_agent(old).once()
        old.restored()
        new_agent(old).once()
        assert lines_at(state) == old.lines(0, 99)
        collector.wait_for("memulihkan cadangan lama")
        old.fill(3)
        new_agent(old).once()
    assert lines_at(state) == old.lines(0, 99)
    assert fleet_at(state)[0]["epoch"] == 2


def test_f8_trouble_is_told_within_one_contact(broker, new_agent, journal, tmp_path):
    """Each of two that parted before either was heard; the province learns of it from the one that does not fit."""
    broker.start()
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port) as collector:
        new_agent(journal).once()
        clone = journal.copy()
        journal.fill(4)
        new_agent(journal).once()
        clone.fill(2, purpose="Lain")
        with pytest.raises(ApplianceError, match="E-NET-07"):
            new_agent(clone).once()
        collector.wait_for("salinan lama, berbeda mulai peristiwa 4")
        assert fork_at(there) == 4
        with pytest.raises(ApplianceError, match="E-NET-07"):
            new_agent(clone).once()
        journal.fill(1)
        new_agent(journal).once()
    assert fork_at(there) == 4, "who fits clears nothing"
    assert sum("salinan lama" in line for line in collector.words) == 1
    assert held(there) == journal.lines(0, 99)


@pytest.mark.parametrize("right", ["the other", "the one that is held"])
def test_f8_the_lines_are_those_of_the_journal_that_was_chosen(broker, new_agent, journal, tmp_path, right):
    broker.start()
    there = tmp_path / "province"
    clone = journal.copy()
    journal.fill(4)
    clone.fill(6, purpose="Lain")
    with CollectorProcess(there, broker.port):
        new_agent(journal).once(first_answer=1.0)
        with pytest.raises(ApplianceError, match="E-NET-06"):
            new_agent(clone).once(first_answer=1.0)
        eventually(lambda: fork_at(there) is not None)
        chosen, wrong = (clone, journal) if right == "the other" else (journal, clone)
        settle(there, *([] if right == "the other" else ["--keep"]))
        new_agent(chosen).once(first_answer=1.0)
        assert fork_at(there) is None
        with pytest.raises(ApplianceError, match=r"E-NET-0[67]"):
            new_agent(wrong).once(first_answer=1.0)
        eventually(lambda: fork_at(there) is not None)
        chosen.fill(3, purpose="Sesudahnya")
        new_agent(chosen).once(first_answer=1.0)
    assert held(there) == chosen.lines(0, 99)
    assert province(there, "check").returncode == 0


def test_s8_another_key_is_refused_told_and_accepted_by_the_operator(broker, new_agent, journal, tmp_path):
    broker.start()
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port) as collector:
        new_agent(journal).once(first_answer=1.0)
        journal.fill(3)
        with pytest.raises(ApplianceError, match="E-NET-08"):
            new_agent(journal, signer=OTHER).once(first_answer=1.0)
        collector.wait_for("DITOLAK")
        assert len(held(there)) == 3
        refused = row_at(there).refused
        assert refused == OTHER.public.hex()
        assert settle(there, "--key", refused.upper()) == {"village": KODE, "key": refused}
        collector.wait_for("keadaan baru disampaikan")
        new_agent(journal, signer=OTHER).once(first_answer=1.0)
        assert held(there) == journal.lines(0, 99)
        journal.fill(1)
        with pytest.raises(ApplianceError, match="E-NET-08"):
            new_agent(journal).once(first_answer=1.0)


@pytest.fixture
def terminal(broker, state):
    """A real village whose agent knows the broker."""
    hall = make_hall(state)
    for key, value in (("host", "127.0.0.1"), ("port", str(broker.port)), ("tls", "false")):
        hall.set(f"broker.{key}", value)
    broker.start()
    return hall


def copy_of(hall, folder):
    """Close the village and copy its card: both run on."""
    hall.books.database.close()
    shutil.copytree(hall.terminal.state, folder)
    return make_hall(hall.terminal.state), make_hall(folder)


def issue(hall, count=1):
    """Let the clerk issue letters; their places in the series."""
    nik = hall.parent().nik or ""
    return [issue_for_clerk(hall.office, nik, "SKTM", {"keperluan": "x"}, CLERK)[1].seq for _ in range(count)]


def send(hall):
    build_agent(hall.terminal).once(first_answer=1.0)


def issued(lines):
    return [event.data["seq"] for event in map(read_line, lines) if event.type == "desa.letter.issued"]


def test_f8_a_cloned_terminal_gives_no_number_twice_after_it_was_found_out(broker, terminal, tmp_path):
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port):
        assert issue(terminal, 2) == [1, 2]
        send(terminal)
        one, two = copy_of(terminal, tmp_path / "clone")
        assert issue(one, 3) == [3, 4, 5]
        send(one)
        two.clock.on(hours=1)
        assert issue(two, 2) == [3, 4], "nobody can know yet"
        with pytest.raises(ApplianceError, match=r"E-NET-0[67]"):
            send(two)
        with pytest.raises(ApplianceError, match="E-LTR-11"):
            issue(two)
        eventually(lambda: fork_at(there) is not None)
        settle(there)
        send(two)
        assert issue(two, 2) == [6, 7]
        send(two)
        assert held(there) == two.books.journal.lines(0, 9999)
        with pytest.raises(ApplianceError, match=r"E-NET-0[67]"):
            send(one)
        with pytest.raises(ApplianceError, match="E-LTR-11"):
            issue(one)
    assert issued(held(there)) == [1, 2, 3, 4, 6, 7]
    twins = json.loads(province(there, "twice", "--json").stdout)
    found = sorted((twin["seq"], twin["aside"]) for twin in twins)
    assert found == [(3, False), (3, True), (4, False), (4, True)]
    assert two.problems() == []
    one.books.database.close()
    two.books.database.close()


def test_f8_a_rewound_card_that_restores_a_backup_of_its_own_is_found_out(broker, terminal, tmp_path):
    """Its restore stands on events that the province never had, so it can be taken by nobody."""
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port):
        issue(terminal, 1)
        send(terminal)
        newer, old = copy_of(terminal, tmp_path / "old")
        issue(newer, 3)
        send(newer)
        newer.books.database.close()
        old.clock.on(hours=1)
        assert issue(old, 1) == [2], "nobody can know yet"
        old.terminal.backup(tmp_path / "own.sqlite")
        old.books.database.close()
        restore_terminal(old.terminal.state, tmp_path / "own.sqlite", {})
        again = make_hall(old.terminal.state, old.clock, old.machine)
        with pytest.raises(ApplianceError, match="E-NET-06"):
            send(again)
        with pytest.raises(ApplianceError, match="E-LTR-11"):
            issue(again)
        eventually(lambda: fork_at(there) is not None)
        settle(there)
        send(again)
        assert issue(again, 1) == [5]
        send(again)
        assert held(there) == again.books.journal.lines(0, 9999)
    again.books.database.close()


def test_f8_an_old_copy_of_a_card_goes_on_above_all_that_the_province_has_seen(broker, terminal, tmp_path):
    there = tmp_path / "province"
    with CollectorProcess(there, broker.port):
        issue(terminal, 2)
        send(terminal)
        newer, old = copy_of(terminal, tmp_path / "old")
        issue(newer, 4)
        send(newer)
        newer.books.database.close()
        with pytest.raises(ApplianceError, match="E-NET-07"):
            send(old)
        with pytest.raises(ApplianceError, match="E-LTR-11"):
            issue(old)
        eventually(lambda: fork_at(there) is not None)
        moved = settle(there)
        assert moved["moved"] >= 4 and moved["twice"] == []
        send(old)
        assert issue(old, 2) == [7, 8]
        send(old)
        assert held(there) == old.books.journal.lines(0, 9999)
    assert issued(held(there)) == [1, 2, 7, 8]
    assert json.loads(province(there, "twice", "--json").stdout) == []
    assert province(there, "check").returncode == 0
    old.books.database.close()
