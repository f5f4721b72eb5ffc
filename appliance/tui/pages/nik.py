"""The NIK by touch: for a card nobody knows yet, and without a card. The same pages whether or not it exists."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.widget import Widget

from appliance.desk.views import Tile, Visitor
from appliance.tui.box import Box
from appliance.tui.flow import steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import in_fours
from appliance.tui.widgets.keypad import Keypad
from appliance.tui.widgets.words import Line, Words

DIGITS = 16
PAD_COLUMNS = 25
"""Columns of the keypad at the design size."""


class TypeNik(Page):
    """Field and hint at the left, the keypad at the right."""

    reading = True

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "nik")

    def question(self) -> str:
        """What happened, or what to do."""
        who = self.visit.who
        if isinstance(who, Visitor) and who.card is not None:
            return self.say("KTP ini baru pertama kali dipakai di sini.")
        return self.say("Ketik NIK Bapak/Ibu.")

    def body(self, box: Box) -> Iterable[Widget]:
        """Two halves."""
        pad = box.foot(box.height).after(box.width - max(PAD_COLUMNS, min(40, box.width // 2)))
        left = Box(box.x + 1, box.y, pad.x - box.x - 2, box.height)
        self._field = Words(*self._lines(), airy=self.roomy)
        yield self._field.at(left)
        yield Keypad(self._type, self.say("Hapus")).at(pad)

    def _lines(self) -> list[Line]:
        count = len(self.visit.nik)
        return [
            Line(self.say("Ketik NIK yang tertulis di kartu.")),
            Line(""),
            Line(in_fours(self.visit.nik, DIGITS), bold=True, ink="accent", told=False),
            Line(""),
            Line(self.say("{count} dari {all} angka.", count=count, all=DIGITS)),
            Line(self.say('Salah? Sentuh "Hapus".')),
        ]

    def buttons(self) -> Bar:
        """Out, help, on once all digits stand."""
        self._next = self.next_button(self._done)
        self._next.display = len(self.visit.nik) == DIGITS
        return self.back_button("← Keluar", self.kiosk.router.sign_out), self.help_button(), self._next

    def help_text(self) -> str:
        """Where the NIK is."""
        return self.say("NIK adalah 16 angka di bagian atas KTP.")

    def _type(self, digit: str) -> None:
        self.visit.nik = (self.visit.nik + digit)[:DIGITS] if digit else self.visit.nik[:-1]
        self._field.set_lines(*self._lines())
        self._next.display = len(self.visit.nik) == DIGITS

    def on_key(self, event: events.Key) -> None:
        """A real keyboard."""
        super().on_key(event)
        if event.key == "backspace":
            self._type("")
        elif event.character and event.character in "0123456789":
            self._type(event.character)

    def _done(self) -> None:
        self.kiosk.errands.run(self.kiosk.desk.tiles, self._letters)

    def _letters(self, letters: tuple[Tile, ...]) -> None:
        self.visit.letters = letters
        self.kiosk.router.go("letters")
