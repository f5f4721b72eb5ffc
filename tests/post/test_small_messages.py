"""Acknowledgement, status and topics: tolerant of what is new, hard on what is wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.event import NO_HASH
from appliance.post.ack import Ack, BadAck, key_name, read_ack, write_ack
from appliance.post.status import BadStatus, Status, read_status, write_status
from appliance.post.topics import every, split, topic

HASH = "ab" * 32
MINIMUM = {"have": 7, "hash": HASH, "epoch": 1}


def read_or_refuse(read, refusal, payload):
    """The message, or the sentence of the refusal; any other exception is a fault."""
    try:
        return read(payload)
    except refusal as refused:
        return str(refused)


def acked(**changes):
    return json.dumps({**MINIMUM, **changes}).encode()


def test_the_contracts_minimum_is_enough():
    assert read_ack(acked()) == Ack(7, HASH, 1)


@pytest.mark.parametrize(
    "ack",
    [
        Ack(),
        Ack(7, HASH, 1, 53),
        Ack(7, HASH, 2, 2**53 - 1, gap=9, fork=3, refused=key_name(b"\x07" * 32)),
        Ack(7, HASH, 2, series={"UMUM/2026": 40, "UMUM/2027": 1}),
    ],
)
def test_acknowledgement_round_trip(ack):
    assert read_ack(write_ack(ack)) == ack


def test_what_is_not_known_is_left_alone():
    assert read_ack(acked(signature="xyz", later={"a": [1]}, gap=None)) == Ack(7, HASH, 1)


def test_nothing_held_needs_no_hash():
    assert read_ack(b'{"have":0,"epoch":0}').hash == NO_HASH


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"7",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 4000,
        b" " * 5000,
        b'{"have":1}',
        acked(have=-1),
        acked(have=2**63),
        acked(have=True),
        acked(have=7.0),
        acked(have="7"),
        acked(hash=HASH.upper()),
        acked(hash=HASH[:-1]),
        acked(hash=None),
        acked(epoch=None),
        acked(epoch=float("nan")),
        acked(gap="9"),
        acked(fork=[1]),
        acked(generation="5"),
        acked(generation=-5),
        acked(refused="a" * 65),
        acked(refused="\x1b[2J"),
        acked(refused="a b"),
        acked(series=[1]),
        acked(series={"UMUM/2026": "40"}),
        acked(series={"": 1}),
        b'{"have":' + b"9" * 4000 + b"}",
    ],
)
def test_a_bad_acknowledgement_is_refused_by_a_sentence(bad):
    with pytest.raises(BadAck, match=r"\w"):
        read_ack(bad)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_acknowledgement_or_refused(junk):
    assert read_or_refuse(read_ack, BadAck, junk)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["have", "hash", "epoch", "generation", "gap", "online", "series", "trouble"]), json_values
    )
)
def test_any_object_is_read_or_refused(doc):
    payload = json.dumps(doc).encode()
    assert read_or_refuse(read_ack, BadAck, payload)
    assert read_or_refuse(read_status, BadStatus, payload)


def test_status_round_trip():
    status = Status(True, 9, 7, 2, 53, "0.1.0", "E-NET-07")
    assert read_status(write_status(status)) == status
    assert len(write_status(status)) < 200


@pytest.mark.parametrize(
    "bad", [b"{}", b'{"online":1,"head":1,"have":1,"epoch":1}', b'{"online":true,"head":1}', b"x"]
)
def test_a_bad_status_is_refused(bad):
    with pytest.raises(BadStatus):
        read_status(bad)


def test_topics():
    assert topic("1801042001", "events") == "desa/1/1801042001/events"
    assert every("status") == "desa/1/+/status"
    assert split("desa/1/1801042001/ack") == ("1801042001", "ack")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "desa/1",
        "desa/1/1801042001",
        "desa/1/1801042001/other",
        "desa/1/18010420010/events",
        "desa/1/18.01.04.2001/events",
        "desa/1/180104200١/events",
        "desa/1//events",
        "desa/2/1801042001/events",
        "desa/1/1801042001/events/x",
        "x/desa/1/1801042001/events",
    ],
)
def test_a_topic_of_another_contract_is_none_of_ours(name):
    assert split(name) is None
