"""What the province holds: every village's events, byte for byte, and how far it has each (fact sheet "fleet")."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.post.ack import Ack, key_name
from appliance.post.batch import Batch
from appliance.post.intake import Answer, Known, Verdict, judge
from province.connect import connect, told, writing
from province.schema import TABLES, VERSION

FILE = "province.sqlite"
NOT_ENROLLED = "not enrolled"
"""Stage of a village whose key was pinned by its first batch and confirmed by nobody yet."""
_PAGE = 500
_ASIDE_LIMIT = 2000
"""Events of one village kept aside as forks: enough to look at, and no more than that."""


@dataclass(frozen=True)
class Row:
    """One village as the fleet shows it. `village` is the code as ten digits; `last_seen` is in WIB."""

    village: str
    stage: str
    have: int
    gap: int | None
    fork: int | None
    epoch: int
    last_seen: str


def prepare(state: Path) -> None:
    """Make a new store in `state`. Raises E-PRV-02 when one is there, E-PRV-04 when it cannot be made."""
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (state / FILE).touch(mode=0o600)
    except OSError as error:
        raise ApplianceError("E-PRV-04", reason=error.strerror or type(error).__name__) from error
    connection = connect(state / FILE, create=True)
    with told():
        try:
            with writing(connection):
                if connection.pragma("user_version") or _tables(connection):
                    raise ApplianceError("E-PRV-02")
                connection.execute(TABLES)
                generation = 1 + secrets.randbelow(2**53 - 1)
                connection.execute("INSERT INTO fact VALUES ('generation', ?)", (str(generation),))
                connection.pragma("user_version", VERSION)
        finally:
            connection.close()


def _tables(connection: apsw.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_schema").get)


class Store:
    """The open store. One thread, one connection; several processes may take batches at once."""

    def __init__(self, state: Path) -> None:
        """Raises E-PRV-01 when nothing is prepared, E-PRV-03 when the file is broken, E-PRV-07 when it is newer."""
        if not (state / FILE).is_file():
            raise ApplianceError("E-PRV-01")
        self._db = connect(state / FILE)
        with told():
            found = self._db.pragma("user_version")
            if found != VERSION:
                self._db.close()
                newer = ApplianceError("E-PRV-07", found=found, known=VERSION)
                raise newer if found else ApplianceError("E-PRV-01")
            self.generation = int(self._db.execute("SELECT value FROM fact WHERE name = 'generation'").get)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def take(self, batches: Sequence[Batch], seen: Sequence[str] = ()) -> list[Verdict]:
        """Judge and keep `batches`, in one transaction; `seen` are villages (ten digits) that said they are there.

        When this returns, what was taken is on the disk. Raises E-PRV-03, -04, -08; then nothing was taken.
        """
        now = datetime.now(WIB).isoformat(timespec="seconds")
        with writing(self._db):
            verdicts = [self._take(batch, now) for batch in batches]
            self._db.executemany("UPDATE village SET last_seen = ? WHERE kode = ?", [(now, kode) for kode in seen])
        return verdicts

    def ack(self, kode: str) -> Ack | None:
        """What to tell a village (ten digits), or None when it never sent a batch."""
        with told():
            row = self._db.execute(
                "SELECT have, hash, epoch, gap, fork, refused FROM village WHERE kode = ?", (kode,)
            ).fetchone()
        if row is None:
            return None
        have, digest, epoch, gap, fork, refused = row
        return Ack(have, digest, epoch, self.generation, gap, fork, refused)

    def events(self, kode: str, since: int = 0) -> Iterator[bytes]:
        """The lines of a village's chain with numbers above `since`, as they came. Read by pages, so that a long
        listing holds no transaction open."""
        while True:
            with told():
                page: list[Any] = self._db.execute(
                    "SELECT n, body FROM event WHERE kode = ? AND n > ? ORDER BY n LIMIT ?", (kode, since, _PAGE)
                ).fetchall()
            for number, body in page:
                since = number
                yield body
            if len(page) < _PAGE:
                return

    def fleet(self) -> list[Row]:
        """Every village that ever sent a batch, by its code."""
        with told():
            rows: list[Any] = self._db.execute(
                "SELECT kode, stage, have, gap, fork, epoch, last_seen FROM village ORDER BY kode"
            ).fetchall()
        return [Row(*row) for row in rows]

    def _take(self, batch: Batch, now: str) -> Verdict:
        kode = batch.village
        verdict = judge(batch, self._known(kode), lambda n: self._hash_of(kode, n), lambda h: self._find(kode, h))
        if verdict.answer is Answer.OTHER_KEY:
            self._set(kode, "refused", key_name(batch.key))
            return verdict
        self._db.execute(
            "INSERT INTO village VALUES (?, ?, ?, 0, ?, 0, NULL, NULL, '', ?)"
            " ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, refused = ''",
            (kode, batch.key, NOT_ENROLLED, "0" * 64, now),
        )
        if verdict.answer is Answer.GAP:
            self._set(kode, "gap", verdict.number)
        elif verdict.answer is Answer.FORK:
            return self._keep_fork(batch, verdict, now)
        elif verdict.answer in (Answer.TAKE, Answer.RESTORED):
            if verdict.answer is Answer.RESTORED:
                self._end_life(kode, verdict.number, now)
            self._append(batch, verdict.number)
        return verdict

    def _append(self, batch: Batch, start: int) -> None:
        rows = [(batch.village, e.number, e.epoch, e.hash, e.line) for e in batch.events if e.number >= start]
        self._db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
        self._db.execute(
            "UPDATE village SET have = ?1, hash = ?2, epoch = ?3, gap = iif(gap > ?1 + 1, gap, NULL)"
            " WHERE kode = ?4",
            (batch.last, batch.after, batch.epoch, batch.village),
        )

    def _keep_fork(self, batch: Batch, verdict: Verdict, now: str) -> Verdict:
        """Keep the other side of a fork aside. What lies there already is no news, so a late double of a life that
        a restore ended raises no alarm."""
        kode = batch.village
        kept = self._db.execute("SELECT count(*) FROM aside WHERE kode = ? AND why = 'fork'", (kode,)).get
        room = max(0, _ASIDE_LIMIT - int(kept))
        other = [e for e in batch.events if e.number >= verdict.number]
        news = [e for e in other if not self._lies_aside(kode, e.number, e.hash)]
        if not news:
            return Verdict(Answer.DUPLICATE)
        rows = [(kode, e.number, e.epoch, e.hash, e.line, "fork", now) for e in news[:room]]
        self._db.executemany("INSERT INTO aside VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.execute(
            "UPDATE village SET fork = ?1 WHERE kode = ?2 AND (fork IS NULL OR fork > ?1)", (verdict.number, kode)
        )
        return verdict

    def _end_life(self, kode: str, start: int, now: str) -> None:
        """Move the events from `start` on out of the chain: a restore of the village's store did not know them."""
        self._db.execute(
            "INSERT OR IGNORE INTO aside SELECT kode, n, epoch, hash, body, 'former', ? FROM event"
            " WHERE kode = ? AND n >= ?",
            (now, kode, start),
        )
        self._db.execute("DELETE FROM event WHERE kode = ? AND n >= ?", (kode, start))

    def _known(self, kode: str) -> Known:
        row = self._db.execute("SELECT have, hash, epoch, key FROM village WHERE kode = ?", (kode,)).fetchone()
        return Known(*row) if row else Known()

    def _hash_of(self, kode: str, number: int) -> str | None:
        found: str | None = self._db.execute("SELECT hash FROM event WHERE kode = ? AND n = ?", (kode, number)).get
        return found

    def _find(self, kode: str, digest: str) -> int | None:
        found: int | None = self._db.execute("SELECT n FROM event WHERE kode = ? AND hash = ?", (kode, digest)).get
        return found

    def _lies_aside(self, kode: str, number: int, digest: str) -> bool:
        found = self._db.execute(
            "SELECT 1 FROM aside WHERE kode = ? AND n = ? AND hash = ?", (kode, number, digest)
        ).get
        return found is not None

    def _set(self, kode: str, column: str, value: object) -> None:
        self._db.execute(f"UPDATE village SET {column} = ? WHERE kode = ?", (value, kode))  # noqa: S608 - own names
