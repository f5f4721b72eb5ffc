"""One request: the clerk compares face and card, and decides."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import Issued, Request
from appliance.model.card import Tapped
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_name, fit_rows, mask_nik
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class ClerkDetail(Page):
    """Who asks for what; "Setujui" issues and prints it, with the clerk's name in the journal."""

    reading = True

    @property
    def _request(self) -> Request:
        assert self.visit.request is not None  # noqa: S101
        return self.visit.request

    def corner(self) -> str:
        """Who is at work."""
        return self.say("Petugas: {name}", name=fit_name(self.visit.clerk_name, 14))

    def question(self) -> str:
        """What to do."""
        if self._request.name is None:
            return self.say("NIK tidak ada di data")
        return self.say("Cocokkan wajah dengan kartunya.")

    def body(self, box: Box) -> Iterable[Widget]:
        """The request; what the second tap is for; the way to refuse."""
        request = self._request
        width = box.width - 2
        yield Words(
            Line(f"{request.slip}  {request.title}", bold=True, told=False),
            Line(fit_name(request.name or "", width), told=False),
            Line(f"NIK {mask_nik(request.nik)}", told=False),
            Line(fit_rows(self._what_for(), width, 1), told=False),
        ).at(box.top(4).inset(1))
        self._card_told = Words(*self._card_lines())
        yield self._card_told.at(box.below(4).top(box.height - 7).inset(1))
        refuse = Tile(self._refuse, self.say("Tolak {slip}", slip=request.slip))
        yield refuse.at(box.foot(3).shares(1, 1, 1)[0])

    def _what_for(self) -> str:
        """Whom the letter is for, where it is somebody else, and the purpose: what the clerk agrees to."""
        request = self._request
        return ", ".join(part for part in (request.subject, request.purpose) if part)

    def _card_lines(self) -> list[Line]:
        if self._request.name is None:
            return [Line(self.say("Salah ketik? Tolak, lalu minta ketik lagi."), bold=True)]
        if not self._request.new_card:
            return []
        if self.visit.second_tap is not None:
            return [Line("✓ " + self.say("KTP terbaca dan akan ditautkan."), bold=True, ink="good")]
        return [
            Line(self.say("KTP baru. Tempelkan lagi untuk menautkannya."), bold=True),
        ]

    def buttons(self) -> Bar:
        """Back, help, agree."""
        left, middle, _ = super().buttons()
        agree = self.next_button(self._agree, "Setujui ✓") if self._request.name is not None else None
        return left, middle, agree

    def help_text(self) -> str:
        """What agreeing does."""
        return self.say("Setujui mencetak surat ini. Tolak menghapus permintaan dari daftar.")

    def card_tapped(self, card: Tapped) -> None:
        """The card of the person who asks."""
        if self._request.new_card and self._request.name is not None:
            self.visit.second_tap = card
            self._card_told.set_lines(*self._card_lines())

    def _agree(self) -> None:
        visit = self.visit
        assert visit.clerk is not None  # noqa: S101
        work = partial(self.kiosk.desk.release, self._request.id, visit.clerk, visit.second_tap)
        self.kiosk.errands.run(work, self._released)

    def _released(self, issued: Issued) -> None:
        self.visit.issued = issued
        self.kiosk.router.replace("printing")

    def _refuse(self) -> None:
        visit = self.visit
        assert visit.clerk is not None  # noqa: S101
        work = partial(self.kiosk.desk.refuse, self._request.id, visit.clerk)
        self.kiosk.errands.run(work, lambda _none: self.kiosk.router.to_list())
