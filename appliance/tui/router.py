"""Which page comes. A table of steps, one way to change the page, and the visit, which is dropped at sign-out."""

from __future__ import annotations

from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from appliance.tui.page import Page
from appliance.tui.visit import Visit

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

STEPS = {
    "welcome": "Welcome",
    "nik": "TypeNik",
    "data": "Data",
    "letters": "Letters",
    "ask": "Ask",
    "write": "Write",
    "whom": "Whom",
    "preview": "PreviewPage",
    "large": "Large",
    "printing": "Printing",
    "unsure": "Unsure",
    "done": "Done",
    "slip": "SlipPage",
    "fault": "Fault",
    "refused": "Refused",
    "trouble": "Trouble",
    "clerk_name": "ClerkName",
    "clerk_pin": "ClerkPin",
    "clerk_list": "ClerkList",
    "clerk_detail": "ClerkDetail",
    "clerk_papers": "ClerkPapers",
    "clerk_paper": "ClerkPaper",
    "clock": "ConfirmClock",
    "help": "Help",
    "still_here": "StillHere",
    "swap": "Swap",
}
"""Each step is a file of `pages` with one page. They are loaded when first wanted, after the first page stands."""

WITHOUT_CARD = frozenset({"printing", "done", "unsure", "fault", "welcome", "trouble"})
"""Steps that show nothing more of the person, where a reader holds the card and it was taken away in mid print."""

SWEEP_SECONDS = 0.5
"""Time for the last page of a visit to go."""


class Router:
    """Changes pages for the application."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self.visit = Visit(monotonic())

    def make(self, step: str, *args: Any, **options: Any) -> Page:
        """A new page for a step."""
        page = getattr(import_module(f"appliance.tui.pages.{step}"), STEPS[step])(*args, **options)
        assert isinstance(page, Page)  # noqa: S101
        page.visit = self.visit
        return page

    def go(self, step: str, number: int = 0) -> None:
        """Show a step; "Kembali" will lead back here from the next one."""
        self.visit.trail.append((step, number))
        self.show(step, number)

    def replace(self, step: str, number: int = 0) -> None:
        """Show a step from which there is no way back."""
        self.visit.trail.clear()
        self.go(step, number)

    def back(self) -> None:
        """The step before, with all that was typed; at the beginning, sign out."""
        if len(self.visit.trail) < 2:
            self.sign_out()
        else:
            self.visit.trail.pop()
            self.again()

    def again(self) -> None:
        """The step that stands last in the trail, after something that was no step."""
        step, number = self.visit.trail[-1]
        self.show(step, number)

    def show(self, step: str, *args: Any, **options: Any) -> None:
        """Put a page in the place of whatever stands there, help and questions included; the trail stays."""
        if self._kiosk.cards.left and step not in WITHOUT_CARD:
            self.sign_out()
            return
        self._kiosk.errands.forget_answers()
        self._kiosk.close_overlays()
        self._kiosk.switch_screen(self.make(step, *args, **options))

    def lay_over(self, step: str, *args: Any) -> None:
        """Lay help or a question over the page, which waits under it."""
        self._kiosk.close_overlays()
        self._kiosk.push_screen(self.make(step, *args))

    def another(self) -> None:
        """Another letter for the same person."""
        self.visit.again()
        self.replace("data")

    def to_list(self) -> None:
        """The clerk goes on with what waits."""
        self.visit.again()
        self.visit.request = self.visit.second_tap = self.visit.paper = None
        self.replace("clerk_list")

    def sign_out(self) -> None:
        """Forget the person and show the first page, or what stands in its place while there is trouble."""
        self.visit = Visit(monotonic())
        self._kiosk.cards.left = False
        self._kiosk.set_language(self._kiosk.home_language)
        trouble = self._kiosk.house.trouble
        if trouble is None:
            self.show("welcome")
        else:
            self.show("trouble", trouble)
        self._kiosk.set_timer(SWEEP_SECONDS, self._sweep)

    def _sweep(self) -> None:
        """The old page is gone, and what remembers of it goes too (rule 12)."""
        nobody = self.visit.card is None and self.visit.who is None and self.visit.clerk is None
        self._kiosk.sweeper.sweep(may_freeze=nobody and self._kiosk.ahead.done)
