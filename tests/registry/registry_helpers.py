"""Extracts for the tests of the register: good rows to spoil, and streams that are never whole in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from appliance.registry.extract import read_extract
from appliance.registry.items import Accepted, Informed, Item, Rejected, Warned
from appliance.registry.sampling import COLUMNS

TODAY = date(2026, 11, 24)

GOOD = {
    "NIK": "1801041203840003",
    "NO_KK": "1801041508120007",
    "NAMA_LGKP": "BUDI SANTOSO",
    "JENIS_KLMIN": "LAKI-LAKI",
    "TMPT_LHR": "NATAR",
    "TGL_LHR": "12-03-1984",
    "AGAMA": "ISLAM",
    "STAT_KWN": "KAWIN",
    "STAT_HBKEL": "KEPALA KELUARGA",
    "PDDK_AKH": "SLTA/SEDERAJAT",
    "JENIS_PKRJN": "PETANI/PEKEBUN",
    "ALAMAT": "JL. MELATI NO. 3",
    "DUSUN": "DUSUN I",
    "NO_RT": "1",
    "NO_RW": "002",
    "FLAG_STATUS": "0",
}


def person(serial: int = 3, /, **cells: str) -> dict[str, str]:
    """A good row with a NIK and a KK of its own, changed by `cells`."""
    return {
        **GOOD,
        "NIK": f"180104120384{serial:04}",
        "NO_KK": f"180104150812{serial:04}",
        **cells,
    }


def extract(rows: Iterable[dict[str, str]], columns: Iterable[str] = COLUMNS, delimiter: str = ",") -> bytes:
    """The bytes of a flat CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def read(data: bytes, today: date = TODAY) -> list[Item]:
    """Everything that the file says."""
    return list(read_extract(io.BytesIO(data), today))


def accepted(items: Iterable[Item]) -> list[Accepted]:
    return [item for item in items if isinstance(item, Accepted)]


def rejected(items: Iterable[Item]) -> list[tuple[int, str]]:
    return [(item.line, item.code) for item in items if isinstance(item, Rejected)]


def told(items: Iterable[Item]) -> list[tuple[int, str]]:
    """Warnings and informs."""
    return [(item.line, item.code) for item in items if isinstance(item, Warned | Informed)]


def reasons(items: Iterable[Item]) -> list[str]:
    """The sentences of all that is told or rejected."""
    return [item.reason for item in items if not isinstance(item, Accepted)]


class Stream:
    """Bytes made while they are read, in pieces of any size."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found
