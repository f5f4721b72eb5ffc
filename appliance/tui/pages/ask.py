"""One question of a letter, with ready answers as tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.flow import after_question, steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import sentences
from appliance.tui.widgets.tile import Tile

A_PAGE = 6
"""Choices on one page (rule 1)."""


class Ask(Page):
    """Choices first, "Tulis sendiri" last (rule 8). `number` is the question."""

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._part = 0

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "ask", self.number)

    def question(self) -> str:
        """The letter's own question."""
        return sentences(self.say(self.visit.questions[self.number].text))[0]

    def body(self, box: Box) -> Iterable[Widget]:
        """Two by three tiles."""
        for (label, press), place in zip(self._choices()[self._part * A_PAGE :], box.grid(3, 2), strict=False):
            yield Tile(press, label).at(place)

    def _choices(self) -> list[tuple[str, Callable[[], None]]]:
        asked = self.visit.questions[self.number]
        choices: list[tuple[str, Callable[[], None]]] = [
            (self.say(choice.label), partial(self._answer, choice.value)) for choice in asked.choices
        ]
        if asked.free:
            choices.append((self.say("Tulis sendiri"), partial(self.kiosk.router.go, "write", self.number)))
        return choices

    def buttons(self) -> Bar:
        """Back, help; more choices, or past a question that may stay open."""
        left, middle, right = super().buttons()
        if len(self._choices()) > A_PAGE:
            right = self.next_button(self._more, "Lainnya ▼", main=False)
        elif not self.visit.questions[self.number].required:
            right = self.next_button(partial(self._answer, ""), "Lewati →", main=False)
        return left, middle, right

    def help_text(self) -> str:
        """What to do here."""
        return self.say('Pilih satu. Tidak ada yang cocok? Sentuh "Tulis sendiri".')

    def _more(self) -> None:
        self._part = (self._part + 1) % -(-len(self._choices()) // A_PAGE)
        self.refresh_parts()

    def _answer(self, value: str) -> None:
        after_question(self.kiosk, self.number, value)
