"""One sentence more, the other language, and the way to the clerk (rules 16 and 17)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.pages.overlay import Overlay
from appliance.tui.text import sentences
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class Help(Overlay):
    """Help about `page`."""

    reading = True

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def question(self) -> str:
        """What this is."""
        return self.say("Bantuan")

    def body(self, box: Box) -> Iterable[Widget]:
        """The page's own sentences; the other language."""
        lines = [Line(text) for text in sentences(self._page.help_text())]
        yield Words(*lines, airy=True).at(box.top(box.height - 3).inset(1))
        other = "English" if self.kiosk.language == "id" else "Bahasa Indonesia"
        yield Tile(self.kiosk.switch_language, other).at(box.foot(3).shares(1, 1)[0])

    def buttons(self) -> Bar:
        """Back; a second touch in the middle calls the clerk."""
        clerk = None
        if self.visit.clerk is None:
            clerk = Tile(partial(self.kiosk.router.go, "clerk_name"), self.say("Petugas"))
        return self.back_button(press=self.close), clerk, None
