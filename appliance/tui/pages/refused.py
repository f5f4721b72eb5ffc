"""The desk says no, in a kind sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import Session
from appliance.model.errors import ApplianceError
from appliance.tui.box import Box
from appliance.tui.flow import ask_clerk
from appliance.tui.page import Bar, Page
from appliance.tui.text import sentences
from appliance.tui.widgets.words import Line, Words

FOR_CLERK = frozenset({"E-LTR-05", "E-LTR-06", "E-LTR-08", "E-LTR-09", "E-JOB-05", "E-JOB-06"})
"""Refusals of a letter that a clerk may settle: the way on is a number for the service desk (rule 20)."""

READ_SECONDS = 20
"""Time to read why a card was refused."""


class Refused(Page):
    """What happened, what to do, and the code for the clerk (rule 14)."""

    reading = True

    def __init__(self, error: ApplianceError) -> None:
        super().__init__()
        self.error = error

    def _told(self) -> list[str]:
        """The refusal in sentences; a rule's own sentence comes as a fact, so it is translated once filled in."""
        return sentences(self.say(self.error.for_resident(self.kiosk.say)))

    def question(self) -> str:
        """The first sentence of the refusal, when it fits the line."""
        first = self._told()[0]
        return first if len(first) <= self.kiosk.area.width - 2 else self.say("Belum bisa dilanjutkan.")

    def body(self, box: Box) -> Iterable[Widget]:
        """The other sentences and the code."""
        told = self._told()
        if told[0] == self.question():
            told = told[1:]
        code = Line(self.say("Kode untuk petugas: {code}", code=self.error.code), bold=True)
        yield Words(*told, code, airy=True, middle=True).at(box.inset(2))

    def buttons(self) -> Bar:
        """Back where there is a page before, and the end."""
        left = self.back_button(press=self.kiosk.router.again) if self.visit.trail else None
        if self._clerk_may():
            return left, self.help_button(), self.next_button(partial(ask_clerk, self.kiosk), "Minta petugas")
        return left, self.help_button(), self.next_button(self.kiosk.router.sign_out, "Selesai ✓")

    def _clerk_may(self) -> bool:
        visit = self.visit
        chosen = visit.letter is not None and visit.subject is not None
        return isinstance(visit.who, Session) and chosen and self.error.code in FOR_CLERK

    def opened(self) -> None:
        """A card that may not be used needs no answer: the first page comes back by itself."""
        if self.visit.who is None and self.visit.clerk is None:
            self.set_timer(READ_SECONDS, self.kiosk.router.sign_out)

    def help_text(self) -> str:
        """Whom to ask."""
        return self.say("Petugas desa bisa membantu di meja pelayanan.")
