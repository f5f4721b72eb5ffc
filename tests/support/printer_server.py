"""The printer made of software behind a TCP port: one writer at a time, and every fault of a link.

with PrinterServer(Machine(load_profile("generic", 80))) as server:
    ... print to server.host, server.port ...
    server.machine.papers[-1].text
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from types import TracebackType

from appliance.printer.machine import Machine, Vanished

_STEP = 0.005
"""Seconds between two looks for an answer that is due."""


class PrinterServer:
    """Serves `machine`. Where the machine vanishes, the link is reset in the middle, as by a pulled cable, or ended
    in the ordered way (`polite`), as by a printer that restarts itself. While one client is served, a second one
    connects and gets silence."""

    host = "127.0.0.1"

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.polite = False
        self.connections = 0
        self._stopping = False
        self._socket = socket.socket()
        # A printer's buffer is small: what it does not read must soon be felt by the sender.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.bind((self.host, 0))
        self._socket.listen()
        self._socket.settimeout(0.05)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> PrinterServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self._stopping = True
        self._thread.join(20)
        self._socket.close()

    def _run(self) -> None:
        while not self._stopping:
            try:
                link, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.connections += 1
            with link:
                link.settimeout(_STEP)
                try:
                    self._serve(link)
                except Vanished:
                    if self.polite:
                        self._end_politely(link)
                    else:
                        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                except ConnectionError:
                    pass  # the client reset the link, as it does with a job it gave up

    def _end_politely(self, link: socket.socket) -> None:
        """FIN, and nothing else until the client ends too: closing with bytes unread would be a reset."""
        link.shutdown(socket.SHUT_WR)
        while not self._stopping:
            try:
                if not link.recv(4096):
                    return
            except TimeoutError:
                continue

    def _serve(self, link: socket.socket) -> None:
        waiting = b""
        while not self._stopping:
            if not waiting:
                try:
                    waiting = link.recv(512)
                except TimeoutError:
                    waiting = b""
                else:
                    if not waiting:
                        return
            if waiting:
                taken = self.machine.take(waiting)
                waiting = waiting[taken:]
                if not taken:
                    time.sleep(_STEP)
            if answer := self.machine.say():
                link.sendall(answer)
