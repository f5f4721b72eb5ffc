"""The broker's address as people write it."""

import os
import socket
import ssl
from pathlib import Path

import pytest

from appliance.post.broker import (
    LONGEST_CA_FILE,
    LONGEST_PASSWORD_FILE,
    Broker,
    parse_address,
    password,
    tls_context,
    try_to_reach,
)
from tests.mqtt.authority import make_authority
from tests.support.refusals import refused


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


def test_a_password_is_the_line_in_its_file(tmp_path):
    file = tmp_path / "password"
    for content in ("rahasia", "rahasia\n", "rahasia\r\n"):
        file.write_text(content)
        assert password(Broker("x", password_file=file)) == "rahasia"
    assert password(Broker("x")) is None


def test_s7_only_a_small_regular_file_is_a_password_or_a_certificate(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "none").touch()
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "long").write_bytes(b"x" * (LONGEST_PASSWORD_FILE + 1))
    devices = Path("/dev/zero"), Path("/proc/self/status"), Path("/nowhere")
    never = tmp_path / "pipe", tmp_path / "none", tmp_path, *devices
    for file in (*never, tmp_path / "long", tmp_path / "bytes"):
        with refused("E-NET-09"):
            password(Broker("x", password_file=file))
    for file in (*never, tmp_path / "long", tmp_path / "bytes"):
        with refused("E-NET-09"):
            tls_context(Broker("x", ca_file=file))


def test_s7_certificates_with_notes_between_them_are_the_only_ones_trusted(tmp_path):
    files = [make_authority(tmp_path / name).root for name in ("one", "two")]
    notes = tmp_path / "both.pem"
    notes.write_bytes("# Dinas é\n".encode().join(file.read_bytes() for file in files))
    context = tls_context(Broker("x", ca_file=notes))
    assert len(context.get_ca_certs()) == 2
    assert context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname
    notes.write_bytes(notes.read_bytes() + b"\n" * LONGEST_CA_FILE)
    with refused("E-NET-09"):
        tls_context(Broker("x", ca_file=notes))


def test_f7_a_broker_that_says_nothing_is_not_waited_for_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        try_to_reach(Broker("127.0.0.1", port, tls=False), 5)
        with refused("E-NET-01"):
            try_to_reach(Broker("127.0.0.1", port), 0.2)
    with refused("E-NET-02"):
        try_to_reach(Broker("x" * 64 + ".invalid", 1, tls=False), 0.2)
