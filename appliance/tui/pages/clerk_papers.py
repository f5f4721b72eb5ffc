"""Letters whose paper waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import OpenPaper
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_name
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class ClerkPapers(Page):
    """Oldest first, as many as the height holds. `number` is the part of the list."""

    reading = True

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._a_page = 3

    def corner(self) -> str:
        """Who is at work."""
        return self.say("Petugas: {name}", name=fit_name(self.visit.clerk_name, 14))

    def question(self) -> str:
        """How many there are."""
        return self.say("Belum keluar atau belum pasti: {count} surat", count=len(self.visit.papers))

    def body(self, box: Box) -> Iterable[Widget]:
        """One row a letter."""
        places = box.grid(min(6, max(3, box.height // 4)), 1)
        self._a_page = len(places)
        papers = self.visit.papers[self.number * self._a_page :][: self._a_page]
        if not papers:
            yield Words(Line(self.say("Tidak ada yang menunggu.")), middle=True).at(box.inset(1))
        for paper, place in zip(papers, places, strict=False):
            label = self._label(paper, place.width - 5)
            yield Tile(partial(self._choose, paper), label, align="left", told=False).at(place)

    def _label(self, paper: OpenPaper, width: int) -> str:
        lead = self.say("Belum pasti") if paper.state == "unsure" else self.say("Belum dicetak")
        return f"{lead}: {fit_name(paper.name, width - len(lead) - 2)}"

    def buttons(self) -> Bar:
        """To the requests; help; more."""
        several = len(self.visit.papers) > self._a_page
        more = self.next_button(self._more, "Lainnya ▼", main=False) if several else None
        return self.back_button("← Daftar", self.kiosk.router.to_list), self.help_button(), more

    def help_text(self) -> str:
        """What to do here."""
        return self.say("Sentuh satu surat, lalu jawab apakah kertasnya sudah keluar.")

    def opened(self) -> None:
        """Ask for the list anew: an answer has made it shorter."""
        self.kiosk.errands.run(self.kiosk.desk.open_papers, self._learn)

    def _learn(self, papers: tuple[OpenPaper, ...]) -> None:
        self.visit.papers = papers
        self.number = min(self.number, max(0, len(papers) - 1) // self._a_page)
        self.refresh_parts()

    def _more(self) -> None:
        self.number = (self.number + 1) % -(-len(self.visit.papers) // self._a_page)
        self.refresh_parts()

    def _choose(self, paper: OpenPaper) -> None:
        self.visit.paper = paper
        self.kiosk.router.go("clerk_paper")
