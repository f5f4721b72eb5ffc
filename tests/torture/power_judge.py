"""After a power cut: what was answered is there, and both machines go on by themselves."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.cli.restoring import restore_terminal
from appliance.desk.clerks import clerk_names
from appliance.desk.import_residents import import_residents
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.print_job import print_job, print_waiting
from appliance.model.errors import ApplianceError
from appliance.model.event import read_line
from appliance.model.journal import Cursor
from appliance.registry.sampling import sample
from appliance.store import Database
from appliance.store.check import check_file
from appliance.wiring import Terminal, found_terminal, open_terminal
from province.store import Store, prepare
from tests.torture.judge import Judge
from tests.torture.power_work import ANSWERS, CODE, COPY, NAME, PAPER, PROVINCE, RESIDENTS, RULE, STATE, askers
from tests.torture.verdict import Broken, must
from tests.torture.worker import KINDS


@dataclass(frozen=True)
class Image:
    """A disk after a cut, laid out in a folder; the village as `judge.Judge` wants it."""

    root: Path

    @property
    def state(self) -> Path:
        """The terminal's folder."""
        return self.root / STATE

    @property
    def copy(self) -> Path:
        """The copy that a restore is made from."""
        return self.root / COPY

    def paper(self) -> bytes:
        """Every byte that came out."""
        paper = self.root / PAPER
        return paper.read_bytes() if paper.exists() else b""

    def answers(self) -> list[dict[str, Any]]:
        """What was said to people before the cut."""
        answers = self.root / ANSWERS
        return [json.loads(line) for line in answers.read_bytes().splitlines()] if answers.exists() else []


@dataclass
class Verdict:
    """What one image held."""

    founded: bool = False
    letters: int = 0
    answered: int = 0
    unsure: int = 0
    at_province: int = 0


def judge_image(image: Image) -> Verdict:
    """Hold an image to the promises, work on in it, and hold it to them again. Raises `Broken`."""
    told, letters = _sorted(image.answers())
    found = Verdict(answered=len(letters))
    if not _founded(image, told):
        return found
    found.founded = True
    judge = Judge(image)
    judge.hear(letters)
    found.letters = judge.look()
    found.unsure = judge.unsure
    terminal = open_terminal(image.state)
    try:
        _edits(terminal, told)
        found.at_province = _province(image, terminal)
        _go_on(terminal, image, judge)
    finally:
        terminal.books.database.close()
    must(judge.look() == found.letters + 1, "the letter after the cut is not one more")
    return found


def _sorted(answers: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The last answer of each sort, and those about letters."""
    told: dict[str, Any] = {}
    letters = []
    for answer in answers:
        if "issued" in answer or "tried" in answer:
            letters.append(answer)
        else:
            told |= answer
    return told, letters


def _founded(image: Image, told: dict[str, Any]) -> bool:
    """Whether there is a village. Where none was promised yet, `init` must simply work again, and a restore that
    was cut off must end once it is given again."""
    if "copied" in told:
        with Database(image.copy, create=False, read_only=True) as copy:
            must(not check_file(copy), "the copy that was answered has problems")
    try:
        open_terminal(image.state).books.database.close()
    except ApplianceError as error:
        if error.code == "E-STO-15" and "copied" in told:
            restore_terminal(image.state, image.copy, {})
            return True
        must(error.code == "E-CMD-01" and "founded" not in told, f"the village does not open: {error}")
        found_terminal(image.state, CODE, NAME).books.database.close()
        return False
    return True


def _edits(terminal: Terminal, told: dict[str, Any]) -> None:
    """What was answered is kept; the one edit that was under way may be kept too."""
    rules = [RULE.format(number) for number in range(10)]
    rule = terminal.office.text("village.rule")
    if "rule" in told:
        must(rule in rules[told["rule"] : told["rule"] + 2], f"setting {told['rule']} was answered and is {rule!r}")
    for name, count in (
        ("clerks", len(clerk_names(terminal.office))),
        ("cards", len(terminal.books.cards.find())),
        ("residents", terminal.books.residents.count()),
    ):
        least = told.get(name, 0)
        most = least + 1 if name != "residents" else count
        must(least <= count <= most, f"{least} {name} were answered, {count} are there")


def _province(image: Image, terminal: Terminal) -> int:
    """Its lines are the first of the journal's, and it holds what the village believes it holds."""
    state = image.root / PROVINCE
    digits = terminal.office.village.digits
    try:
        store = Store(state)
    except ApplianceError as error:
        if error.code != "E-PRV-01" or terminal.books.journal.cursor() != Cursor():
            raise Broken(f"the province's store does not open: {error}") from error
        prepare(state)
        return 0
    try:
        lines = list(store.events(digits))
    finally:
        store.close()
    held = terminal.books.journal.lines(limit=len(lines))
    must(lines == held[: len(lines)], "the province holds other lines than the journal")
    cursor = terminal.books.journal.cursor()
    there = cursor.have <= len(lines) and (not cursor.have or read_line(lines[cursor.have - 1]).hash == cursor.hash)
    must(there, f"event {cursor.have} was acknowledged, the province holds {len(lines)}")
    return len(lines)


def _go_on(terminal: Terminal, image: Image, judge: Judge) -> None:
    """The same import again, what waits is printed, the next letter."""
    import_residents(terminal.office, io.BytesIO(b"".join(sample(RESIDENTS, 1))))
    terminal.books.settings.put("printer.path", str(image.root / PAPER))
    terminal.books.settings.put("printer.driver", "file")
    terminal.books.settings.put("village.rule", RULE.format(0))
    print_waiting(terminal.office)
    key, letter, job = issue_for_clerk(terminal.office, askers(terminal)[0], KINDS[0], {"keperluan": "Sekolah"})
    state = print_job(terminal.office, job).state
    kept = {"seq": letter.seq, "number": letter.number, "code": letter.code, "event": letter.event}
    judge.hear([{"issued": key, **kept}, {"tried": job, "letter": key, "state": state}])
    must(state == "printed", f"the letter after the cut is {state}")


def lay_out(image: dict[str, bytes | None], root: Path) -> Image:
    """Write an image into the new folder `root`."""
    root.mkdir()
    for path, content in image.items():
        if content is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(content)
    return Image(root)
