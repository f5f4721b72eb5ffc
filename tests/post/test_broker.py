"""The broker's address as people write it."""

import pytest

from appliance.post.broker import Broker, parse_address


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("localhost", "localhost", 8883),
        ("localhost:1883", "localhost", 1883),
        ("127.0.0.1:1", "127.0.0.1", 1),
        ("broker.example:65535", "broker.example", 65535),
        ("[::1]", "::1", 8883),
        ("[::1]:1883", "::1", 1883),
        ("2001:db8::1", "2001:db8::1", 8883),
    ],
)
def test_an_address_is_understood(text, host, port):
    assert parse_address(text, 8883) == (host, port)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":1883",
        "host:",
        "host:0",
        "host:65536",
        "host:abc",
        "host:١",
        "host:99999999999",
        "host:0000019999999",
        "[::1",
        "[::1]x",
        "[::1]:",
        "[]:1",
        "a b:1",
        "a\n:1",
        "a[b",
        "]::",
        "höst:1",
        "a" * 300,
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        parse_address(text, 8883)


def test_an_address_is_written_as_it_is_read():
    for broker in (Broker("localhost", 1883), Broker("::1", 8883)):
        assert parse_address(str(broker), 1) == (broker.host, broker.port)
