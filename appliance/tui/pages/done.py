"""The letter is out."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.code_picture import CodePicture
from appliance.tui.widgets.words import Line, Words


class Done(Page):
    """Take paper and card; the letter's code, as text and where the terminal can as a picture."""

    reading = True
    waits = False

    def question(self) -> str:
        """What happened."""
        return "✓ " + self.say("Surat sudah jadi.")

    def body(self, box: Box) -> Iterable[Widget]:
        """What to take, the code, the picture."""
        issued = self.visit.issued
        assert issued is not None  # noqa: S101
        left = box
        if self.kiosk.pictures != "none":
            height = min(box.height, 14)
            left = box.left(box.width - 2 * height - 1)
            yield CodePicture(issued.qr).at(Box(left.right, box.y, 2 * height, height))
        lines = [
            Line(self.say("Ambil surat dan KTP Bapak/Ibu.")),
            Line(self.say("Terima kasih."), bold=True),
            Line(""),
            Line(self.say("Kode surat")),
            Line(issued.code, bold=True, told=False),
        ]
        if self.kiosk.pictures != "none":
            lines += [Line(""), Line(self.say("Foto kotak ini untuk disimpan di HP."))]
        else:
            lines += [Line(""), Line(self.say("Catat kode ini untuk mencetak lagi."))]
        yield Words(*lines).at(left.inset(1))

    def buttons(self) -> Bar:
        """Another letter while the card is there, or the clerk's list; help; the end."""
        if self.visit.clerk is not None:
            left = self.back_button("← Daftar", self.kiosk.router.to_list)
        elif self.visit.data is not None and not self.kiosk.cards.left:
            left = self.back_button("Surat lain", self.kiosk.router.another)
        else:
            left = None
        return left, self.help_button(), self.next_button(self.kiosk.router.sign_out, "Selesai ✓")

    def help_text(self) -> str:
        """What the code is for."""
        return self.say("Dengan kode surat, petugas desa bisa mencetak surat ini lagi.")

    def opened(self) -> None:
        """From here a tap begins anew without a question."""
        self.visit.over = True
