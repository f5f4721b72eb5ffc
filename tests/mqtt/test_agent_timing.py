"""When the agent sends, waits and sends again: in a time of its own, so that hours take no time."""

import itertools
import json

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.agent import ANSWER, FIRST_ANSWER, Agent
from appliance.post.ack import Ack, write_ack
from appliance.post.batch import LIMIT, decode
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from tests.mqtt.fake_link import FakeLink, FakeStop
from tests.post.memory_province import MemoryProvince

SIGNER = SeedSigner(b"\x01" * 32)
ACK = "desa/1/1801042001/ack"


def answering(province, status=True):
    """What a collector says to each message of the village."""

    def answer(message):
        if message.topic.endswith("/events"):
            province.take(message.payload)
        elif not status:
            return []
        return [Message(ACK, province.answer())]

    return answer


def village(count, link):
    journal = MemoryJournal()
    journal.fill(count)
    agent = Agent(journal, link, village=journal.village, signer=SIGNER, version="0.1.0", clock=link.clock)
    return journal, agent


def run(agent, link, until):
    agent.run(FakeStop(link, until))


def test_once_sends_everything_at_once_to_a_province_that_answers():
    province = MemoryProvince()
    link = FakeLink(answering(province))
    journal, agent = village(2500, link)
    agent.once()
    assert province.lines() == journal.lines(0, 9999)
    assert link.now == 0
    assert all(len(message.payload) <= LIMIT for _, message in link.sent)
    assert link.wills == [None] and not any(message.retained for _, message in link.sent)


def test_once_without_any_word_waits_two_seconds_and_sends_from_its_own_cursor():
    province = MemoryProvince()
    link = FakeLink(answering(province, status=False))
    journal, agent = village(5, link)
    agent.once()
    assert [when for when, _ in link.sent_on("events")] == [FIRST_ANSWER]
    assert province.lines() == journal.lines(0, 99)


def test_once_gives_up_fifteen_seconds_after_the_last_movement():
    link = FakeLink()
    _, agent = village(5, link)
    with pytest.raises(ApplianceError, match="E-NET-05"):
        agent.once()
    assert link.now == FIRST_ANSWER + ANSWER
    assert len(link.sent_on("events")) == 1


def test_once_uses_a_retained_answer_and_sends_nothing_that_is_there():
    link = FakeLink()
    journal, agent = village(5, link)
    digest, epoch = journal.hash_of(5)
    link.retained = [Message(ACK, json.dumps({"have": 5, "hash": digest, "epoch": epoch}).encode(), True)]
    before = journal.head()
    agent.once()
    assert link.now == 0 and not link.sent_on("events")
    assert journal.head() == before and journal.cursor().have == 5


def test_once_with_nothing_to_send_is_done_after_two_seconds():
    link = FakeLink()
    _, agent = village(0, link)
    agent.once()
    assert link.now == FIRST_ANSWER


def test_once_finds_a_collector_that_comes_later():
    """The batch went to nobody; the answer to the next greeting shows that, and it is sent again."""
    province = MemoryProvince()
    there = answering(province)
    link = FakeLink(lambda message: there(message) if link.now >= 7 else [])
    journal, agent = village(5, link)
    agent.once()
    assert province.lines() == journal.lines(0, 99)
    assert link.now < FIRST_ANSWER + ANSWER


@pytest.mark.parametrize("noise", [b"", b"\xff", b"{}", b"[1]", b'{"have":1}'])
def test_noise_on_the_ack_topic_is_passed_over(noise):
    province = MemoryProvince()
    there = answering(province)
    link = FakeLink(lambda message: [Message(ACK, noise), Message("other/topic", noise), *there(message)])
    journal, agent = village(5, link)
    agent.once()
    assert province.lines() == journal.lines(0, 99)


def test_once_tells_what_a_person_has_to_settle():
    link = FakeLink()
    _, agent = village(5, link)
    for ack, code in (
        (Ack(5, "ab" * 32, 1), "E-NET-06"),
        (Ack(9, "ab" * 32, 1), "E-NET-07"),
        (Ack(refused=SIGNER.public[:8].hex()), "E-NET-08"),
    ):
        link.retained = [Message(ACK, write_ack(ack), True)]
        with pytest.raises(ApplianceError, match=code):
            agent.once()
    assert not link.sent_on("events")


def test_a_new_event_is_sent_within_a_moment():
    province = MemoryProvince()
    link = FakeLink(answering(province))
    journal, agent = village(1, link)
    link.at[100.0] = lambda: journal.fill(1)
    run(agent, link, 110)
    assert province.lines() == journal.lines(0, 99)
    when, message = link.sent_on("events")[-1]
    assert decode(message.payload).first == 2 and when - 100 < 1


def test_a_batch_in_the_dark_is_sent_again_only_after_minutes_and_ever_more_seldom():
    link = FakeLink()
    _, agent = village(5, link)
    run(agent, link, 86_400)
    times = [when for when, _ in link.sent_on("events")]
    waits = [later - sooner for sooner, later in itertools.pairwise(times)]
    assert waits[0] >= 120 and len(times) < 40
    assert all(wait <= 3601 for wait in waits) and waits[-1] >= 3600


def test_the_first_retry_comes_within_a_second_and_then_they_grow():
    link = FakeLink()
    link.reachable = False
    _, agent = village(5, link)
    run(agent, link, 36_000)
    waits = [later - sooner for sooner, later in itertools.pairwise(link.opened)]
    assert waits[0] <= 1
    assert max(waits[:8]) > 3
    assert max(waits) <= 300 and sum(waits[20:]) / len(waits[20:]) > 100


def test_a_new_event_cuts_a_long_wait():
    link = FakeLink()
    link.reachable = False
    journal, agent = village(5, link)
    link.at[20_000.0] = lambda: journal.fill(1)
    run(agent, link, 20_010)
    assert any(20_000 <= when <= 20_002 for when in link.opened)


def test_after_a_good_connection_the_next_is_tried_at_once():
    province = MemoryProvince()
    link = FakeLink(answering(province))
    _, agent = village(5, link)
    for number in range(1, 10):
        link.at[number * 1000.0] = link.lose
    run(agent, link, 9900)
    assert len(link.opened) == 10
    assert all(0 < when % 1000 <= 1.5 for when in link.opened[1:])


def test_a_lost_batch_is_sent_again_on_the_next_connection():
    province = MemoryProvince()
    there = answering(province)
    link = FakeLink(lambda message: there(message) if len(link.opened) > 1 else [])
    journal, agent = village(5, link)
    link.at[50.0] = link.lose
    run(agent, link, 60)
    assert province.lines() == journal.lines(0, 99)


def test_status_is_retained_with_a_last_will_and_a_goodbye():
    province = MemoryProvince()
    link = FakeLink(answering(province))
    _, agent = village(5, link)
    run(agent, link, 400)
    words = [(json.loads(message.payload), message.retained) for _, message in link.sent_on("status")]
    assert all(retained for _, retained in words)
    first = {"online": True, "head": 5, "have": 0, "epoch": 1, "generation": 0, "version": "0.1.0", "trouble": ""}
    assert words[0][0] == first
    assert words[1][0]["have"] == 5 and words[1][0]["generation"] == province.generation
    assert words[-1][0]["online"] is False
    assert len(words) == 3
    assert json.loads(link.wills[0].payload)["online"] is False and link.wills[0].retained


def test_a_fork_stops_the_sending_but_not_the_asking():
    link = FakeLink(lambda message: [Message(ACK, write_ack(Ack(5, "ab" * 32, 1)))])
    journal, agent = village(5, link)
    link.at[10.0] = lambda: journal.fill(1)
    run(agent, link, 3600)
    assert not link.sent_on("events")
    assert 10 <= len(link.sent_on("status")) <= 15


def test_a_fork_of_another_machine_is_told_once(caplog):
    province = MemoryProvince()
    province.fork = 3
    link = FakeLink(answering(province))
    journal, agent = village(5, link)
    link.at[50.0] = lambda: journal.fill(1)
    run(agent, link, 100)
    assert sum("peristiwa 3" in record.getMessage() for record in caplog.records) == 1
    assert province.lines() == journal.lines(0, 99)


def test_two_collectors_that_answer_twice_cause_no_second_batch():
    province = MemoryProvince()
    there = answering(province)
    link = FakeLink(lambda message: there(message) * 2)
    _, agent = village(50, link)
    run(agent, link, 100)
    assert len(link.sent_on("events")) == 1


def test_trouble_with_the_store_ends_the_agent():
    link = FakeLink()
    journal, agent = village(3, link)
    journal._lines[1] = b"broken"
    with pytest.raises(ApplianceError, match="E-STO-07"):
        run(agent, link, 100)


def refusing(link, there, largest, hang_up):
    """A broker that takes no publish above `largest` bytes: it hangs up, or answers and drops the message."""

    def answer(message):
        if len(message.payload) <= largest:
            return there(message)
        if hang_up:
            link.lose()
        return []

    return answer


@pytest.mark.parametrize("hang_up", [True, False])
def test_once_passes_a_broker_with_a_small_limit(hang_up):
    province = MemoryProvince()
    link = FakeLink()
    link._answer = refusing(link, answering(province), 1000, hang_up)
    journal, agent = village(300, link)
    agent.once()
    assert province.lines() == journal.lines(0, 999)


@pytest.mark.parametrize(("hang_up", "code"), [(True, "E-NET-10"), (False, "E-NET-05")])
def test_once_ends_where_a_single_event_does_not_pass(hang_up, code):
    link = FakeLink()
    link._answer = refusing(link, answering(MemoryProvince()), 200, hang_up)
    _, agent = village(300, link)
    with pytest.raises(ApplianceError, match=code):
        agent.once()
    assert decode(link.sent_on("events")[-1][1].payload).last == 1
    assert link.now <= 5 * 3 + FIRST_ANSWER + ANSWER and len(link.opened) <= 6


@pytest.mark.parametrize("hang_up", [True, False])
def test_the_agent_passes_a_broker_with_a_small_limit(hang_up):
    province = MemoryProvince()
    link = FakeLink()
    link._answer = refusing(link, answering(province), 1000, hang_up)
    journal, agent = village(300, link)
    run(agent, link, 3600)
    assert province.lines() == journal.lines(0, 999)


def test_a_single_event_that_does_not_pass_is_told_and_tried_on(caplog):
    province = MemoryProvince()
    there = answering(province)
    link = FakeLink()
    link._answer = refusing(link, there, 200, False)
    journal, agent = village(3, link)
    link.at[1000.0] = lambda: setattr(link, "_answer", there)
    run(agent, link, 5000)
    assert any("E-NET-05" in record.getMessage() for record in caplog.records)
    assert province.lines() == journal.lines(0, 99)


def test_nobody_at_the_other_end_makes_no_batch_smaller():
    link = FakeLink()
    _, agent = village(300, link)
    run(agent, link, 20_000)
    sizes = {len(message.payload) for _, message in link.sent_on("events")}
    assert len(sizes) == 1


def test_once_logs_nothing_of_its_own(caplog):
    """A command's last words are its answer: one line with a code, or none."""
    link = FakeLink()
    _, agent = village(5, link)
    link.retained = [Message(ACK, b"\xff", True), Message(ACK, write_ack(Ack(fork=3)), True)]
    with pytest.raises(ApplianceError, match="E-NET-05"):
        agent.once()
    assert len(caplog.records) == 0
