"""The letter in three plain lines, before it exists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk import views
from appliance.model.typeset import wrap
from appliance.tui.box import Box
from appliance.tui.flow import ask_clerk, steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_rows, sentences
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

    def _reason(self) -> list[str]:
        """Why a clerk looks first, in sentences."""
        released = self._preview.way == "released" and self._preview.sentence
        return sentences(self.say(self._preview.sentence or "")) if released else []

    def question(self) -> str:
        """What to do, or why a clerk looks first."""
        reason = self._reason()
        if reason and len(reason[0]) <= self.kiosk.area.width - 2:
            return reason[0]
        return self.say("Periksa surat ini. Sudah benar?")

    def _rest(self) -> list[str]:
        """Why a clerk looks first, where the question has no room for it, or else what to touch then."""
        if self._preview.way == "direct":
            return []
        reason = self._reason()[:1]
        if reason and reason != [self.question()]:
            return reason
        return [self.say('Sentuh "Minta petugas" untuk mengambil nomor.')]

    def body(self, box: Box) -> Iterable[Widget]:
        """Three lines, the way to a clerk's touch, and the way to the whole letter. Own words of the resident
        take the rows that are left; all of them stand in the letter."""
        upper = box.top(box.height - 3).inset(1)
        rest = self._rest()
        title, whom, purpose = self._preview.lines
        rows = upper.height - sum(len(wrap(text, upper.width)) for text in (title, whom, *rest))
        lines = [
            Line(title, bold=True, told=False),
            Line(whom, told=False),
            Line(fit_rows(purpose, upper.width, rows), told=False),
        ]
        lines += [Line(text, bold=True) for text in rest]
        yield Words(*lines, airy=True).at(upper)
        large = self.say("Besar: baca seluruh surat")
        yield Tile(partial(self.kiosk.router.go, "large"), large).at(box.foot(3))

    def buttons(self) -> Bar:
        """Change, help, print or ask the clerk."""
        if self._preview.way == "direct":
            right = self.next_button(partial(self.kiosk.router.show, "printing"), "Cetak ✓")
        else:
            right = self.next_button(partial(ask_clerk, self.kiosk), "Minta petugas")
        return self.back_button("← Ubah"), self.help_button(), right

    def help_text(self) -> str:
        """What the buttons do."""
        if self._preview.way == "direct":
            return self.say('Sudah benar? Sentuh "Cetak". Belum benar? Sentuh "Ubah".')
        return self.say("Petugas desa memeriksa surat ini, lalu mencetaknya.")
