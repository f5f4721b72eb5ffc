"""The clerk's PIN."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from time import monotonic

from textual import events
from textual.widget import Widget

from appliance.desk.views import ClerkSession
from appliance.model.errors import ApplianceError
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.pages.nik import PAD_COLUMNS
from appliance.tui.text import fit_name, sentences
from appliance.tui.visit import Visit
from appliance.tui.widgets.keypad import Keypad
from appliance.tui.widgets.words import Line, Words

DIGITS = 6


class ClerkPin(Page):
    """Dots at the left, the keypad at the right."""

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._pin = ""
        self._refusal = ""

    def question(self) -> str:
        """What to do."""
        return self.say("Ketik 6 angka PIN. Tutupi dengan tangan.")

    def body(self, box: Box) -> Iterable[Widget]:
        """Two halves."""
        pad = box.after(box.width - max(PAD_COLUMNS, min(40, box.width // 2)))
        left = Box(box.x + 1, box.y, pad.x - box.x - 2, box.height)
        self._field = Words(*self._lines(left.width))
        yield self._field.at(left)
        yield Keypad(self._type, self.say("Hapus")).at(pad)

    def _lines(self, width: int) -> list[Line]:
        dots = "●" * len(self._pin) + "○" * (DIGITS - len(self._pin))
        return [
            Line(fit_name(self.visit.clerk_name, width), told=False),
            Line(""),
            Line(" ".join(dots), bold=True, ink="accent", told=False),
            Line(""),
            *(Line(text, ink="alarm") for text in sentences(self._refusal)),
        ]

    def buttons(self) -> Bar:
        """Back; in, once all digits stand."""
        self._next = self.next_button(self._done, "Masuk →")
        self._next.display = len(self._pin) == DIGITS
        return self.back_button(), self.help_button(), self._next

    def help_text(self) -> str:
        """Whose PIN."""
        return self.say("Halaman ini untuk petugas desa. PIN dibuat di meja pelayanan.")

    def _type(self, digit: str) -> None:
        self._pin = (self._pin + digit)[:DIGITS] if digit else self._pin[:-1]
        self._refusal = ""
        self._show()

    def _show(self) -> None:
        self._field.set_lines(*self._lines(self._field.size.width))
        self._next.display = len(self._pin) == DIGITS

    def on_key(self, event: events.Key) -> None:
        """A real keyboard."""
        super().on_key(event)
        if event.key == "backspace":
            self._type("")
        elif event.character and event.character in "0123456789":
            self._type(event.character)

    def _done(self) -> None:
        pin, self._pin = self._pin, ""
        work = partial(self.kiosk.desk.clerk_sign_in, self.visit.clerk_name, pin)
        self.kiosk.errands.run(work, self._signed_in, refused=self._refused)

    def _refused(self, error: ApplianceError) -> None:
        self._refusal = error.for_resident(self.kiosk.say)
        self.settle()
        self._show()

    def _signed_in(self, clerk: ClerkSession) -> None:
        """The resident's visit ends here; the clerk's begins."""
        self.kiosk.router.visit = Visit(monotonic(), clerk=clerk, clerk_name=clerk.name)
        self.kiosk.router.replace("clock" if self.kiosk.clock_doubt is not None else "clerk_list")
