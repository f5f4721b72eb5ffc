"""The date is in doubt: a clerk says whether it is right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from textual import events
from textual.widget import Widget

from appliance.model.errors import ApplianceError
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.pages.nik import PAD_COLUMNS
from appliance.tui.text import sentences
from appliance.tui.widgets.keypad import Keypad
from appliance.tui.widgets.words import Line, Words

DIGITS = 8


class ConfirmClock(Page):
    """Comes after the clerk's PIN, before the list, while the date is in doubt. A date far ahead is not shown but
    asked for: whoever only nods at one would date every letter to come by it."""

    reading = True

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._asks = False
        self._typed = ""
        self._refusal = ""

    def question(self) -> str:
        """What is asked."""
        return self.say("Ketik tanggal hari ini.") if self._asks else self.say("Apakah tanggal ini benar?")

    def body(self, box: Box) -> Iterable[Widget]:
        """The date as the terminal has it; or a keypad, and what was typed."""
        if not self._asks:
            yield Words(
                Line(self.kiosk.clock_doubt or "", bold=True, told=False),
                Line(self.say("Surat pertama menunggu jawaban ini.")),
                Line(self.say("Belum benar? Betulkan jam mesin dulu.")),
                airy=True,
                middle=True,
            ).at(box.inset(2))
            return
        pad = box.foot(box.height).after(box.width - max(PAD_COLUMNS, min(40, box.width // 2)))
        self._field = Words(*self._lines())
        yield self._field.at(Box(box.x + 1, box.y, pad.x - box.x - 2, box.height))
        yield Keypad(self._type, self.say("Hapus")).at(pad)

    def _lines(self) -> list[Line]:
        digits = self._typed.ljust(DIGITS, "·")
        lines = [
            Line(self.say("Lihat kalender atau HP.")),
            Line(""),
            Line(f"{digits[:2]}-{digits[2:4]}-{digits[4:]}", bold=True, ink="accent", told=False),
            Line(""),
        ]
        if self._refusal:
            return lines + [Line(text, ink="alarm") for text in sentences(self._refusal)]
        return [*lines, Line(self.say("Tanggal, bulan, tahun: 8 angka."))]

    def buttons(self) -> Bar:
        """Out, help, right."""
        leave = self.back_button("← Keluar", self.kiosk.router.sign_out)
        self._next = self.next_button(self._confirm, "Benar ✓")
        self._show_next()
        return leave, self.help_button(), self._next

    def help_text(self) -> str:
        """Why it matters."""
        return self.say("Tanggal ini tercetak di setiap surat.")

    def _show_next(self) -> None:
        self._next.display = not self._asks or len(self._typed) == DIGITS

    def _type(self, digit: str) -> None:
        self._typed = (self._typed + digit)[:DIGITS] if digit else self._typed[:-1]
        self._refusal = ""
        self._show()

    def _show(self) -> None:
        self._field.set_lines(*self._lines())
        self._show_next()

    def on_key(self, event: events.Key) -> None:
        """A real keyboard."""
        super().on_key(event)
        if self._asks and event.key == "backspace":
            self._type("")
        elif self._asks and event.character and event.character in "0123456789":
            self._type(event.character)

    def _confirm(self) -> None:
        assert self.visit.clerk is not None  # noqa: S101
        today: date | None = None
        if self._asks:
            try:
                today = datetime.strptime(self._typed, "%d%m%Y").date()
            except ValueError:
                self._refused(ApplianceError("E-CLK-04"))
                return
        work = partial(self.kiosk.desk.confirm_clock, self.visit.clerk, today)
        self.kiosk.errands.run(work, self._confirmed, refused=self._refused)

    def _refused(self, error: ApplianceError) -> None:
        if error.code == "E-CLK-04" and not self._asks:
            self._asks = True
            self.refresh_parts()
        elif self._asks and error.code in ("E-CLK-04", "E-CLK-05"):
            self._typed, self._refusal = "", error.for_resident(self.say)
            self.settle()
            self._show()
        else:
            self.kiosk.show_refusal(error)

    def _confirmed(self, _none: None) -> None:
        self.kiosk.clock_doubt = None
        self.kiosk.router.replace("clerk_list")
