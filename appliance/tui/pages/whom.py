"""For whom the letter is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from appliance.desk.views import Member
from appliance.tui.box import Box
from appliance.tui.flow import after_subject, steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import fit_name
from appliance.tui.widgets.tile import Tile


class Whom(Page):
    """The holder first, then the children; whole names, as many as the height holds."""

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "whom")

    def question(self) -> str:
        """What is asked."""
        return self.say("Surat untuk siapa?")

    def _rows(self, height: int) -> int:
        return min(6, max(3, height // 4))

    def body(self, box: Box) -> Iterable[Widget]:
        """One row a person."""
        self._a_page = self._rows(box.height)
        members = self.visit.subjects[self.number * self._a_page :][: self._a_page]
        for member, place in zip(members, box.grid(self._a_page, 1), strict=False):
            label = self._label(member, place.width - 5)
            yield Tile(partial(self._choose, member), label, align="left", told=False).at(place)

    def _label(self, member: Member, width: int) -> str:
        if member is self.visit.subjects[0]:
            lead = self.say("Saya sendiri, ")
            return lead + fit_name(member.name, width - len(lead))
        tail = self.say(", {age} tahun", age=member.age)
        return fit_name(member.name, width - len(tail)) + tail

    def buttons(self) -> Bar:
        """Back, help, more."""
        left, middle, _ = super().buttons()
        several = len(self.visit.subjects) > self._a_page
        return left, middle, self.next_button(self._more, "Lainnya ▼", main=False) if several else None

    def help_text(self) -> str:
        """Who stands here."""
        return self.say("Surat bisa untuk diri sendiri atau anak dalam KK.")

    def _more(self) -> None:
        self.number = (self.number + 1) % -(-len(self.visit.subjects) // self._a_page)
        self.refresh_parts()

    def _choose(self, member: Member) -> None:
        self.visit.subject = member
        after_subject(self.kiosk)
