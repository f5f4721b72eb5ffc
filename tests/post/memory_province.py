"""The province in a few lines: `judge` over dicts, answering as the collector does."""

from appliance.model.event import NO_HASH
from appliance.post.ack import Ack, key_name, write_ack
from appliance.post.batch import decode
from appliance.post.intake import Answer, Known, judge


class MemoryProvince:
    def __init__(self, generation=1):
        self.generation = generation
        self.known = Known()
        self.events = {}
        self.former = []
        self.gap = self.fork = None
        self.refused = ""

    def take(self, packed):
        batch = decode(packed)
        verdict = judge(batch, self.known, self.hash_of, self.number_of)
        self.refused = key_name(batch.key) if verdict.answer is Answer.OTHER_KEY else ""
        if verdict.answer is Answer.GAP:
            self.gap = verdict.number
        if verdict.answer is Answer.FORK:
            self.fork = verdict.number
        if verdict.answer in (Answer.TAKE, Answer.RESTORED):
            self.former += [self.events.pop(n) for n in sorted(self.events) if n >= verdict.number]
            self.events.update((e.number, e) for e in batch.events if e.number >= verdict.number)
            self.known = Known(batch.last, batch.after, batch.epoch, batch.key)
            self.gap = None
        return verdict

    def answer(self):
        known = self.known
        return write_ack(
            Ack(known.have, known.hash, known.epoch, self.generation, self.gap, self.fork, self.refused)
        )

    def hash_of(self, number):
        found = self.events.get(number)
        return found.hash if found else None

    def number_of(self, digest):
        return next((n for n, event in self.events.items() if event.hash == digest), None)

    def lines(self):
        return [self.events[n].line for n in sorted(self.events)]

    def put_back(self, have, generation):
        """Yesterday's backup."""
        self.generation = generation
        self.events = {n: e for n, e in self.events.items() if n <= have}
        last = self.events.get(have)
        self.known = Known(have, last.hash if last else NO_HASH, last.epoch if last else 0, self.known.key)
        self.gap = self.fork = None
