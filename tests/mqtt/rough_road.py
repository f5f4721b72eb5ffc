"""A road between a client and a broker on which messages are dropped, doubled, turned round and cut."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from contextlib import suppress

PUBLISH, PUBACK = 3, 4
FAULTS = ("drop", "double", "late", "cut")


class RoughRoad:
    """Listens on `port` and leads to the broker's. The first `faults` messages, either way, may each suffer one of
    `FAULTS`; a dropped one gets its PUBACK all the same. `done` counts them; afterwards the road is good."""

    def __init__(self, broker_port: int, seed: int, faults: int) -> None:
        self._broker_port, self._dice, self._left = broker_port, random.Random(seed), faults
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.done: Counter[str] = Counter()
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> RoughRoad:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for one in self._open:
            _cut(one)
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            try:
                broker = socket.create_connection(("127.0.0.1", self._broker_port))
            except OSError:
                _cut(client)
                continue
            self._open += [client, broker]
            for ends in ((client, broker), (broker, client)):
                self._threads.append(threading.Thread(target=self._carry, args=ends))
                self._threads[-1].start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        """One direction, packet by packet, until either end is gone. A late message goes after the next packet."""
        late = b""
        with suppress(OSError, EOFError), source.makefile("rb") as stream:
            while True:
                packet = _read(stream)
                match self._fault(packet):
                    case "drop":
                        source.sendall(_puback(packet))
                        continue
                    case "double":
                        packet *= 2
                    case "late" if not late:
                        late = packet
                        continue
                    case "cut":
                        target.sendall(packet[: len(packet) // 2])
                        break
                target.sendall(packet + late)
                late = b""
        _cut(source)
        _cut(target)

    def _fault(self, packet: bytes) -> str | None:
        with self._lock:
            if packet[0] >> 4 != PUBLISH or not packet[0] & 6 or not self._left or self._dice.random() < 0.4:
                return None
            self._left -= 1
            fault = self._dice.choice(FAULTS)
            self.done[fault] += 1
            return fault


def _read(stream) -> bytes:
    """One MQTT packet. Raises EOFError at the end."""
    head = _exactly(stream, 2)
    while head[-1] & 0x80:
        head += _exactly(stream, 1)
    size = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(head[1:]))
    return head + _exactly(stream, size)


def _exactly(stream, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _puback(publish: bytes) -> bytes:
    """The PUBACK of a PUBLISH of QoS 1: its packet number stands after the topic."""
    start = 1
    while publish[start] & 0x80:
        start += 1
    start += 1
    after = start + 2 + int.from_bytes(publish[start : start + 2], "big")
    return bytes([PUBACK << 4, 2]) + publish[after : after + 2]


def _cut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
