"""Nobody knows whether the letter came out, so a person is asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Words


class Unsure(Page):
    """One question, two big answers. Nothing is printed twice by itself."""

    reading = True

    def question(self) -> str:
        """What is asked."""
        return self.say("Apakah suratnya sudah keluar?")

    def body(self, box: Box) -> Iterable[Widget]:
        """Where to look, and the answers."""
        half = self.say('Hanya sebagian? Sentuh "Belum keluar".')
        yield Words(self.say("Lihat tempat kertas keluar."), half).at(box.below(1).top(2).inset(1))
        yes, no = box.foot(5).shares(1, 1)
        yield Tile(partial(self._answer, True), self.say("Sudah keluar")).at(yes)
        yield Tile(partial(self._answer, False), self.say("Belum keluar")).at(no)

    def buttons(self) -> Bar:
        """The answers stand above."""
        return None, self.help_button(), None

    def help_text(self) -> str:
        """What the answers do."""
        return self.say('Kertas utuh ada? Sentuh "Sudah". Belum ada? Sentuh "Belum", lalu dicetak salinan.')

    def _answer(self, came_out: bool) -> None:
        self.kiosk.router.show("printing", settle=came_out)
