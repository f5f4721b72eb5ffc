"""The printer cannot go on. The page goes away by itself when it is mended (rule 20)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from appliance.model.codes import CODES
from appliance.model.printing import Status
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import sentences
from appliance.tui.widgets.words import Line, Words

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

ASK_SECONDS = 2.0
"""Seconds between two questions to the printer."""


def what_happened(kiosk: KioskApp, code: str) -> str:
    """The first sentence of the code: what happened, without what holds or whom to call."""
    return sentences(kiosk.say(CODES[code].resident))[0]


def fault_lines(kiosk: KioskApp, code: str, kept: bool) -> list[Line]:
    """That nothing is lost, what to do, what happens then, and the code. `kept`: the letter has its number."""
    say = kiosk.say
    safe = say("Surat Bapak/Ibu sudah tersimpan.") if kept else say("Pilihan Bapak/Ibu tidak hilang.")
    return [
        Line(safe, bold=True),
        Line(say("Minta bantuan petugas desa.")),
        Line(say("Surat keluar sendiri setelah printer siap.")),
        Line(say("Kode untuk petugas: {code}", code=code), bold=True),
    ]


class Fault(Page):
    """`code` says what is wrong with the printer."""

    reading = True

    def __init__(self, code: str, kept: bool) -> None:
        super().__init__()
        self.code = code
        self._kept = kept
        self._asking = False

    def question(self) -> str:
        """What happened."""
        return "▲ " + what_happened(self.kiosk, self.code)

    def body(self, box: Box) -> Iterable[Widget]:
        """What holds and what to do."""
        yield Words(*fault_lines(self.kiosk, self.code, self._kept), airy=True, middle=True).at(box.inset(2))

    def buttons(self) -> Bar:
        """Back while nothing is stored yet; else only the end."""
        left, leave = self.back_button(press=self.kiosk.router.again), self.kiosk.router.sign_out
        if self._kept:
            return None, self.help_button(), self.next_button(leave, "Selesai ✓", main=False)
        return left, self.help_button(), self.next_button(leave, "Keluar", main=False)

    def help_text(self) -> str:
        """What the resident may do."""
        return self.say("Tunggu di sini, atau panggil petugas desa di meja pelayanan.")

    def opened(self) -> None:
        """Ask the printer until it is fine."""
        self.set_interval(ASK_SECONDS, self._ask)

    def _ask(self) -> None:
        if self.kiosk.page is self and not self._asking:
            self._asking = True
            desk = self.kiosk.desk
            self.kiosk.errands.run(desk.printer_status, self._asked, device="printer", quiet=True)

    def _asked(self, status: Status) -> None:
        self._asking = False
        if status.fault is None:
            self.kiosk.router.show("printing")
        elif status.fault != self.code:
            self.code = status.fault
            self.refresh_parts()
