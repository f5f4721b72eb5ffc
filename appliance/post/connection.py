"""One MQTT connection, turned by the caller's thread. The client library is handed in by the two edges that use it.

A library's own thread, reconnect and queue stay unused (fact sheet "fleet", Village agent): they send again what
nobody wants any more and hide what became of it. Here a lost connection is an exception, and the next one begins
with nothing from before. MQTT 3.1.1, clean session, QoS 1.
"""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from appliance.model.errors import ApplianceError
from appliance.post.broker import Broker, password, tls_context, why_lost, why_not_let_in, why_not_reached
from appliance.post.ports import Message

CONNECT_SECONDS = 10.0
KEEPALIVE_SECONDS = 60
LONGEST_MESSAGE = 128 * 1024
"""Bytes of what comes in at once; ours have at most 60 KiB. The client library itself would take 256 MiB."""
_HOSTILE = (ValueError, LookupError, TypeError, struct.error)
"""What a client library lets through when a broker sends what is no MQTT."""


class Client(Protocol):
    """What of paho's client is used."""

    connect_timeout: float
    _in_packet: Mapping[str, Any]
    _in_messages: Collection[Any]
    on_socket_open: Any
    on_connect: Any
    on_subscribe: Any
    on_message: Any

    def tls_set_context(self, context: ssl.SSLContext) -> None: ...
    def username_pw_set(self, username: str, password: str | None) -> None: ...
    def will_set(self, topic: str, payload: bytes, qos: int, retain: bool) -> None: ...
    def connect(self, host: str, port: int, keepalive: int) -> Any: ...
    def loop(self, timeout: float) -> int: ...
    def subscribe(self, topic: str, qos: int) -> tuple[int, int | None]: ...
    def publish(self, topic: str, payload: bytes, qos: int, retain: bool) -> Any: ...
    def ack(self, mid: int, qos: int) -> Any: ...
    def want_write(self) -> bool: ...
    def disconnect(self) -> Any: ...


class Connection:
    """Fulfils `appliance.post.ports.Link`. Of what comes and is not fetched, the newest `inbox` messages are kept.

    `new_client` makes a fresh client of the library under a client id. `patience` bounds, in seconds, each step of
    connecting (the look-up of the name is bounded by the system).
    """

    def __init__(
        self,
        broker: Broker,
        new_client: Callable[[str], Client],
        *,
        patience: float = CONNECT_SECONDS,
        inbox: int = 64,
    ) -> None:
        self.broker = broker
        self._new_client = new_client
        self._patience = patience
        self._client: Client | None = None
        self._inbox: deque[Message] = deque(maxlen=inbox)
        self._granted: set[int] = set()
        self._connack = ""

    def open(self, client_id: str, will: Message | None = None) -> None:
        """Connect. Raises E-NET-01 (not reached), -02 (name), -03 (TLS), -04 (not let in), -09, -10, -12, or -13 to
        -15 (certificate)."""
        if not self.broker.host:
            raise ApplianceError("E-NET-12")
        self.close()
        client = self._prepared(client_id, will)
        try:
            client.connect(self.broker.host, self.broker.port, KEEPALIVE_SECONDS)
        except (OSError, ValueError) as error:
            raise why_not_reached(error, self.broker) from error
        self._client = client
        if not self._turn_until(lambda: bool(self._connack)):
            self.close()
            raise why_not_reached(TimeoutError(), self.broker)
        if self._connack != "Success":
            refused = self._connack
            self.close()
            raise why_not_let_in(refused)

    def subscribe(self, *topics: str) -> None:
        """Ask for topics or filters; returns when the broker has granted all. Raises E-NET-10."""
        wanted = {self._connected().subscribe(name, 1)[1] for name in topics}
        if not self._turn_until(lambda: wanted <= self._granted):
            raise self._lost("broker tidak menerima langganan")

    def publish(self, message: Message) -> None:
        """Hand a message to the connection; `retained` asks the broker to keep it. Raises E-NET-10."""
        done = self._connected().publish(message.topic, message.payload, 1, message.retained)
        if done.rc != 0:
            raise self._lost(why_lost(done.rc))

    def wait(self, seconds: float) -> Message | None:
        """The next message, or None when none came in `seconds`. Raises E-NET-10."""
        found = self.gather(seconds, 0, 1)
        return found[0] if found else None

    def gather(self, seconds: float, more: float, limit: int) -> list[Message]:
        """Wait `seconds` for a first message, then `more` seconds for others, up to `limit`. Raises E-NET-10."""
        self._turn_until(lambda: bool(self._inbox), seconds)
        if self._inbox:
            self._turn_until(lambda: len(self._inbox) >= limit, more)
        return [self._inbox.popleft() for _ in range(min(limit, len(self._inbox)))]

    def done(self, messages: Iterable[Message]) -> None:
        """Tell the broker that `messages` are dealt with, where the client leaves that to its user."""
        for message in messages:
            if message.number:
                self._connected().ack(message.number, 1)

    def close(self) -> None:
        """Hang up, after what was handed over has gone out (a second at most). Never raises."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(OSError, *_HOSTILE):
                deadline = time.monotonic() + 1
                while client.want_write() and time.monotonic() < deadline and client.loop(0.1) == 0:
                    pass
                client.disconnect()
                client.loop(0)
        self._inbox.clear()
        self._granted.clear()
        self._connack = ""

    def _prepared(self, client_id: str, will: Message | None) -> Client:
        client = self._new_client(client_id)
        client.connect_timeout = self._patience
        if self.broker.tls:
            client.tls_set_context(tls_context(self.broker))
        if self.broker.username:
            client.username_pw_set(self.broker.username, password(self.broker))
        if will is not None:
            client.will_set(will.topic, will.payload, 1, will.retained)
        client.on_socket_open = _without_delay
        client.on_connect, client.on_subscribe, client.on_message = (
            self._on_connect,
            self._on_subscribe,
            self._on_message,
        )
        return client

    def _on_connect(self, _client: Any, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
        self._connack = str(code)

    def _on_subscribe(self, _client: Any, _data: Any, mid: int, codes: Any, _properties: Any) -> None:
        if not any(code.is_failure for code in codes):
            self._granted.add(mid)

    def _on_message(self, _client: Any, _data: Any, came: Any) -> None:
        self._inbox.append(Message(came.topic, came.payload, came.retain, came.mid))

    def _connected(self) -> Client:
        if self._client is None:
            raise ApplianceError("E-NET-10", reason="belum tersambung")
        return self._client

    def _turn_until(self, done: Callable[[], bool], seconds: float | None = None) -> bool:
        """Turn the client's loop until `done` or the time is over; whether it was done."""
        deadline = time.monotonic() + (self._patience if seconds is None else seconds)
        while not done():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._turn(min(left, 1.0))
        return True

    def _turn(self, seconds: float) -> None:
        """Read, write, keep alive. A broker that refused is told by its CONNACK, not by the hang-up after it."""
        try:
            rc = self._connected().loop(seconds)
        except OSError as error:
            raise self._lost(error.strerror or type(error).__name__) from error
        except _HOSTILE as error:
            raise self._lost("jawaban broker bukan MQTT") from error
        if rc != 0 and self._connack in ("", "Success"):
            raise self._lost(why_lost(rc))
        self._refuse_a_flood(self._connected())

    def _refuse_a_flood(self, client: Client) -> None:
        """Hang up before a broker fills the memory: the length of a message is known before its bytes come, and
        messages of QoS 2 would be kept for it, which nobody asked for. The library has no setting for either."""
        if client._in_packet["remaining_length"] > LONGEST_MESSAGE or client._in_messages:
            raise self._lost("kiriman broker terlalu besar")

    def _lost(self, reason: str) -> ApplianceError:
        self.close()
        return ApplianceError("E-NET-10", reason=reason)


def _without_delay(_client: Any, _data: Any, opened: Any) -> None:
    """Let small messages go at once: an answer held back for 40 ms by either side halves the speed of a drain."""
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
