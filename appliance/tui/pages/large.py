"""The whole letter in parts, as it stands on the paper."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.model.typeset import typeset
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.paper import COLUMNS, Paper, cut

A_PART = 13
"""Lines of paper on one picture: capitals of 3 mm on 7 inches."""


class Large(Page):
    """Line for line what the 80 mm paper will hold. `number` is the part."""

    reading = True
    bare = True

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._count = 1

    def corner(self) -> str:
        """Which part of the letter."""
        return self.say("Bagian {part} dari {parts}", part=self.number + 1, parts=self._count)

    def question(self) -> str:
        """The letter speaks for itself."""
        return ""

    def body(self, box: Box) -> Iterable[Widget]:
        """One part."""
        assert self.visit.preview is not None  # noqa: S101
        pictures = self.kiosk.pictures != "none"
        lines, columns = (A_PART, box.height * 40 // 11) if pictures else (box.height, COLUMNS)
        parts = cut(typeset(self.visit.preview.page, COLUMNS), lines)
        self._count = len(parts)
        self.number = min(self.number, self._count - 1)
        self.header.set_right(self.corner())
        place = box.centred(min(columns, box.width), box.height)
        yield Paper(parts[self.number], lines).at(place)

    def buttons(self) -> Bar:
        """Back, help, the next part."""
        left, middle, _ = super().buttons()
        more = self.next_button(self._more, "Lanjut ▼", main=False) if self.number + 1 < self._count else None
        return left, middle, more

    def help_text(self) -> str:
        """What is shown."""
        return self.say('Ini isi surat yang akan dicetak. Sentuh "Lanjut" untuk bagian berikutnya.')

    def _more(self) -> None:
        self.number += 1
        self.refresh_parts()
