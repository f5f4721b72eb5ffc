"""A journal in memory and a key from a seed: the twins of the store's, for tests, benchmarks and test vectors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.model.clock import WIB
from appliance.model.event import NO_HASH, read_line, write_line
from appliance.model.journal import RESTORED, Cursor, Head

_BEGIN = datetime(2026, 11, 24, 8, 0, tzinfo=WIB)


def _time(number: int) -> datetime:
    return _BEGIN + timedelta(seconds=number)


class SeedSigner:
    """An Ed25519 key whose 32 secret bytes are given, so that everything signed is the same each time."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`, 64 bytes."""
        return self._key.sign(message)


class MemoryJournal:
    """Fulfils `appliance.post.ports.Outbox`. Each event is a second later than the one before."""

    def __init__(self, village: str = "1801042001") -> None:
        self.village = village
        self.epoch = 1
        self._lines: dict[int, bytes] = {}
        self._hashes: dict[int, tuple[str, int]] = {}
        self._head: Head | None = None
        self._cursor = Cursor()

    def append(self, type: str, data: Mapping[str, Any], number: int | None = None) -> bytes:
        """Append an event; its line. `number` leaves numbers out, as a restore may."""
        number = number or (self._head.number if self._head else 0) + 1
        line, digest = write_line(
            number=number,
            village=self.village,
            epoch=self.epoch,
            type=type,
            time=_time(number),
            data=data,
            prevhash=self._head.hash if self._head else NO_HASH,
        )
        self._lines[number] = line
        self._hashes[number] = (digest, self.epoch)
        self._head = Head(number, digest, self.epoch, _time(number))
        return line

    def fill(self, count: int, purpose: str = "Beasiswa sekolah") -> None:
        """Append `count` events like those of issued letters."""
        for _ in range(count):
            seq = (self._head.number if self._head else 0) + 1
            self.append(
                "desa.letter.issued", {"letter": f"L-{seq}", "kind": "SKTM", "seq": seq, "purpose": purpose}
            )

    def copy(self, upto: int | None = None) -> MemoryJournal:
        """Another journal with the same first `upto` events: a clone, or an older backup."""
        twin = MemoryJournal(self.village)
        for number, line in self._lines.items():
            if upto is None or number <= upto:
                event = read_line(line)
                twin._lines[number], twin._hashes[number] = line, (event.hash, event.epoch)
                twin._head, twin.epoch = Head(number, event.hash, event.epoch, _time(number)), event.epoch
        twin._cursor = self._cursor if upto is None or self._cursor.have <= upto else Cursor()
        return twin

    def restored(self, number: int | None = None) -> None:
        """Begin a new epoch, as a restore does."""
        self.epoch += 1
        self.append(RESTORED, {"base": self._head.number if self._head else 0}, number)

    def head(self) -> Head | None:
        """The newest event."""
        return self._head

    def lines(self, since: int, limit: int) -> list[bytes]:
        """The lines after `since`."""
        found: list[bytes] = []
        if self._head:
            for number in range(since + 1, self._head.number + 1):
                if number in self._lines:
                    found.append(self._lines[number])
                    if len(found) == limit:
                        break
        return found

    def hash_of(self, number: int) -> tuple[str, int] | None:
        """Hash and epoch of an event."""
        return self._hashes.get(number)

    def cursor(self) -> Cursor:
        """The cursor."""
        return self._cursor

    def move_cursor(self, cursor: Cursor) -> None:
        """Store the cursor."""
        self._cursor = cursor
