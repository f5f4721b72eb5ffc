"""All letters, when they do not fit the data page or nobody's data is shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk import views
from appliance.tui.box import Box
from appliance.tui.flow import choose_letter, steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import clean
from appliance.tui.widgets.tile import Tile

A_PAGE = 6
"""Choices on one page (rule 1)."""


class Letters(Page):
    """Tiles with the letters' short names; `number` is the part of the list."""

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "letters")

    def question(self) -> str:
        """What is asked."""
        return self.say("Mau surat apa?")

    def body(self, box: Box) -> Iterable[Widget]:
        """Four tiles of two lines where four are enough, else six of one."""
        letters = self.visit.letters[self.number * A_PAGE :][:A_PAGE]
        few = len(letters) <= 4
        for letter, place in zip(letters, box.grid(2, 2, lines=2) if few else box.grid(3, 2), strict=False):
            label = self._label(letter, place)
            yield Tile(partial(choose_letter, self.kiosk, letter), *label).at(place)

    def _label(self, letter: views.Tile, place: Box) -> list[str]:
        parts = [self.say(part) for part in (letter.top, letter.bottom) if part]
        joined = " ".join(parts)
        return parts if place.height >= 4 or len(clean(joined)) > place.width - 2 else [joined]

    def buttons(self) -> Bar:
        """Back, help, more."""
        left, middle, _ = super().buttons()
        more = self.next_button(self._more, "Lainnya ▼", main=False) if len(self.visit.letters) > A_PAGE else None
        return left, middle, more

    def help_text(self) -> str:
        """What to do here."""
        return self.say("Sentuh surat yang diperlukan. Belum yakin? Tanya petugas desa.")

    def _more(self) -> None:
        self.number = (self.number + 1) % -(-len(self.visit.letters) // A_PAGE)
        self.refresh_parts()
