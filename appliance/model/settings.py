"""Every setting of the terminal: its key, what it may be, and its default. Data, so that docs and CLI share it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from appliance.model.errors import ApplianceError

Value = str | int | bool


@dataclass(frozen=True)
class Setting:
    """One setting. `read` turns the typed text into the value, or raises ValueError; `expected` says in
    Indonesian what is expected (for E-CMD-06); `meaning` says in English what it does (for the docs)."""

    key: str
    default: Value
    read: Callable[[str], Value]
    expected: str
    meaning: str


def _one_of(*words: str) -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        if text not in words:
            raise ValueError(text)
        return text

    return read, "salah satu dari " + ", ".join(words)


def _number(low: int, high: int) -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return read, f"angka {low} sampai {high}"


def _width() -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        if text not in ("58", "80"):
            raise ValueError(text)
        return int(text)

    return read, "58 atau 80"


def _truth() -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        return {"true": True, "false": False}[text] if text in ("true", "false") else _refuse(text)

    return read, "true atau false"


def _refuse(text: str) -> Value:
    raise ValueError(text)


def _text(limit: int, *, least: int = 0) -> tuple[Callable[[str], Value], str]:
    """One line of text: no control, bidirectional or other invisible sign, and no lone surrogate."""

    def read(text: str) -> Value:
        line = text.replace("\N{NO-BREAK SPACE}", " ")
        if not least <= len(line.strip()) <= limit or not line.isprintable():
            raise ValueError(text)
        return line.strip()

    return read, f"teks {least} sampai {limit} huruf" if least else f"teks paling banyak {limit} huruf"


def _folder() -> tuple[Callable[[str], Value], str]:
    """The path of a folder from the root on: a unit and a person at the console stand in different ones."""
    line, _ = _text(400)

    def read(text: str) -> Value:
        path = str(line(text))
        return path if not path or path.startswith("/") else _refuse(text)

    return read, "alamat folder yang dimulai dengan /, atau kosong"


def _host() -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        if not re.fullmatch(r"[A-Za-z0-9._:\-]{0,253}", text):
            raise ValueError(text)
        return text

    return read, "nama atau alamat mesin"


def _url() -> tuple[Callable[[str], Value], str]:
    def read(text: str) -> Value:
        if text and not re.fullmatch(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%\-]{1,200}", text):
            raise ValueError(text)
        return text

    return read, "alamat yang dimulai dengan https://, atau kosong"


_SETTINGS: tuple[tuple[str, Value, tuple[Callable[[str], Value], str], str], ...] = (
    ("language", "id", _one_of("id", "en"), "Language of command line and welcome page."),
    ("theme", "terang", _one_of("terang", "gelap"), "Colours of the screen: light or dark."),
    ("village.name", "", _text(60, least=1), "Name of the village without its term; set by `init`."),
    ("village.term", "", _text(20, least=1), "What the village is called (Desa, Pekon, Kampung, Tiyuh)."),
    ("village.head", "", _text(40, least=1), "Title of the village head (Kepala Desa, Peratin)."),
    ("village.head_name", "", _text(80), "Name of the village head, below released letters."),
    ("village.address", "", _text(100), "Address line of the letterhead."),
    ("village.abbreviation", "", _text(12), "Abbreviation of the village for number formats."),
    (
        "village.rule",
        "",
        _text(160),
        "The village's own rule (Keputusan, number and year) that allows direct printing; empty: none is direct.",
    ),
    (
        "letters.number_format",
        "{classification}/{seq}/{village}/{month}/{year}",
        _text(80),
        "Format of letter numbers: tokens classification, seq, village, abbreviation, month, year.",
    ),
    (
        "letters.codes",
        "new",
        _one_of("new", "old"),
        "Classification of Permendagri 83/2022 (new) or 78/2012 (old).",
    ),
    ("letters.desil_limit", 4, _number(1, 10), "Highest DTSEN decile that counts as basis of an SKTM."),
    ("kiosk.letters_per_day", 3, _number(1, 50), "Direct letters a person may take by card in one day."),
    ("kiosk.idle_seconds", 60, _number(10, 600), "Seconds without a touch before the screen asks and signs out."),
    ("reader.driver", "auto", _one_of("auto", "pcsc", "wedge", "simulated", "none"), "Card reader."),
    ("reader.presence", "tap", _one_of("tap", "tray"), "tap: lay and lift; tray: the card stays in the reader."),
    (
        "printer.driver",
        "auto",
        _one_of("auto", "usb", "serial", "network", "file", "simulated", "none"),
        "Printer driver.",
    ),
    ("printer.profile", "generic", _text(40), "What the printer can do: a profile's name."),
    ("printer.host", "", _host(), "Address of a network printer."),
    ("printer.port", 9100, _number(1, 65535), "TCP port of a network printer."),
    ("printer.path", "", _text(400), "File outside the state folder that the `file` driver appends to."),
    ("printer.width", 80, _width(), "Width of the paper in millimetres."),
    ("broker.host", "", _host(), "Address of the provincial MQTT broker; empty: no network."),
    ("broker.port", 8883, _number(1, 65535), "Port of the broker."),
    ("broker.tls", True, _truth(), "Whether the broker is reached by TLS."),
    ("broker.username", "", _text(80), "User name at the broker."),
    ("broker.password_file", "", _text(400), "File that holds the password."),
    ("broker.ca_file", "", _text(400), "Certificates that the broker's own is checked against."),
    (
        "broker.longest_wait",
        300,
        _number(1, 3600),
        "Longest pause in seconds between two tries to reach the broker; a fleet needs it long.",
    ),
    (
        "backup.folder",
        "",
        _folder(),
        "Folder on a second medium (a stick) that the daily backup is copied to as well; empty: none.",
    ),
    ("sign_in.policy", "card", _one_of("card", "card+pin"), "Whether a tap alone opens one's data."),
    ("verify.url", "", _url(), "Page that verifies seals; empty: the QR carries the seal alone."),
)

SETTINGS: dict[str, Setting] = {
    key: Setting(key, default, read, expected, meaning) for key, default, (read, expected), meaning in _SETTINGS
}

START_PREFIX = "letters.start."
"""`letters.start.SERIES` is the first number of a series, for villages that join in mid-year."""


def parse(key: str, text: str) -> Value:
    """The value that `text` means for `key`. Raises E-CMD-05 for an unknown key, E-CMD-06 for a wrong value."""
    setting = SETTINGS.get(key) or _start(key)
    if setting is None:
        raise ApplianceError("E-CMD-05", key=key[:60])
    try:
        return setting.read(text)
    except ValueError as error:
        raise ApplianceError("E-CMD-06", key=key, expected=setting.expected) from error


def _start(key: str) -> Setting | None:
    series = key.removeprefix(START_PREFIX)
    if series == key or not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", series):
        return None
    read, expected = _number(1, 999_999)
    return Setting(key, 1, read, expected, "First number of the series.")


def complete(stored: Mapping[str, Value]) -> dict[str, Value]:
    """All settings: the stored ones over the defaults, in the order of the table."""
    return {**{key: setting.default for key, setting in SETTINGS.items()}, **stored}
