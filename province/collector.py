"""The collector: takes what comes, keeps it, answers. It holds no state and may die at any moment.

Two or more may run at once on one store, each taking everything: the store throws doubles away (fact sheet
"fleet", Collector). An answer goes out only after the commit, and the broker's acknowledgement after that.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event

from appliance.model.errors import ApplianceError
from appliance.post.ack import Ack, key_name, write_ack
from appliance.post.backoff import Backoff
from appliance.post.batch import Batch
from appliance.post.intake import Answer, Verdict
from appliance.post.ports import Message
from appliance.post.status import Status
from appliance.post.topics import ACK, EVENTS, STATUS, every, topic
from province.intake import MqttIntake
from province.register import everyone, project
from province.sorting import sort
from province.store import Store
from province.untold import take_untold
from province.words import dotted, found_words, trouble_words, verdict_words

GATHER = 0.05
"""Seconds of messages that go into one transaction."""
MOST = 32
"""Messages that go into one transaction."""
LOOK = 0.5
"""Seconds between two looks at whether to stop."""
LONGEST_WAIT = 30.0
QUIET = 3.0
_REPEAT = 60.0
"""Seconds in which the same sentence is told once."""


class Collector:
    """Takes batches for one store. `tell` gets a sentence for the operator, in Indonesian."""

    def __init__(self, store: Store, intake: MqttIntake, tell: Callable[[str], None]) -> None:
        self._store = store
        self._intake = intake
        self._tell = tell
        self._told: dict[str, float] = {}
        self._name = f"provinsi-{secrets.token_hex(4)}"

    def run(self, stop: Event) -> None:
        """Take what comes until `stop` is set; broker or store in trouble are told and tried again."""
        backoff = Backoff(LONGEST_WAIT)
        while not stop.is_set():
            try:
                self._begin()
                while not stop.is_set():
                    self.turn(LOOK)
                    backoff.reset()
            except ApplianceError as error:
                self._tell(str(error))
                self._intake.close()
                stop.wait(backoff.next())
        self._intake.close()

    def once(self, quiet: float = QUIET) -> None:
        """Take what comes until nothing came for `quiet` seconds. Raises ApplianceError (E-NET-…, E-PRV-…)."""
        try:
            self._begin()
            while self.turn(quiet):
                pass
        finally:
            self._intake.close()

    def turn(self, seconds: float) -> int:
        """Wait `seconds` for messages, then deal with those that are there; how many they were."""
        messages = self._intake.gather(seconds, GATHER, MOST)
        self._tell_news()
        if not messages:
            return 0
        found = sort(messages, self._tell_sometimes)
        verdicts = self._store.take(found.batches, found.seen)
        for batch, verdict in zip(found.batches, verdicts, strict=True):
            self._report(batch, verdict)
        for kode, number in self._store.heed(found.troubled).items():
            self._tell(trouble_words(kode, found.troubled[kode].trouble, number))
        villages = list(dict.fromkeys([*(batch.village for batch in found.batches), *found.statuses]))
        self._project(villages)
        for kode in villages:
            self._answer(kode, found.statuses.get(kode))
        self._intake.done(messages)
        return len(messages)

    def _tell_news(self) -> None:
        """Say where they stand to villages that did not ask, since it has changed by no doing of theirs."""
        for kode in take_untold(self._store.db):
            self._answer(kode, None)
            self._tell(f"Desa {dotted(kode)}: keadaan baru disampaikan ke desa.")

    def _begin(self) -> None:
        self._project(everyone(self._store.db))
        self._intake.open(self._name)
        self._intake.subscribe(every(EVENTS), every(STATUS))
        self._tell(f"Siap menerima peristiwa dari {self._intake.broker}.")

    def _project(self, villages: Sequence[str]) -> None:
        """Read what was kept into the register, before any answer tells of it."""
        for sentence in found_words(project(self._store.db, villages)):
            self._tell(sentence)

    def _answer(self, kode: str, status: Status | None) -> None:
        """Say how far a village is held. An unknown one is answered too, but the broker keeps nothing of it.

        Where the village believes that more is held, the gap is named, and it sends from there (threat S7).
        """
        held = self._store.ack(kode)
        answer = held or Ack(generation=self._store.generation)
        if status and status.generation == answer.generation and status.have > answer.have:
            answer = replace(answer, gap=status.have + 1)
        self._intake.publish(Message(topic(kode, ACK), write_ack(answer), retained=held is not None))

    def _report(self, batch: Batch, verdict: Verdict) -> None:
        if verdict.answer not in (Answer.TAKE, Answer.DUPLICATE):
            self._tell_sometimes(verdict_words(batch.village, verdict, key_name(batch.key)))

    def _tell_sometimes(self, sentence: str) -> None:
        now = time.monotonic()
        if now - self._told.get(sentence, -_REPEAT) < _REPEAT:
            return
        if len(self._told) > 1000:
            self._told.clear()
        self._told[sentence] = now
        self._tell(sentence)
