"""The broker between village and collector, in memory: what goes in waits, what comes out lies here."""

from __future__ import annotations

from appliance.post.ack import read_ack


class Post:
    """Fulfils what the collector wants of its intake."""

    broker = "uji"

    def __init__(self):
        self.waiting, self.sent, self.acknowledged = [], [], []

    def gather(self, *_):
        messages, self.waiting = self.waiting, []
        return messages

    def publish(self, message):
        self.sent.append(message)

    def done(self, messages):
        self.acknowledged += messages

    def open(self, _name):
        pass

    def subscribe(self, *_):
        pass

    def close(self):
        pass

    @property
    def answer(self):
        """The last answer as it came, or what is none."""
        return self.sent[-1].payload if self.sent else b"{}"

    def acks(self):
        """What was answered to whom since this was last asked."""
        found, self.sent = [(m.topic.split("/")[2], read_ack(m.payload)) for m in self.sent], []
        return found
