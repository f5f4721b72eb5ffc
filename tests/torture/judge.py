"""After each kill: is everything there that was answered, once and whole?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from appliance.desk.print_job import recover
from appliance.model.event import read_line
from appliance.model.records import Job, Letter
from appliance.wiring import Terminal, open_terminal
from tests.torture.verdict import Broken, must

__all__ = ["Broken", "Judge"]


class Tortured(Protocol):
    """A village after it was hurt."""

    @property
    def state(self) -> Path:
        """Its state folder."""

    def paper(self) -> bytes:
        """Every byte that its printer took."""


@dataclass
class Judge:
    """Remembers, for one village, what was answered and what the journal held."""

    village: Tortured
    issued: dict[int, dict[str, Any]] = field(default_factory=dict)
    tried: list[dict[str, Any]] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    unsure: int = 0

    def hear(self, answers: list[dict[str, Any]]) -> None:
        """Take in what a process answered before it died."""
        for told in answers:
            if "issued" in told:
                if told["issued"] in self.issued:
                    raise Broken(f"letter {told['issued']} was answered twice")
                self.issued[told["issued"]] = told
            else:
                self.tried.append(told)

    def look(self) -> int:
        """Open the village anew and hold it to its promises; how many letters it has. Raises `Broken`."""
        terminal = open_terminal(self.village.state)
        try:
            self.unsure += recover(terminal.office)
            report = terminal.check()
            if report["problems"]:
                raise Broken(f"store check: {report['problems']}")
            letters = dict(terminal.books.letters.find())
            jobs = dict(terminal.books.jobs.find())
            self._numbers(letters)
            self._answers(letters, jobs)
            self._journal(terminal, letters)
            self._paper(letters, jobs)
            return len(letters)
        finally:
            terminal.books.database.close()

    def _numbers(self, letters: dict[int, Letter]) -> None:
        """Single and without a gap."""
        seqs = sorted(letter.seq for letter in letters.values())
        must(seqs == list(range(1, len(seqs) + 1)), f"numbers {seqs[-5:]} of {len(seqs)} letters")
        must(len({letter.number for letter in letters.values()}) == len(letters), "a number stands twice")

    def _answers(self, letters: dict[int, Letter], jobs: dict[int, Job]) -> None:
        """Whatever was answered is kept as it was answered."""
        for key, told in self.issued.items():
            letter = letters.get(key)
            must(letter is not None, f"letter {key} was answered and is gone")
            assert letter is not None
            kept = {"seq": letter.seq, "number": letter.number, "code": letter.code, "event": letter.event}
            must({**told, **kept} == told, f"letter {key} is another one than was answered")
        for told in self.tried:
            state = jobs[told["tried"]].state
            must(told["state"] == "queued" or state == told["state"], f"job {told['tried']} is {state} by now")
        must(not [job for job in jobs.values() if job.state == "sending"], "a job is still under way")

    def _journal(self, terminal: Terminal, letters: dict[int, Letter]) -> None:
        """What it held it holds, and each letter has its one event."""
        lines = terminal.books.journal.lines()
        must(lines[: len(self.lines)] == self.lines, "the journal lost or changed what it held")
        self.lines = lines
        events = Counter(
            event.data["letter"] for event in map(read_line, lines) if event.type == "desa.letter.issued"
        )
        must(events == Counter(letters.keys()), "letters and events are not one to one")

    def _paper(self, letters: dict[int, Letter], jobs: dict[int, Job]) -> None:
        """Nothing came out twice, and what is called printed came out whole. Nobody asked for a copy."""
        paper = self.village.paper()
        of_letter = Counter(job.letter for job in jobs.values())
        for job in jobs.values():
            assert job.letter is not None
            letter = letters[job.letter]
            begun, whole = paper.count(letter.number.encode()), paper.count(letter.code.encode())
            must(of_letter[job.letter] == 1, f"letter {job.letter} has {of_letter[job.letter]} jobs")
            must(begun <= 1 and whole <= 1, f"letter {job.letter} came out {begun} times")
            must(
                job.state != "printed" or whole == 1, f"letter {job.letter} is called printed and did not come out"
            )
            must(job.state != "queued" or begun == 0, f"letter {job.letter} waits and has come out")
        must(b"SALINAN" not in paper, "a copy came out by itself")
