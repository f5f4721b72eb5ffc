"""What a printer says: the bytes of its answers told apart, and what they mean.

After Epson's published ESC/POS command reference; compatible printers answer alike or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from appliance.model.printing import Status

PROCESS_ID = b"\x37\x22"
"""How the answer to ``GS ( H`` begins; four signs and a NUL follow."""

CLEARED = b"\x37\x25"
"""How the answer to ``DLE DC4 8`` begins; a NUL follows. Nobody waits for it."""

KEPT = 1000
"""Answers of each sort that are kept: one that talks without end must not eat the memory. Few are ever used."""


def is_status(byte: int) -> bool:
    """Whether a byte can be an answer to ``DLE EOT n``: bits 0 and 7 clear, 1 and 4 set."""
    return byte & 0x93 == 0x12


def is_paper(byte: int) -> bool:
    """Whether a byte can be an answer to ``GS r 1``: bits 4 to 7 clear."""
    return byte & 0xF0 == 0


@dataclass
class Answers:
    """Tells apart what came from the printer, in whatever pieces it came.

    `statuses` and `papers` are answers not used yet, in order; `ids` are process ids seen. All else is thrown
    away: noise, and status blocks nobody asked for (ASB: a byte xxx1xx00 and three with bit 4 clear).
    """

    statuses: list[int] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)
    ids: set[bytes] = field(default_factory=set)
    _rest: bytes = b""

    def feed(self, data: bytes) -> None:
        """Take in bytes. The beginning of an id or a block is kept until the rest has come."""
        data = self._rest + data
        at = 0
        while at < len(data):
            size = self._one(data[at : at + 7])
            if size == 0:
                break
            at += size
        self._rest = data[at:]
        del self.statuses[:-KEPT], self.papers[:-KEPT]

    def forget(self) -> None:
        """Throw away unused answers, before a question is asked. An id stays: it is a fact, whenever it came."""
        self.statuses.clear()
        self.papers.clear()
        if self._rest[:1] != PROCESS_ID[:1]:
            self._rest = b""

    def _one(self, head: bytes) -> int:
        """Sort what `head` begins with; how many bytes it takes, 0 when more must come to tell."""
        byte = head[0]
        if PROCESS_ID.startswith(head) or (head.startswith(PROCESS_ID) and len(head) < 7):
            return 0
        if head.startswith(PROCESS_ID) and head[6] == 0:
            if len(self.ids) >= KEPT:
                self.ids.clear()
            self.ids.add(head[2:6])
            return 7
        if head.startswith(CLEARED):
            return 0 if len(head) == 2 else 2 + (head[2] == 0)
        if byte & 0x93 == 0x10:
            return self._block(head)
        if is_status(byte):
            self.statuses.append(byte)
        elif is_paper(byte):
            self.papers.append(byte)
        return 1

    @staticmethod
    def _block(head: bytes) -> int:
        """Bytes of the ASB block at the start of `head`, as far as its fixed bits hold."""
        size = 1
        while size < 4:
            if size == len(head):
                return 0
            if head[size] & 0x90:
                break
            size += 1
        return size


def judge(answers: Mapping[int, int]) -> Status:
    """What the answers to ``DLE EOT`` 1 to 4 mean, the most useful cause first. With one of them missing, and no
    fault in the others, the printer counts as one that tells nothing."""
    online, offline, error, paper = (answers.get(n, 0) for n in (1, 2, 3, 4))
    causes = (
        ("E-PRN-03", offline & 0x04),
        ("E-PRN-02", offline & 0x20 or paper & 0x60),
        ("E-PRN-04", error & 0x08),
        ("E-PRN-05", error & 0x40),
        ("E-PRN-12", offline & 0x40 or error & 0x24 or online & 0x08),
    )
    fault = next((code for code, bits in causes if bits), None)
    return Status(fault, near_end=bool(paper & 0x0C), silent=fault is None and len(answers) < 4)
