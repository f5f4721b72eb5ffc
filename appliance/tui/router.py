"""Which page comes. A table of steps, one way to change the page, and the visit, which is dropped at sign-out."""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

from appliance.tui.forget import forget_texts
from appliance.tui.page import Page
from appliance.tui.pages.ask import Ask
from appliance.tui.pages.clerk_detail import ClerkDetail
from appliance.tui.pages.clerk_list import ClerkList
from appliance.tui.pages.clerk_name import ClerkName
from appliance.tui.pages.clerk_pin import ClerkPin
from appliance.tui.pages.clock import ConfirmClock
from appliance.tui.pages.data import Data
from appliance.tui.pages.done import Done
from appliance.tui.pages.large import Large
from appliance.tui.pages.letters import Letters
from appliance.tui.pages.nik import TypeNik
from appliance.tui.pages.preview import PreviewPage
from appliance.tui.pages.printing import Printing
from appliance.tui.pages.slip import SlipPage
from appliance.tui.pages.unsure import Unsure
from appliance.tui.pages.welcome import Welcome
from appliance.tui.pages.whom import Whom
from appliance.tui.pages.write import Write
from appliance.tui.visit import Visit

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

STEPS: dict[str, type[Page]] = {
    "welcome": Welcome,
    "nik": TypeNik,
    "data": Data,
    "letters": Letters,
    "ask": Ask,
    "write": Write,
    "whom": Whom,
    "preview": PreviewPage,
    "large": Large,
    "printing": Printing,
    "unsure": Unsure,
    "done": Done,
    "slip": SlipPage,
    "clerk_name": ClerkName,
    "clerk_pin": ClerkPin,
    "clerk_list": ClerkList,
    "clerk_detail": ClerkDetail,
    "clock": ConfirmClock,
}


class Router:
    """Changes pages for the application."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self.visit = Visit(monotonic())

    def go(self, step: str, number: int = 0) -> None:
        """Show a step; "Kembali" will lead back here from the next one."""
        self.visit.trail.append((step, number))
        self.show(STEPS[step](number))

    def replace(self, step: str, number: int = 0) -> None:
        """Show a step from which there is no way back."""
        self.visit.trail.clear()
        self.go(step, number)

    def replace_page(self, step: str, number: int = 0) -> None:
        """Show a step in the place of a page that is none, the way back unchanged."""
        self.show(STEPS[step](number))

    def back(self) -> None:
        """The step before, with all that was typed; at the beginning, sign out."""
        trail = self.visit.trail
        if len(trail) < 2:
            self.sign_out()
            return
        trail.pop()
        step, number = trail[-1]
        self.show(STEPS[step](number))

    def show(self, page: Page) -> None:
        """Put a page in the place of whatever stands there, help and questions included."""
        kiosk = self._kiosk
        kiosk.errands.forget_answers()
        kiosk.close_overlays()
        kiosk.switch_screen(page)

    def again(self) -> None:
        """The step that stood before something was refused."""
        step, number = self.visit.trail[-1]
        self.show(STEPS[step](number))

    def another(self) -> None:
        """Another letter for the same person."""
        self.visit.again()
        self.replace("data")

    def call_clerk(self) -> None:
        """From help: the clerk says who it is. The resident's step waits behind "Kembali"."""
        self.go("clerk_name")

    def to_list(self) -> None:
        """The clerk goes on with what waits."""
        self.visit.again()
        self.visit.request = self.visit.second_tap = None
        self.replace("clerk_list")

    def sign_out(self) -> None:
        """Forget the person and show the first page."""
        self.visit = Visit(monotonic())
        self._kiosk.set_language(self._kiosk.home_language)
        self.show(Welcome())
        self._kiosk.call_later(self._sweep)

    def _sweep(self) -> None:
        """Once the old page is gone: empty the text caches and collect what only hung in circles (rule 12)."""
        forget_texts()
        gc.collect()
