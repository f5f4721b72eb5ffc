"""What the province holds: every village's events, byte for byte, and how far it has each (fact sheet "fleet")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.event import NO_HASH, line_hash
from appliance.post.ack import Ack
from appliance.post.batch import Batch
from appliance.post.intake import Answer, Known, Verdict, judge
from appliance.post.status import OTHER_JOURNAL, Status
from province.aside import back_in_chain, keep_fork, lies_aside, move_aside, parting
from province.connect import told, writing
from province.in_use import InUse
from province.opening import FILE, open_file, require_prepared
from province.opening import prepare as prepare
from province.register import floors, spend

NOT_ENROLLED = "not enrolled"
"""Stage of a village whose key was pinned by its first batch and confirmed by nobody yet."""
_KEY_NAME = 16
"""Hex digits by which a refused key is named to the village (`appliance.post.ack.key_name`)."""
_PAGE = 500


@dataclass(frozen=True)
class Row:
    """One village as the fleet shows it. `village` is the code as ten digits; `last_seen` is in WIB; `quarantine`
    counts the events that the register could not read; `refused` is the key (hex) that was refused last."""

    village: str
    stage: str
    have: int
    gap: int | None
    fork: int | None
    epoch: int
    last_seen: str
    quarantine: int
    refused: str | None


class Store:
    """The open store. One thread, one connection (`db`); several processes may take batches at once."""

    def __init__(self, state: Path) -> None:
        """Raises E-PRV-01 when nothing is prepared, E-PRV-03 when the file is broken, E-PRV-07 when it is newer,
        E-PRV-08 while it is being restored."""
        require_prepared(state / FILE)
        self._in_use = InUse(state)
        try:
            self.db = open_file(state / FILE)
        except ApplianceError:
            self._in_use.release()
            raise
        with told():
            self.generation = int(self.db.execute("SELECT value FROM fact WHERE name = 'generation'").get)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()
        self._in_use.release()

    def take(self, batches: Sequence[Batch], seen: Sequence[str] = ()) -> list[Verdict]:
        """Judge and keep `batches`, in one transaction; `seen` are villages (ten digits) that said they are there.

        When this returns, what was taken is on the disk. Raises E-PRV-03, -04, -08; then nothing was taken.
        """
        now = self._now()
        with writing(self.db):
            verdicts = [self._take(batch, now) for batch in batches]
            self.db.executemany("UPDATE village SET last_seen = ? WHERE kode = ?", [(now, kode) for kode in seen])
        return verdicts

    def heed(self, statuses: Mapping[str, Status]) -> dict[str, int]:
        """Mark the villages that found out that their journal is not the one held here: the first number that is
        not shared becomes their fork, unless a lower one is known. Those of which this was news, with the number.

        Where nothing is held beyond what they share, the trouble is over (a broker may have kept the word).
        """
        troubled = {kode: status.have for kode, status in statuses.items() if status.trouble in OTHER_JOURNAL}
        news: dict[str, int] = {}
        if troubled:
            with writing(self.db):
                for kode, have in troubled.items():
                    spend(self.db, kode, statuses[kode].series)
                    number = parting(self.db, kode, have)
                    if self._mark_fork(kode, number, held_from=number):
                        news[kode] = number
        return news

    def ack(self, kode: str) -> Ack | None:
        """What to tell a village (ten digits), or None when it never sent a batch."""
        with told():
            row = self.db.execute(
                "SELECT have, hash, epoch, gap, fork, refused FROM village WHERE kode = ?", (kode,)
            ).fetchone()
            if row is None:
                return None
            have, digest, epoch, gap, fork, refused = row
            series = floors(self.db, kode)
        return Ack(have, digest, epoch, self.generation, gap, fork, refused[:_KEY_NAME], series)

    def events(self, kode: str, since: int = 0) -> Iterator[bytes]:
        """The lines of a village's chain with numbers above `since`, as they came. Read by pages, so that a long
        listing holds no transaction open. Raises E-PRV-03 in place of a line that is not what came."""
        while True:
            with told():
                page: list[Any] = self.db.execute(
                    "SELECT n, hash, body FROM event WHERE kode = ? AND n > ? ORDER BY n LIMIT ?",
                    (kode, since, _PAGE),
                ).fetchall()
            for number, digest, body in page:
                if line_hash(body) != digest or body[-66:-2] != digest.encode():
                    raise ApplianceError("E-PRV-03", reason=f"peristiwa {number} rusak")
                since = number
                yield body
            if len(page) < _PAGE:
                return

    def fleet(self) -> list[Row]:
        """Every village that ever sent a batch, by its code."""
        with told():
            rows: list[Any] = self.db.execute(
                "SELECT kode, stage, have, gap, fork, epoch, last_seen,"
                " (SELECT count(*) FROM quarantine WHERE quarantine.kode = village.kode), nullif(refused, '')"
                " FROM village ORDER BY kode"
            ).fetchall()
        return [Row(*row) for row in rows]

    def _take(self, batch: Batch, now: str) -> Verdict:
        kode = batch.village
        verdict = judge(batch, self._known(kode), lambda n: self._hash_of(kode, n), lambda h: self._find(kode, h))
        if verdict.answer is Answer.OTHER_KEY:
            self._set(kode, "refused", batch.key.hex())
            return verdict
        self.db.execute(
            "INSERT INTO village (kode, key, stage, have, hash, epoch, last_seen) VALUES (?, ?, ?, 0, ?, 0, ?)"
            " ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen",
            (kode, batch.key, NOT_ENROLLED, NO_HASH, now),
        )
        if verdict.answer is Answer.GAP:
            self._set(kode, "gap", verdict.number)
        elif verdict.answer is Answer.FORK:
            others = [e for e in batch.events if e.number >= verdict.number]
            if not keep_fork(self.db, kode, others, now):
                return Verdict(Answer.DUPLICATE)
            self._mark_fork(kode, verdict.number)
        elif verdict.answer is Answer.RESTORED:
            return self._follow_restore(batch, verdict, now)
        elif verdict.answer is Answer.TAKE:
            self._append(batch, verdict.number)
        return verdict

    def _follow_restore(self, batch: Batch, verdict: Verdict, now: str) -> Verdict:
        """Events that the restore of the village's store did not know of leave the chain. A life that was itself
        set aside by the operator does not come back by itself: its terminal still runs."""
        kode = batch.village
        if lies_aside(self.db, kode, batch.first, batch.events[0].hash):
            self._mark_fork(kode, batch.first)
            return Verdict(Answer.FORK, batch.first)
        move_aside(self.db, kode, verdict.number, now)
        self._append(batch, verdict.number)
        return verdict

    def _append(self, batch: Batch, start: int) -> None:
        taken = [e for e in batch.events if e.number >= start]
        rows = [(batch.village, e.number, e.epoch, e.hash, e.line) for e in taken]
        self.db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
        back_in_chain(self.db, batch.village, taken)
        self.db.execute(
            "UPDATE village SET have = ?1, hash = ?2, epoch = ?3, gap = iif(gap > ?1 + 1, gap, NULL)"
            " WHERE kode = ?4",
            (batch.last, batch.after, batch.epoch, batch.village),
        )

    def _mark_fork(self, kode: str, number: int, held_from: int = 0) -> bool:
        """Note the lowest number that is not shared, where `held_from` is held; whether that was news."""
        self.db.execute(
            "UPDATE village SET fork = ?1 WHERE kode = ?2 AND (fork IS NULL OR fork > ?1) AND have >= ?3",
            (number, kode, held_from),
        )
        return self.db.changes() > 0

    def _known(self, kode: str) -> Known:
        row = self.db.execute("SELECT have, hash, epoch, key FROM village WHERE kode = ?", (kode,)).fetchone()
        return Known(*row) if row else Known()

    def _hash_of(self, kode: str, number: int) -> str | None:
        found: str | None = self.db.execute("SELECT hash FROM event WHERE kode = ? AND n = ?", (kode, number)).get
        return found

    def _find(self, kode: str, digest: str) -> int | None:
        found: int | None = self.db.execute("SELECT n FROM event WHERE kode = ? AND hash = ?", (kode, digest)).get
        return found

    def _set(self, kode: str, column: str, value: object) -> None:
        self.db.execute(f"UPDATE village SET {column} = ? WHERE kode = ?", (value, kode))  # noqa: S608 - own names

    @staticmethod
    def _now() -> str:
        return datetime.now(WIB).isoformat(timespec="seconds")
