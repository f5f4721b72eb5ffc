"""Another card was tapped while somebody is signed in."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.model.card import Tapped
from appliance.tui.box import Box
from appliance.tui.page import Bar
from appliance.tui.pages.overlay import Overlay
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class Swap(Overlay):
    """Whose turn is it? Without an answer the first person goes on, until the idle clock ends it."""

    def __init__(self, card: Tapped) -> None:
        super().__init__()
        self._card = card

    def question(self) -> str:
        """What is asked."""
        return self.say("Ganti orang?")

    def body(self, box: Box) -> Iterable[Widget]:
        """What happens, and two answers."""
        yield Words(
            Line(self.say("KTP lain ditempelkan.")),
            Line(self.say("Ganti orang menutup data yang sedang dibuka.")),
            airy=True,
        ).at(box.top(box.height - 5).inset(1))
        yes, no = box.foot(5).shares(1, 1)
        yield Tile(self._swap, self.say("Ya, ganti")).at(yes)
        yield Tile(self.close, self.say("Tidak")).at(no)

    def buttons(self) -> Bar:
        """The answers stand above."""
        return None, None, None

    def _swap(self) -> None:
        self.kiosk.router.sign_out()
        self.kiosk.cards.sign_in(self._card)
