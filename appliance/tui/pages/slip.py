"""A number for the service desk: nobody leaves with empty hands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.number_picture import NumberPicture
from appliance.tui.widgets.words import Line, Words


class SlipPage(Page):
    """The number big, and what to bring."""

    reading = True

    def question(self) -> str:
        """What happened."""
        return self.say("Permintaan Bapak/Ibu sudah dicatat.")

    def body(self, box: Box) -> Iterable[Widget]:
        """Number and two sentences."""
        slip = self.visit.slip
        assert slip is not None  # noqa: S101
        yield Words(Line(self.say("Nomor"), bold=True, align="center")).at(box.top(1))
        big = min(6, box.height - 5)
        yield NumberPicture(slip.number).at(box.below(1).top(big).centred(6 * big, big))
        yield Words(
            Line(self.say("Ambil nomor ini, lalu ke meja pelayanan."), align="center"),
            Line(self.say("Bawa: {things}", things=self.say(slip.bring)), bold=True, align="center"),
            airy=self.roomy,
        ).at(box.foot(box.height - big - 2).inset(1))

    def buttons(self) -> Bar:
        """Another letter, help, the end."""
        left = self.back_button("Surat lain", self.kiosk.router.another) if self.visit.data is not None else None
        return left, self.help_button(), self.next_button(self.kiosk.router.sign_out, "Selesai ✓")

    def help_text(self) -> str:
        """What comes next."""
        return self.say("Petugas desa memanggil nomor ini, memeriksa, lalu mencetak surat.")

    def opened(self) -> None:
        """Print the slip; its number stands here whatever the printer does."""
        self.visit.over = True
        slip, kiosk = self.visit.slip, self.kiosk
        if slip is not None and slip.job is not None:
            work = partial(kiosk.desk.print_job, slip.job, _no_progress, _no_waiting)
            kiosk.errands.run(work, device="printer", refused=lambda _error: None, quiet=True, lasting=True)


def _no_progress(_done: int, _total: int) -> None:
    """A slip is short."""


def _no_waiting(_code: str) -> bool:
    """Nobody waits for a slip: the number is on the screen."""
    return False
