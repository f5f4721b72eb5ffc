"""Printers on the network: raw bytes over TCP, by custom on port 9100."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line
from appliance.printer.limits import Limits
from appliance.printer.profile import Profile
from appliance.printer.protocol import Conversation

CONNECT_LIMIT = 3.0
"""Seconds for a connection."""

SEND_BUFFER = 4096
"""Bytes our kernel may hold back, so that a printer that stops reading is noticed within one job."""

FAREWELL = 0.3
"""Seconds to wait for the printer's own end. Closing with answers unread would reset the link, and some
printers then drop what they have not printed yet."""


class NetworkPrinter:
    """A printer at `host`:`port`. One connection a job, since such a printer serves one writer at a time."""

    kind: Literal["network"] = "network"

    def __init__(self, host: str, port: int, profile: Profile, limits: Limits) -> None:
        self._address, self._profile, self._limits = (host, port), profile, limits
        self.columns = profile.columns

    @contextmanager
    def connect(self) -> Iterator[Line]:
        """Connect. Raises E-PRN-01 when nothing answers there within three seconds."""
        try:
            link = socket.create_connection(self._address, CONNECT_LIMIT)
        except (OSError, UnicodeError) as error:
            raise ApplianceError("E-PRN-01") from error
        with link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            channel = _TcpChannel(link)
            yield Conversation(channel, self._profile, self._limits)
            channel.farewell()


class _TcpChannel:
    """A socket as a `Channel`."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._aborted = False

    def write(self, data: bytes, limit: float) -> int:
        try:
            self._link.settimeout(limit)
            return self._link.send(data)
        except TimeoutError:
            return 0
        except OSError as error:
            raise ApplianceError("E-PRN-07") from error

    def read(self, limit: float) -> bytes:
        try:
            self._link.settimeout(limit)
            data = self._link.recv(4096)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as error:
            raise ApplianceError("E-PRN-07") from error
        if not data:
            raise ApplianceError("E-PRN-07")
        return data

    def abort(self) -> None:
        self._aborted = True
        try:
            self._link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError as error:
            raise ApplianceError("E-PRN-07") from error

    def farewell(self) -> None:
        """Say that nothing more comes, and hear the printer out."""
        if self._aborted:
            return
        try:
            self._link.shutdown(socket.SHUT_WR)
            until = time.monotonic() + FAREWELL
            while (left := until - time.monotonic()) > 0:
                self.read(left)
        except (OSError, ApplianceError):
            return
