"""Villages in memory whose events have the form of a real village's."""

from __future__ import annotations

from appliance.model.event import read_line
from appliance.post.batch import decode, encode
from appliance.post.memory import MemoryJournal, SeedSigner

KODE = "1801042001"
SIGNER, OTHER = SeedSigner(b"\x01" * 32), SeedSigner(b"\x02" * 32)


def village(kode=KODE, letters=0):
    """A new journal: the first event, then `letters` letters from number 1 on."""
    journal = MemoryJournal(kode)
    journal.append("desa.init", {"name": "Contoh"})
    issue(journal, range(1, letters + 1))
    return journal


def issue(journal, numbers, kind="SKTM", **other):
    """Issue letters with these numbers in the one series."""
    for seq in numbers:
        data = {
            "letter": seq,
            "kind": kind,
            "number": f"400.10.2.2/{seq:03d}/{journal.village}/XI/2026",
            "series": "umum",
            "year": 2026,
            "seq": seq,
        }
        journal.append("desa.letter.issued", {**data, **other})


def batch(journal, first, last=None, signer=SIGNER):
    """The events from `first` to `last` (None: to the end), as they reach the store."""
    last = last or journal.head().number
    return decode(encode(journal.lines(first - 1, last - first + 1), signer))


def take(store, journal, first=1, last=None, signer=SIGNER):
    """Let the store take a batch; its answer."""
    return store.take([batch(journal, first, last, signer)])[0].answer


def numbers(lines):
    """The places of the letters in event lines."""
    found = [read_line(line) for line in lines]
    return [event.data["seq"] for event in found if event.type == "desa.letter.issued"]
