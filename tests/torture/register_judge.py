"""After each kill of importer and clerk: does the register say what the journal says, and no half of anything?"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from appliance.desk.clerks import clerk_names
from appliance.desk.import_residents import cut_before
from appliance.model.event import Event, read_line
from appliance.wiring import Terminal, open_terminal
from tests.torture.register_files import Extract, Register, register_of, resident_events
from tests.torture.register_worker import LINKER
from tests.torture.verdict import must


@dataclass
class Judge:
    """Remembers, for one village, what the journal held and what was answered."""

    state: Path
    lines: list[bytes] = field(default_factory=list)
    begun: int = 0
    """Length of the journal before the extract that is being imported."""
    edits: int = 0
    cut: int = 0
    """Looks that found an import cut off between two of its batches."""

    def look(self, extract: Extract, answers: list[dict[str, Any]]) -> None:
        """Open the village anew and hold it to its promises. Raises `Broken`."""
        terminal = open_terminal(self.state)
        try:
            report = terminal.check()
            must(report["ok"], f"store check: {report['problems']}")
            lines = terminal.books.journal.lines()
            must(lines[: len(self.lines)] == self.lines, "the journal lost or changed what it held")
            news = [read_line(line) for line in lines[len(self.lines) :]]
            self.lines = lines
            self._edits(news, [told["edit"] for told in answers if "edit" in told])
            self._registers(terminal, [read_line(line) for line in lines])
            self._residents(terminal, extract, answers)
        finally:
            terminal.books.database.close()

    def complete(self, extract: Extract, register: Register) -> None:
        """The extract was imported once more, and this time nobody was in the way."""
        must(register == extract.after, "the import that was cut off ends in another register")
        events = resident_events(self.lines[self.begun :])
        must(events == extract.events, "the import that was cut off tells of other changes")

    def _edits(self, news: list[Event], answered: list[list[Any]]) -> None:
        """The journal tells of all that was answered, in its order, and of one edit more at most: the one that was
        under way."""
        for event, after in pairwise([*news, None]):
            replaced = event is not None and event.type == "desa.card.unlinked" and event.data["by"] == LINKER
            linked = after is not None and after.type in ("desa.card.linked", "desa.card.unlinked")
            must(not replaced or linked, "a card was moved by half")
        kept = [edit for edit in map(_edit, news) if edit]
        must(kept[: len(answered)] == answered, f"answered {answered[-2:]}, kept {kept[-3:]}")
        must(len(kept) <= len(answered) + 1, f"{len(kept)} edits are kept, {len(answered)} were answered")
        self.edits += len(answered)

    def _registers(self, terminal: Terminal, events: list[Event]) -> None:
        """What the registers hold is what the journal tells."""
        rule, clerks, cards = "", [], dict[int, None]()
        for event in events:
            match event.type:
                case "desa.settings.changed" if event.data["key"] == "village.rule":
                    rule = event.data["after"]
                case "desa.clerk.added":
                    clerks.append(event.data["name"])
                case "desa.card.linked":
                    cards[event.data["resident"]] = None
                case "desa.card.unlinked":
                    cards.pop(event.data["resident"])
        must(terminal.office.text("village.rule") == rule, "a setting differs from its event")
        must(list(clerk_names(terminal.office)) == clerks, "the clerks differ from their events")
        held = sorted(card.resident for _key, card in terminal.books.cards.find())
        must(held == sorted(cards), "the cards differ from their events")

    def _residents(self, terminal: Terminal, extract: Extract, answers: list[dict[str, Any]]) -> None:
        """Each row is the old one or the new one, and new exactly where an event says so."""
        now = register_of(terminal)
        told = {data["resident"] for _type, data in resident_events(self.lines[self.begun :])}
        changed = {key for key, body in now.items() if extract.before.get(key) != body}
        must(changed == told, "rows and events of residents differ")
        must(all(now[key] == extract.after[key] for key in changed), "a row is neither the old one nor the new one")
        finished = [answer for answer in answers if "imported" in answer]
        must(not finished or now == extract.after, "an import was answered and is not all there")
        types = [read_line(line).type for line in self.lines]
        newest = max(place for place, type in enumerate(types) if type == "desa.residents.imported")
        is_open = any(type.startswith("desa.resident.") for type in types[newest:])
        must(cut_before(terminal.office) == is_open, "a cut import is not known as one")
        self.cut += is_open


def _edit(event: Event) -> list[Any] | None:
    """The edit that an event tells of, as the clerk's process answers it."""
    match event.type:
        case "desa.settings.changed":
            return ["setting", event.data["after"]]
        case "desa.clerk.added":
            return ["clerk", event.data["name"]]
        case "desa.card.linked":
            return ["link", event.data["resident"]]
        case "desa.card.unlinked" if event.data["by"] != LINKER:
            return ["unlink", event.data["resident"]]
    return None
