"""The store cannot be used. The page goes away by itself once it can (rule 20)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.model.errors import ApplianceError
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import sentences
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words

ASK_SECONDS = 5.0
"""Seconds between two tries."""


class Trouble(Page):
    """What holds and whom to call; the code, and for the clerk what it is."""

    private = False

    def __init__(self, error: ApplianceError) -> None:
        super().__init__()
        self.error = error

    def _told(self) -> list[str]:
        return sentences(self.error.for_resident(self.say))

    def question(self) -> str:
        """What happened."""
        return "▲ " + self._told()[0]

    def body(self, box: Box) -> Iterable[Widget]:
        """What holds and what to do, then the code and what it means for the clerk."""
        clerk = self.error.for_clerk(self.say).removeprefix(self.error.code).strip()
        yield Words(
            Line(" ".join(self._told()[1:]), bold=True),
            Line(self.say("Kode untuk petugas: {code}", code=self.error.code), bold=True),
            Line(clerk, told=False),  # not for the resident, who need not read it
            airy=True,
            middle=True,
        ).at(box.inset(2))

    def buttons(self) -> Bar:
        """Language, help, try now."""
        other = "English" if self.kiosk.language == "id" else "Indonesia"
        again = self.next_button(self._try_now, "Coba lagi", main=False)
        return Tile(self.kiosk.switch_language, other), self.help_button(), again

    def help_text(self) -> str:
        """How it ends, and where the way back is written."""
        own = self.say("Layar ini kembali sendiri setelah mesin siap.")
        return own + " " + self.say("Petugas desa: cara memulihkan data ada di buku panduan.")

    def opened(self) -> None:
        """Try again until the store can be used."""
        self.set_interval(ASK_SECONDS, self._try)

    def _try(self) -> None:
        if self.kiosk.page is self and len(self.kiosk.screen_stack) == 2:  # not under the help somebody reads
            self.kiosk.house.ask(self._mended)

    def _try_now(self) -> None:
        self.kiosk.house.ask(self._mended, quiet=False)

    def _mended(self, _changed: bool) -> None:
        self.kiosk.router.sign_out()
