"""A mailman in memory with its own clock: time passes only while the agent waits."""

from __future__ import annotations

from appliance.model.errors import ApplianceError
from appliance.post.ports import Message


class FakeLink:
    """`on_publish(message)` returns the answers to a message; `lose()` breaks the connection at the next wait."""

    def __init__(self, on_publish=lambda message: []):
        self.now = 0.0
        self.sent: list[tuple[float, Message]] = []
        self.opened: list[float] = []
        self.wills: list[Message | None] = []
        self.reachable = True
        self.retained: list[Message] = []
        self._answer = on_publish
        self._inbox: list[Message] = []
        self._up = False
        self.at: dict[float, object] = {}

    def clock(self) -> float:
        return self.now

    def lose(self) -> None:
        self._up = False

    def deliver(self, message: Message) -> None:
        """Bring a message to whoever is connected."""
        if self._up:
            self._inbox.append(message)

    def sent_on(self, what: str) -> list[tuple[float, Message]]:
        return [(when, message) for when, message in self.sent if message.topic.endswith("/" + what)]

    def open(self, client_id, will=None):
        self.opened.append(self.now)
        self.wills.append(will)
        if not self.reachable:
            raise ApplianceError("E-NET-01", reason="uji")
        self._up, self._inbox = True, []

    def subscribe(self, *topics):
        self._inbox += [message for message in self.retained if message.topic in topics]

    def publish(self, message):
        self._check()
        self.sent.append((self.now, message))
        self._inbox += self._answer(message)

    def wait(self, seconds):
        self._check()
        end = self.now + seconds
        while not self._inbox and self.now < end:
            self.pass_time(min([due for due in self.at if self.now < due < end], default=end) - self.now)
            self._check()
        return self._inbox.pop(0) if self._inbox else None

    def close(self):
        self._up = False

    def pass_time(self, seconds):
        """Let time go on, doing what is planned in `at` when it is due."""
        end = self.now + seconds
        for due in sorted(self.at):
            if due <= end:
                self.now = max(self.now, due)
                self.at.pop(due)()
        self.now = end

    def _check(self):
        if not self._up:
            raise ApplianceError("E-NET-10", reason="uji")


class FakeStop:
    """An event that is set when the fake time is over."""

    def __init__(self, link, until):
        self._link, self._until = link, until

    def is_set(self):
        return self._link.now >= self._until

    def wait(self, seconds):
        self._link.pass_time(seconds)
        return self.is_set()
