"""The broker's address, and what a failed connection means in words. Village and province share it."""

from __future__ import annotations

import os
import re
import socket
import ssl
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError

PLAIN_PORT, TLS_PORT = 1883, 8883
LONGEST_PASSWORD_FILE, LONGEST_CA_FILE = 64 * 1024, 1024 * 1024
"""Bytes; the certificates of all public authorities together have about 220 KiB."""


@dataclass(frozen=True)
class Broker:
    """Where the broker is and how it is reached. Without `ca_file` the system's certificates count."""

    host: str
    port: int = TLS_PORT
    tls: bool = True
    ca_file: Path | None = None
    username: str = ""
    password_file: Path | None = None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_address(text: str, default_port: int) -> tuple[str, int]:
    """Host and port of ``HOST``, ``HOST:PORT``, ``[IPv6]``, ``[IPv6]:PORT`` or a bare IPv6. Raises ValueError."""
    host, port = text, ""
    if text.startswith("["):
        host, closing, rest = text[1:].partition("]")
        if not closing or (rest and not rest.startswith(":")):
            raise ValueError("bracket")
        port = rest[1:] or ("" if not rest else "?")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
        port = port or "?"
    if not re.fullmatch(r"[!-Z\\^-~]{1,253}", host):  # signs of ASCII, no space, no bracket
        raise ValueError("host")
    if not port:
        return host, default_port
    if not (port.isascii() and port.isdigit() and len(port) <= 5) or not 1 <= int(port) <= 65535:
        raise ValueError("port")
    return host, int(port)


_NOT_YET, _EXPIRED, _WRONG_HOST = {9}, {10}, {62, 64}
_UNKNOWN_SIGNER = {18, 19, 20, 21}
"""Numbers of OpenSSL's X509_V_ERR_..; Python gives no names to most of them."""


def why_not_reached(error: Exception, broker: Broker) -> ApplianceError:
    """What the exception of a failed connect means: E-NET-01 to -03, -13 to -15."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _why_not_trusted(error, broker)
    if isinstance(error, ssl.SSLError):
        return ApplianceError("E-NET-03", reason=f"jabat tangan TLS gagal, {error.reason or 'tanpa keterangan'}")
    if isinstance(error, socket.gaierror | UnicodeError):
        return ApplianceError("E-NET-02", host=broker.host)
    if isinstance(error, ConnectionRefusedError):
        return ApplianceError("E-NET-01", reason=f"tidak ada yang menjawab di {broker}")
    if isinstance(error, TimeoutError):
        return ApplianceError("E-NET-01", reason=f"{broker} tidak menjawab")
    detail = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return ApplianceError("E-NET-01", reason=f"{broker}, {detail}")


def _why_not_trusted(error: ssl.SSLCertVerificationError, broker: Broker) -> ApplianceError:
    """A certificate out of its time may be fine, and the clock wrong: a Raspberry Pi without network begins in 1970
    (threat F4). So the sentence shows the date, with strokes, since a log hides longer runs of digits."""
    shown = f"{datetime.now(WIB):%d/%m/%Y}"
    if error.verify_code in _NOT_YET:
        return ApplianceError("E-NET-13", shown=shown)
    if error.verify_code in _EXPIRED:
        return ApplianceError("E-NET-14", shown=shown)
    if error.verify_code in _WRONG_HOST:
        return ApplianceError("E-NET-15", host=broker.host)
    if error.verify_code in _UNKNOWN_SIGNER:
        return ApplianceError("E-NET-03", reason="sertifikat broker bukan dari penerbit yang dikenal")
    return ApplianceError("E-NET-03", reason=f"sertifikat tidak sah, {error.verify_message}")


def why_not_let_in(code: str) -> ApplianceError:
    """What a refusal of the broker itself (CONNACK, in paho's words) means: E-NET-04, or E-NET-01."""
    reasons = {
        "Not authorized": "tidak berhak",
        "Bad user name or password": "nama atau kata sandi salah",
        "Bad authentication method": "cara masuk tidak dikenal",
        "Banned": "diblokir",
        "Client identifier not valid": "nama mesin ditolak",
    }
    if code in reasons:
        return ApplianceError("E-NET-04", reason=reasons[code])
    return ApplianceError("E-NET-01", reason=f"broker tidak melayani, {code}")


def why_lost(code: int) -> str:
    """An MQTT client's return code (in paho's numbers) in words, for E-NET-10."""
    known = {2: "jawaban broker bukan MQTT", 4: "tidak tersambung", 7: "sambungan putus", 16: "broker diam"}
    return known.get(int(code), f"kode {int(code)}")


def try_to_reach(broker: Broker, seconds: float) -> None:
    """Connect, make sure by TLS whom to where that is set, and hang up. `seconds` bounds each of both. Raises
    E-NET-01 to -03, -09 and -13 to -15, as the connection that is to serve would."""
    context = tls_context(broker) if broker.tls else None
    try:
        with socket.create_connection((broker.host, broker.port), seconds) as reached:
            if context is not None:
                context.wrap_socket(reached, server_hostname=broker.host).close()
    except (OSError, ValueError) as error:
        raise why_not_reached(error, broker) from error


def tls_context(broker: Broker) -> ssl.SSLContext:
    """The checks of a TLS connection to `broker`. Raises E-NET-09 when the certificates cannot be read."""
    if broker.ca_file is None:
        return ssl.create_default_context()
    try:
        trusted = _read(broker.ca_file, LONGEST_CA_FILE).decode("ascii", "ignore")  # notes between them may be any
        if not trusted:
            raise ValueError("no certificate")  # nothing at all would mean the system's
        return ssl.create_default_context(cadata=trusted)
    except (OSError, ValueError) as error:
        raise ApplianceError("E-NET-09", file=broker.ca_file) from error


def password(broker: Broker) -> str | None:
    """The password in its file, without the line end. Raises E-NET-09."""
    if broker.password_file is None:
        return None
    try:
        return _read(broker.password_file, LONGEST_PASSWORD_FILE).decode("utf-8").strip("\r\n")
    except (OSError, ValueError) as error:
        raise ApplianceError("E-NET-09", file=broker.password_file) from error


def _read(path: Path, limit: int) -> bytes:
    """A regular file of 1 to `limit` bytes: a pipe would keep the agent waiting, a device fill the memory. May
    raise OSError and ValueError."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not 1 <= found.st_size <= limit:
            raise ValueError("no small regular file")
        return file.read(limit)
