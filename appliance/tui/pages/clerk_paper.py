"""One letter whose paper waits for a person: the clerk says what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import Issued, JobEnd, OpenPaper
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import MONTHS, fit_name, shorten
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class ClerkPaper(Page):
    """It came out, or a marked copy is printed; one that was never printed is printed now."""

    reading = True

    @property
    def _paper(self) -> OpenPaper:
        assert self.visit.paper is not None  # noqa: S101
        return self.visit.paper

    @property
    def _unsure(self) -> bool:
        return self._paper.state == "unsure"

    def corner(self) -> str:
        """Who is at work."""
        return self.say("Petugas: {name}", name=fit_name(self.visit.clerk_name, 14))

    def question(self) -> str:
        """What is asked, or how it stands."""
        return self.say("Apakah suratnya sudah keluar?") if self._unsure else self.say("Surat ini belum dicetak.")

    def body(self, box: Box) -> Iterable[Widget]:
        """Which letter, whose and when; the two answers."""
        paper, width, made = self._paper, box.width - 2, self._paper.made_at
        code = "" if paper.code is None else f", {paper.code}"
        yield Words(
            Line(shorten(paper.title, width), bold=True, told=False),
            Line(fit_name(paper.name, width), told=False),
            Line(shorten(self.say("Nomor {number}", number=paper.number), width), told=False),
            Line(f"{made.day} {self.say(MONTHS[made.month - 1])} {made:%Y %H.%M}{code}", told=False),
        ).at(box.top(4).inset(1))
        if self._unsure:
            hint = self.say('"Tidak keluar" mencetak salinan bertanda.')
            yield Words(Line(hint)).at(box.below(5).top(1).inset(1))
            yes, no = box.foot(3).shares(1, 1)
            yield Tile(self._came_out, self.say("Sudah keluar")).at(yes)
            yield Tile(partial(self._fetch, False), self.say("Tidak keluar")).at(no)

    def buttons(self) -> Bar:
        """Back, help; print what waits."""
        left, middle, _ = super().buttons()
        return left, middle, None if self._unsure else self.next_button(partial(self._fetch, None), "Cetak ✓")

    def help_text(self) -> str:
        """Where to look."""
        return self.say("Lihat tempat kertas keluar, atau tanya warganya.")

    def _came_out(self) -> None:
        work = partial(self.kiosk.desk.settle, self._paper.job, True, self.visit.clerk)
        self.kiosk.errands.run(work, self._settled)

    def _settled(self, _end: JobEnd) -> None:
        self.kiosk.router.back()

    def _fetch(self, settle: bool | None) -> None:
        """Learn of the letter what the pages of printing show; they carry the answer to the desk."""
        self.kiosk.errands.run(partial(self.kiosk.desk.letter_of, self._paper.job), partial(self._print, settle))

    def _print(self, settle: bool | None, issued: Issued) -> None:
        self.visit.issued = issued
        self.kiosk.router.show("printing", settle=settle)
