"""The letter in three plain lines, before it exists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk import views
from appliance.tui.box import Box
from appliance.tui.flow import ask_clerk, steps
from appliance.tui.page import Bar, Page
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class PreviewPage(Page):
    """What will come out; "Cetak" is the one verb that prints (rule 9)."""

    reading = True

    @property
    def _preview(self) -> views.Preview:
        assert self.visit.preview is not None  # noqa: S101
        return self.visit.preview

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "preview")

    def question(self) -> str:
        """What to do."""
        return self.say("Periksa surat ini. Sudah benar?")

    def body(self, box: Box) -> Iterable[Widget]:
        """Three lines, the reason when a clerk must look first, and the way to the whole letter."""
        title, whom, purpose = self._preview.lines
        lines = [Line(title, bold=True, told=False), Line(whom, told=False), Line(purpose, told=False)]
        if self._preview.way == "released" and self._preview.sentence:
            lines.append(Line(self.say(self._preview.sentence), ink="alarm"))
        upper = box.top(box.height - 3)
        yield Words(*lines, airy=True).at(upper.inset(2))
        large = self.say("Besar: baca seluruh surat")
        width = min(box.width, 60)
        yield Tile(partial(self.kiosk.router.go, "large"), large).at(box.foot(3).left(width))

    def buttons(self) -> Bar:
        """Change, help, print or ask the clerk."""
        if self._preview.way == "direct":
            right = self.next_button(partial(self.kiosk.router.go, "printing"), "Cetak ✓")
        else:
            right = self.next_button(partial(ask_clerk, self.kiosk), "Minta petugas")
        return self.back_button("← Ubah"), self.help_button(), right

    def help_text(self) -> str:
        """What the buttons do."""
        if self._preview.way == "direct":
            return self.say('Sudah benar? Sentuh "Cetak". Belum benar? Sentuh "Ubah".')
        return self.say('Sentuh "Minta petugas" untuk mengambil nomor. Petugas desa memeriksa surat ini.')
