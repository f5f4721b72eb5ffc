"""Where pcscd listens, and whether it does. Needs no PC/SC library."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from appliance.model.paths import os_path

_USUAL = "/run/pcscd/pcscd.comm"


def socket_path() -> Path:
    """The daemon's socket. The PC/SC library looks at ``PCSCLITE_CSOCK_NAME`` once, at the first context of a
    process, and keeps to it; a later change of the variable moves this function but not the library."""
    named = os.environ.get("PCSCLITE_CSOCK_NAME")
    return Path(named) if named else os_path(_USUAL)


def installed() -> bool:
    """Whether a daemon runs, or systemd would start one at the first connection."""
    return socket_path().exists()


def listens() -> bool:
    """Whether somebody takes connections at the socket, or keeps us from making one. A dead daemon's socket file
    stays behind and refuses."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(socket_path()))
        except (PermissionError, TimeoutError):
            return True
        except OSError:
            return False
    return True
