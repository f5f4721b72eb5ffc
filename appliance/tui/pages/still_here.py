"""Nobody touched the screen for a while."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar
from appliance.tui.pages.overlay import Overlay
from appliance.tui.widgets.progress import Bar as ProgressBar
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words

COUNTDOWN = 20
"""Seconds until the person is signed out (rule 11)."""


class StillHere(Overlay):
    """A countdown and one big button."""

    asks = True

    def __init__(self) -> None:
        super().__init__()
        self.left = COUNTDOWN

    def question(self) -> str:
        """What is asked."""
        return self.say("Masih di sini?")

    def body(self, box: Box) -> Iterable[Widget]:
        """How long yet, and the button."""
        self._told = Words(self._line())
        yield self._told.at(box.top(1).inset(1))
        self._bar = ProgressBar(self.left / COUNTDOWN)
        yield self._bar.at(box.below(1).top(1).inset(5))
        button = Tile(self.close, self.say("Ya, lanjutkan"), main=True)
        yield button.at(box.below(3).inset(4).top(min(7, box.height - 3)))

    def _line(self) -> Line:
        return Line(self.say("Layar ditutup dalam {seconds} detik.", seconds=self.left), align="center")

    def buttons(self) -> Bar:
        """Out at once."""
        return self.back_button("← Keluar", self.kiosk.router.sign_out), None, None

    def opened(self) -> None:
        """Count down."""
        self.set_interval(1.0, self._count)

    def _count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self.kiosk.router.sign_out()
        else:
            self._told.set_lines(self._line())
            self._bar.set_share(self.left / COUNTDOWN)
