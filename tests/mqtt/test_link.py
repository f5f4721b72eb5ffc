"""The connection: every failure has a code, whatever stands at the other end."""

import random
import socket
import threading

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.link import MqttLink
from appliance.post.broker import Broker
from appliance.post.connection import Connection
from appliance.post.ports import Message
from tests.mqtt.authority import make_authority
from tests.support.mosquitto import Mosquitto
from tests.support.ports import free_port


def link_to(port, **more):
    return MqttLink(Broker("127.0.0.1", port, **{"tls": False, **more}))


def code_of(link, patience=None):
    if patience:
        link._patience = patience
    with pytest.raises(ApplianceError) as caught:
        open_and_listen(link)
    return caught.value.code


def open_and_listen(link):
    link.open("test")
    link.wait(5)


@pytest.fixture
def server():
    """A server that is no broker: `server(answer)` gives its port and sends `answer` to whoever comes."""
    sockets = []

    def serve(answer, then_close=True):
        listening = socket.create_server(("127.0.0.1", 0))
        sockets.append(listening)

        def run():
            while True:
                try:
                    peer, _ = listening.accept()
                    sockets.append(peer)
                    peer.recv(1000)
                    peer.sendall(answer)
                    if then_close:
                        peer.close()
                except OSError:
                    return

        threading.Thread(target=run, daemon=True).start()
        return listening.getsockname()[1]

    yield serve
    for one in sockets:
        one.close()


def test_nobody_there():
    assert code_of(link_to(free_port())) == "E-NET-01"


def test_no_address():
    assert code_of(MqttLink(Broker(""))) == "E-NET-12"


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 64 + ".example", "..", "x y"])
def test_a_name_that_nobody_knows(host):
    assert code_of(MqttLink(Broker(host, 1883, tls=False))) == "E-NET-02"


def test_a_server_that_is_silent(server):
    assert code_of(link_to(server(b"", then_close=False)), patience=0.3) == "E-NET-01"
    assert code_of(link_to(server(b"", then_close=False), tls=True), patience=0.3) in ("E-NET-01", "E-NET-03")


def test_a_server_that_hangs_up(server):
    assert code_of(link_to(server(b""))) == "E-NET-10"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x20\x02\x00",
        b"\x20\x00",
        b"\x20\xff\xff\xff\xff\xff",
        b"\x20\x02\x00\x00" + b"\x30\x02\xff\xff",
        b"\x20\x02\x00\x00" + b"\x30\x05\x00\x03\xff\xfe\xfd",
        b"\x20\x02\x00\x00" + b"\x90\x01\x00",
        b"\x20\x02\x00\x00" + b"\x40\x01\x00",
        b"\x20\x02\x00\x00" + b"\xf0\x00",
        b"\x20\x02\x00\x00" + b"\x00\x00",
    ],
)
def test_a_server_that_speaks_no_mqtt(server, answer):
    assert code_of(link_to(server(answer))) in ("E-NET-01", "E-NET-10")


def test_random_answers_end_in_a_code(server):
    dice = random.Random(9)
    for _ in range(60):
        answer = dice.choice([b"", b"\x20\x02\x00\x00"]) + dice.randbytes(dice.randint(1, 60))
        assert code_of(link_to(server(answer)), patience=0.5).startswith("E-NET-")


@pytest.mark.parametrize(("answer", "code"), [(1, "E-NET-10"), (2, "E-NET-04"), (3, "E-NET-01"), (5, "E-NET-04")])
def test_a_broker_that_refuses(server, answer, code):
    assert code_of(link_to(server(bytes([0x20, 2, 0, answer])))) == code


def test_a_wrong_password(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("salah\n")
    known = tmp_path / "known"
    known.write_text("")
    with Mosquitto(tmp_path, options=[f"password_file {known}", "allow_anonymous false"]) as broker:
        assert code_of(link_to(broker.port, username="1801042001", password_file=secret)) == "E-NET-04"
        assert code_of(link_to(broker.port)) == "E-NET-04"
    missing = link_to(broker.port, username="1801042001", password_file=tmp_path / "none")
    assert code_of(missing) == "E-NET-09"


def test_tls(tmp_path, server):
    own, other = make_authority(tmp_path / "own"), make_authority(tmp_path / "other")
    options = [f"cafile {own.root}", f"certfile {own.certificate}", f"keyfile {own.key}"]
    with Mosquitto(tmp_path, options=options) as broker:
        link = link_to(broker.port, tls=True, ca_file=own.root)
        link.open("test")
        link.subscribe("a/b")
        link.publish(Message("a/b", b"x" * 60_000))
        assert link.wait(20).payload == b"x" * 60_000
        link.close()
        assert code_of(link_to(broker.port, tls=True, ca_file=other.root)) == "E-NET-03"
        assert code_of(link_to(broker.port, tls=True)) == "E-NET-03"
        assert code_of(link_to(broker.port)).startswith("E-NET-")
        assert code_of(link_to(broker.port, tls=True, ca_file=tmp_path / "none")) == "E-NET-09"
    # A peer that speaks no TLS answers with bytes that are none, or its reset comes first.
    assert code_of(link_to(server(b"\x20\x02\x00\x00"), tls=True, ca_file=own.root)) in ("E-NET-01", "E-NET-03")


def test_a_retained_message_and_the_last_will(broker):
    broker.start()
    one, other = link_to(broker.port), link_to(broker.port)
    one.open("one", Message("gone", b"will", retained=True))
    one.publish(Message("kept", b"word", retained=True))
    one._client._sock.close()
    other.open("other")
    other.subscribe("kept", "gone")
    found = {}
    while len(found) < 2:
        message = other.wait(60)
        found[message.topic] = message.payload
    assert found == {"kept": b"word", "gone": b"will"}
    other.close()


def test_a_lost_connection_is_an_error_and_the_next_one_begins_anew(broker):
    broker.start()
    link = link_to(broker.port)
    link.open("test")
    broker.kill()
    with pytest.raises(ApplianceError, match="E-NET-10"):
        link.wait(60)
    with pytest.raises(ApplianceError, match="E-NET-10"):
        link.publish(Message("a", b"never queued"))
    broker.start()
    link.open("test")
    link.subscribe("a")
    assert link.wait(0.3) is None
    link.close()
    link.close()


def test_what_is_not_fetched_stays_bounded(broker):
    broker.start()
    link, flood = link_to(broker.port), link_to(broker.port)
    link.open("test")
    link.subscribe("flood")
    flood.open("flood")
    for number in range(200):
        flood.publish(Message("flood", b"%d" % number))
        flood.wait(0.001)
    found = link.gather(60, 1, 1000)
    while found[-1].payload != b"199":
        found = link.gather(60, 1, 1000)
        assert len(found) <= 64
    assert all(message.number for message in found)
    for one in (link, flood):
        one.close()


def test_the_library_is_imported_only_to_connect():
    import subprocess
    import sys

    code = "import sys, appliance.mqtt.agent, appliance.mqtt.link; sys.exit('paho' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert issubclass(MqttLink, Connection)


def packet(kind, length, content=b""):
    """An MQTT packet that announces `length` bytes."""
    size = b""
    while True:
        length, seven = divmod(length, 128)
        size += bytes([seven | (0x80 if length else 0)])
        if not length:
            return bytes([kind]) + size + content


WELCOME = b"\x20\x02\x00\x00"


def test_s7_a_broker_that_announces_a_huge_message_is_left_before_it_is_there(server):
    """Its bytes never come: waiting for them would take the whole patience and end without a message."""
    link = link_to(server(WELCOME + packet(0x30, 200_000_000, b"\x00\x01a"), then_close=False))
    link.open("test")
    with pytest.raises(ApplianceError, match="terlalu besar"):
        link.wait(30)


def test_s7_a_broker_that_has_messages_kept_for_it_is_left(server):
    """QoS 2, which nobody asked for: paho keeps such a message until it is told to hand it out."""
    flood = b"".join(packet(0x34, 2005, b"\x00\x01a" + bytes([0, number]) + b"x" * 2000) for number in range(1, 9))
    link = link_to(server(WELCOME + flood, then_close=False))
    link.open("test")
    with pytest.raises(ApplianceError, match="terlalu besar"):
        link.wait(30)
