"""What waits for a clerk: requests, and before them the way to papers that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import OpenPaper, Request
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_name, short_title, shorten
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class ClerkList(Page):
    """Oldest first, as many as the height holds. `number` is the part of the list. Papers, which come in no number,
    take one row of each part: so they neither hide among the requests nor push them away."""

    reading = True

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._known = False
        self._a_page = 3

    def corner(self) -> str:
        """Who is at work."""
        return self.say("Petugas: {name}", name=fit_name(self.visit.clerk_name, 14))

    def question(self) -> str:
        """How many wait."""
        if not self._known:
            return self.say("Permintaan")
        return self.say("Menunggu: {count} permintaan", count=len(self.visit.requests))

    def body(self, box: Box) -> Iterable[Widget]:
        """One row a request."""
        papers = len(self.visit.papers)
        places = box.grid(min(6, max(3, box.height // 4)), 1)
        if papers:
            label = self.say("Belum keluar atau belum pasti: {count} surat", count=papers)
            yield Tile(partial(self.kiosk.router.go, "clerk_papers"), label, align="left").at(places.pop(0))
        self._a_page = len(places)
        requests = self.visit.requests[self.number * self._a_page :][: self._a_page]
        if self._known and not requests and not papers:
            yield Words(Line(self.say("Tidak ada yang menunggu.")), middle=True).at(box.inset(1))
        for request, place in zip(requests, places, strict=False):
            label = self._label(request, place.width - 5)
            yield Tile(partial(self._choose, request), label, align="left", told=False).at(place)

    def _label(self, request: Request, width: int) -> str:
        lead = f"{request.slip}  {shorten(short_title(request.title), 16)}, "
        name = request.name or self.say("NIK tidak ada di data")
        return lead + fit_name(name, width - len(lead))

    def buttons(self) -> Bar:
        """Out; help; more."""
        several = len(self.visit.requests) > self._a_page
        more = self.next_button(self._more, "Lainnya ▼", main=False) if several else None
        return self.back_button("← Keluar", self.kiosk.router.sign_out), self.help_button(), more

    def help_text(self) -> str:
        """What to do here."""
        return self.say("Sentuh satu permintaan untuk memeriksanya.")

    def opened(self) -> None:
        """Ask for the list."""
        desk = self.kiosk.desk
        self.kiosk.errands.run(lambda: (desk.requests(), desk.open_papers()), self._learn)

    def _learn(self, found: tuple[tuple[Request, ...], tuple[OpenPaper, ...]]) -> None:
        self.visit.requests, self.visit.papers = found
        self._known = True
        self.refresh_parts()

    def _more(self) -> None:
        self.number = (self.number + 1) % -(-len(self.visit.requests) // self._a_page)
        self.refresh_parts()

    def _choose(self, request: Request) -> None:
        self.visit.request = request
        self.kiosk.router.go("clerk_detail")
