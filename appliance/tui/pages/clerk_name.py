"""A second touch on help: the resident reads whom to call, the clerk touches the own name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_name
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words

A_PAGE = 4
"""Names on one page."""


class ClerkName(Page):
    """The clerks' names. `number` is the part of the list."""

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._names: tuple[str, ...] = ()

    def question(self) -> str:
        """For the resident."""
        return self.say("Panggil petugas desa ke layar ini.")

    def body(self, box: Box) -> Iterable[Widget]:
        """For the clerk."""
        yield Words(Line(self.say("Petugas: sentuh nama Anda."))).at(box.top(1).inset(1))
        names = self._names[self.number * A_PAGE :][:A_PAGE]
        for name, place in zip(names, box.below(2).grid(2, 2), strict=False):
            yield Tile(partial(self._choose, name), fit_name(name, place.width - 4), told=False).at(place)

    def buttons(self) -> Bar:
        """Back; more names."""
        more = self.next_button(self._more, "Lainnya ▼", main=False) if len(self._names) > A_PAGE else None
        return self.back_button(), None, more

    def help_text(self) -> str:
        """Help led here."""
        return ""

    def opened(self) -> None:
        """Ask for the names."""
        self.kiosk.errands.run(self.kiosk.desk.clerks, self._learn)

    def _learn(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.refresh_parts()

    def _more(self) -> None:
        self.number = (self.number + 1) % -(-len(self._names) // A_PAGE)
        self.refresh_parts()

    def _choose(self, name: str) -> None:
        self.visit.clerk_name = name
        self.kiosk.router.go("clerk_pin")
