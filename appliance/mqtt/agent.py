"""The agent: what waits in the journal goes to the province, as long as it takes (threats F7, F10).

On each connection: subscribe to `ack`, say `status`, wait two seconds for an answer, send from the cursor. PUBACK
is no answer. A batch is sent again on a new connection, when the province names a gap, when its answer shows that
it lives and never got the batch, and after minutes without movement (fact sheet "fleet", Village agent). A batch
after which the broker hung up, or that never reached a province that lives, may have been too big for the broker:
the next one is smaller, down to a single event (F10).
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from threading import Event

from appliance.model.errors import ApplianceError
from appliance.model.journal import Cursor
from appliance.model.keys import Signer
from appliance.mqtt.asking import Asking
from appliance.post.backoff import Backoff
from appliance.post.cursor import News
from appliance.post.ports import Link, Message, Numbers, Outbox
from appliance.post.sender import Sender
from appliance.post.status import Status, write_status
from appliance.post.topics import ACK, EVENTS, STATUS, topic

FIRST_ANSWER = 2.0
"""Seconds to wait for the province's word on a new connection before sending from the own cursor."""
ANSWER = 15.0
"""Seconds to wait for the answer to a batch: then `once` gives up, and `run` asks whether anybody is there."""
LOOK = 0.25
"""Seconds between two looks at the journal for new events."""
LOST_AFTER = 3.0
"""Seconds after which `once` asks for the province's word on a batch."""
STILL = 120.0
"""Seconds without movement before a batch is sent again within a connection; doubles each time."""
STILL_LONGEST = 3600.0
STATUS_EVERY = 300.0
"""Seconds between two statuses while something has changed or a person has to settle something."""
STEADY = 60.0
"""A connection that lived this long was a good one: the next wait is short again."""

_log = logging.getLogger("appliance.agent")


class Agent:
    """One village's sender by MQTT. `village` is the code as ten digits; it appends no event and owns no thread.

    `longest_wait` bounds the wait between two tries to connect (seconds).
    """

    def __init__(
        self,
        outbox: Outbox,
        link: Link,
        *,
        village: str,
        signer: Signer,
        version: str,
        numbers: Numbers | None = None,
        longest_wait: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._link = link
        self._village = village
        self._version = version
        self._sender = Sender(outbox, signer, numbers)
        self._backoff = Backoff(longest_wait)
        self._now = clock
        self._sent_at = 0.0
        self._asking = Asking(clock)
        self._noise = logging.DEBUG
        self._still = STILL

    def once(self, patience: float = ANSWER, first_answer: float = FIRST_ANSWER) -> None:
        """Send what waits, then return. `patience` is the wait for each answer, in seconds.

        Returns when nothing waits any more. Raises ApplianceError: E-NET-05 when no answer came, E-NET-06 to -08
        when a person has to settle something, any other E-NET-.. when the broker cannot be reached.
        """
        self._sender.forget()
        self._noise = logging.DEBUG  # a command tells its end alone, by code
        try:
            while not self._delivered(patience, first_answer):
                pass
        finally:
            self._link.close()

    def _delivered(self, patience: float, first_answer: float) -> bool:
        """One connection of `once`; False when it was lost after a batch that can be made smaller."""
        try:
            self._asking.begin()
            self._link.open(f"desa-{self._village}-once", None)
            self._link.subscribe(topic(self._village, ACK))
            self._say_hello()
            self._listen(first_answer, until_news=True)
            self._send_all(patience)
        except ApplianceError as error:
            if error.code != "E-NET-10" or not self._sender.shrink():
                raise
            return False
        return True

    def _send_all(self, patience: float) -> None:
        """Send until nothing waits. Each movement, and each smaller batch, is worth a new wait."""
        deadline = self._now() + patience
        while self._sender.waiting:
            self._stop_in_trouble()
            self._send()
            room = self._sender.room
            news = self._listen(min(LOST_AFTER, deadline - self._now()))
            if news is News.MOVED or self._sender.room < room:
                deadline = self._now() + patience
            elif self._now() >= deadline:
                self._stop_in_trouble()
                raise ApplianceError("E-NET-05")
            elif self._asking.may_ask(patience - LOST_AFTER):
                self._say_hello()
        self._stop_in_trouble()

    def _stop_in_trouble(self) -> None:
        """What a person has to settle is told to the province as well, within this contact."""
        if self._sender.trouble:
            self._say_hello()
            raise self._sender.trouble

    def run(self, stop: Event) -> None:
        """Send for ever, until `stop` is set. Trouble with the network is logged and tried again; raises what the
        store raises (E-STO-…)."""
        self._noise = logging.WARNING
        while not stop.is_set():
            began = self._now()
            try:
                self._serve(stop)
            except ApplianceError as error:
                if not error.code.startswith("E-NET-"):
                    raise
                _log.warning("%s", error)
                if self._now() - self._sent_at < STILL and self._sender.shrink():
                    self._backoff.reset()
            finally:
                self._link.close()
            if self._now() - began >= STEADY:
                self._backoff.reset()
            self._pause(stop)

    def _serve(self, stop: Event) -> None:
        """One connection, until it is lost or `stop` is set."""
        self._sender.forget()
        self._asking.begin()
        self._link.open(f"desa-{self._village}", self._status(online=False))
        self._link.subscribe(topic(self._village, ACK))
        said = self._say_status()
        _log.info("tersambung ke broker")
        self._listen(FIRST_ANSWER, until_news=True)
        told: str | None = None
        while not stop.is_set():
            self._send()
            self._listen(LOOK)
            self._ask_when_silent()
            self._send_again_when_still()
            before, told = told, self._tell_trouble(told)
            if told != before:
                said = self._say_status()
            if self._now() - said[1] >= STATUS_EVERY and (told or said[0] != self._outbox.cursor()):
                said = self._say_status()
        self._link.publish(self._status(online=False))

    def _send(self) -> None:
        packed = self._sender.next_batch()
        if packed is not None:
            self._sent_at = self._now()
            self._asking.sent()
            self._link.publish(Message(topic(self._village, EVENTS), packed))
            self._sender.work_ahead()

    def _listen(self, seconds: float, *, until_news: bool = False) -> News | None:
        """Hear answers for `seconds`; return early on movement, when a smaller batch is to be sent, or on any news
        that fits the own journal."""
        deadline = self._now() + seconds
        while True:
            message = self._link.wait(max(0.0, deadline - self._now()))
            if message is None:
                return None
            room = self._sender.room
            news = self._hear(message)
            if news is News.MOVED or self._sender.room < room or (until_news and news in (News.SAME, News.FORMER)):
                return news

    def _hear(self, message: Message) -> News | None:
        if message.topic != topic(self._village, ACK):
            return None
        known, in_flight = self._sender.fork, self._sender.in_flight
        news = self._sender.hear(message.payload)
        if self._sender.fork not in (None, known):
            _log.log(
                self._noise,
                "provinsi melihat dua isi peristiwa %d: ada dua jurnal atas nama desa ini",
                self._sender.fork,
            )
        if news is None:
            _log.log(self._noise, "jawaban yang tidak dapat dibaca diabaikan")
        elif news is News.MOVED:
            self._still = STILL
            self._backoff.reset()
            if in_flight:
                self._asking.arrived()
            elif not message.retained:
                self._asking.answered()
        elif not message.retained and self._asking.answered() and news is News.SAME:
            self._sender.shrink()
        return news

    def _ask_when_silent(self) -> None:
        """Ask for the province's word after a batch that got no answer: only a province that lives and never got
        the batch makes it smaller. While nobody is there the size stays, or an outage would end in a storm of small
        batches from everywhere."""
        silent = self._sender.several and self._now() - self._sent_at >= ANSWER
        if silent and self._asking.may_ask(self._still / 2):
            self._say_hello()

    def _send_again_when_still(self) -> None:
        if self._sender.in_flight and self._now() - self._sent_at >= self._still:
            if not self._sender.several:
                _log.warning("%s", ApplianceError("E-NET-05"))
            self._still = min(STILL_LONGEST, self._still * random.uniform(1.5, 2.5))  # noqa: S311 - jitter
            if not self._asking.lives() or not self._sender.shrink():
                self._sender.forget()

    def _tell_trouble(self, told: str | None) -> str | None:
        """Log what a person has to settle, once as long as it stays the same."""
        trouble = str(self._sender.trouble) if self._sender.trouble else None
        if trouble and trouble != told:
            _log.error("%s", trouble)
        return trouble

    def _pause(self, stop: Event) -> None:
        """Wait before the next try; a new event cuts the wait, since somebody stands at the terminal."""
        deadline, before = self._now() + self._backoff.next(), self._outbox.head()
        while not stop.is_set() and (left := deadline - self._now()) > 0:
            stop.wait(min(left, 1.0))
            if self._outbox.head() != before:
                return

    def _say_status(self) -> tuple[Cursor, float]:
        """Publish the status; what it said of the cursor, and when."""
        self._link.publish(self._status(online=True))
        self._asking.asked()
        return self._outbox.cursor(), self._now()

    def _say_hello(self) -> None:
        """A status that the broker does not keep: it only asks the province for its word."""
        status = self._status(online=True)
        self._link.publish(Message(status.topic, status.payload, retained=False))
        self._asking.asked()

    def _status(self, *, online: bool) -> Message:
        head, cursor = self._outbox.head(), self._outbox.cursor()
        number, epoch = (head.number, head.epoch) if head else (0, 0)
        trouble = self._sender.trouble.code if self._sender.trouble else ""
        shared, spent = self._sender.shared, self._sender.spent
        status = Status(online, number, shared, epoch, cursor.generation, self._version, trouble, spent)
        return Message(topic(self._village, STATUS), write_status(status), retained=True)
