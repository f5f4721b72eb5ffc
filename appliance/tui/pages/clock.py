"""The date is in doubt: a clerk says whether it is right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.words import Line, Words


class ConfirmClock(Page):
    """Comes after the clerk's PIN, before the list, while the date is in doubt."""

    reading = True

    def question(self) -> str:
        """What is asked."""
        return self.say("Apakah tanggal ini benar?")

    def body(self, box: Box) -> Iterable[Widget]:
        """The date as the terminal has it."""
        yield Words(
            Line(self.kiosk.clock_doubt or "", bold=True, told=False),
            Line(self.say("Surat pertama menunggu jawaban ini.")),
            Line(self.say("Belum benar? Betulkan jam mesin dulu.")),
            airy=True,
            middle=True,
        ).at(box.inset(2))

    def buttons(self) -> Bar:
        """Out, help, right."""
        leave = self.back_button("← Keluar", self.kiosk.router.sign_out)
        return leave, self.help_button(), self.next_button(self._confirm, "Benar ✓")

    def help_text(self) -> str:
        """Why it matters."""
        return self.say("Tanggal ini tercetak di setiap surat.")

    def _confirm(self) -> None:
        assert self.visit.clerk is not None  # noqa: S101
        self.kiosk.errands.run(partial(self.kiosk.desk.confirm_clock, self.visit.clerk), self._confirmed)

    def _confirmed(self, _none: None) -> None:
        self.kiosk.clock_doubt = None
        self.kiosk.router.replace("clerk_list")
