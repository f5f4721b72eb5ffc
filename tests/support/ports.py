"""Free TCP ports for daemons that a test starts."""

from __future__ import annotations

import random
import socket

_RANGE = range(20_000, 32_000)
"""Below Linux's ephemeral range (32768 and up), so that no outgoing connection takes a port meanwhile."""


def free_port(together: int = 1) -> int:
    """The first of `together` ports in a row that nobody listens on now. Another process may still be faster:
    whoever starts a daemon there must be ready to try again."""
    for _ in range(200):
        port = random.choice(_RANGE)
        if all(_is_free(port + step) for step in range(together)):
            return port
    raise RuntimeError("no free port found")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - vpcd listens on all addresses
        except OSError:
            return False
    return True
