"""F8 in any order: two terminals of one name issue, restore, are rewound and speak; the operator settles; a backup
of the province comes back. Whatever happens, nothing taken is lost, and in the end one journal is the chain."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.post.memory import SeedSigner
from appliance.post.ports import Message
from appliance.post.sender import Sender
from appliance.post.status import Status, write_status
from province.backup import backup
from province.check import check
from province.collector import Collector
from province.register import replay
from province.restore import restore
from province.settle import choose_other, keep_chain
from province.store import Store, prepare
from tests.province.fake_post import Post
from tests.province.villages import KODE, issue, village

TOPIC = f"desa/1/{KODE}/"
SERIES = "umum/2026"
MEMORY = Path("/dev/shm")
"""Each example flushes some hundred times, which no disk does in a moment."""


class Terminal:
    """One card of the village. It fulfils `post.ports.Numbers` as the desk does."""

    epochs = itertools.count(2)

    def __init__(self, journal, last, kind):
        self.journal, self.spent, self.kind, self.held = journal, last, kind, False
        self.sender = Sender(journal, SeedSigner(b"\x01" * 32), numbers=self)

    def hold(self, _cause, _seen):
        self.held = True

    def last(self):
        return {SERIES: self.spent}

    def go_above(self, seen):
        self.spent = max(self.spent, seen.get(SERIES, 0))
        return True

    def release(self, seen):
        if self.held:
            self.held = not self.go_above(seen)

    def issue(self):
        if not self.held:
            self.spent += 1
            issue(self.journal, [self.spent], kind=self.kind)

    def begin_life(self, back):
        """Put an older copy in place, by the command for it or by hand."""
        self.journal = self.journal.copy(upto=max(1, self.journal.head().number - back))
        self.sender = Sender(self.journal, SeedSigner(b"\x01" * 32), numbers=self)

    def restore(self):
        self.begin_life(2)
        self.journal.epoch = next(self.epochs)
        self.journal.restored()


class World:
    def __init__(self, folder):
        self.state, self.copy = folder / "province", folder / "copy.sqlite"
        prepare(self.state)
        first = village(letters=3)
        self.terminals = [Terminal(first, 3, "SKTM"), Terminal(first.copy(), 3, "DOMISILI")]
        self.post = Post()
        self.seen, self.floor = set(), 0
        self.open()
        backup(self.store.db, self.copy)

    def open(self):
        self.store = Store(self.state)
        self.collector = Collector(self.store, self.post, lambda _sentence: None)

    def contact(self, terminal):
        """Hello, then what waits, until the province is silent or a person is needed; that is told as well."""
        sender, journal = terminal.sender, terminal.journal
        sender.forget()
        self.hello(terminal)
        while (packed := sender.next_batch()) is not None:
            self.speak(terminal, Message(TOPIC + "events", packed))
            if sender.in_flight:
                sender.forget()
                break
        if sender.trouble:
            self.hello(terminal)
        return sender.trouble is None and journal.cursor().have == journal.head().number

    def hello(self, terminal):
        sender, head, cursor = terminal.sender, terminal.journal.head(), terminal.journal.cursor()
        code = sender.trouble.code if sender.trouble else ""
        status = Status(True, head.number, sender.shared, head.epoch, cursor.generation, "", code)
        self.speak(terminal, Message(TOPIC + "status", write_status(status)))

    def speak(self, terminal, message):
        self.post.waiting.append(message)
        self.collector.turn(0)
        terminal.sender.hear(self.post.answer)

    def settle(self, act):
        row = next(iter(self.store.fleet()), None)
        if row is not None and row.fork is not None:
            act(self.store.db, KODE)

    def put_back(self):
        self.store.close()
        assert restore(self.copy, self.state).carried
        self.open()
        self.seen = self.held()

    def do(self, what, which):
        terminal = self.terminals[which]
        if what == "contact":
            self.contact(terminal)
        elif what in ("issue", "restore"):
            getattr(terminal, what)()
        elif what == "rewind":
            terminal.begin_life(3)
        elif what == "other":
            self.settle(choose_other)
        elif what == "keep":
            self.settle(keep_chain)
        elif what == "backup":
            backup(self.store.db, self.copy)
        else:
            self.put_back()

    def held(self):
        return set(self.store.db.execute("SELECT n, hash FROM event UNION ALL SELECT n, hash FROM aside"))

    def letters(self):
        return self.store.db.execute("SELECT * FROM letter ORDER BY kode, n, hash").fetchall()

    def judge(self):
        """What holds at any moment."""
        report = check(self.store.db)
        assert report.ok, report.problems
        held = self.held()
        assert self.seen <= held, "what was taken was lost"
        assert report.rows["event"] + report.rows["aside"] == len(held), "an event is in the chain and aside"
        self.seen = held
        before = self.letters()
        replay(self.store.db, KODE)
        assert self.letters() == before, "the register is not that of the events"
        floor = (self.store.ack(KODE).series if self.store.fleet() else {}).get(SERIES, 0)
        assert floor >= self.floor, "a floor fell"
        self.floor = floor

    def end(self, chosen):
        """The other one is switched off, and the operator settles until the chosen one is whole."""
        terminal = self.terminals[chosen]
        for _ in range(30):
            if self.contact(terminal):
                break
            self.settle(choose_other)
        assert list(self.store.events(KODE)) == terminal.journal.lines(0, 999)
        assert not terminal.held


WHAT = [
    "contact",
    "contact",
    "contact",
    "issue",
    "issue",
    "other",
    "keep",
    "restore",
    "rewind",
    "backup",
    "put back",
]
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 1)), min_size=5, max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(0, 1))
def test_f8_whatever_happens_the_chosen_journal_is_the_chain(steps, chosen):
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        world = World(Path(folder))
        for what, which in steps:
            world.do(what, which)
            world.judge()
        world.end(chosen)
        world.judge()
        world.store.close()
