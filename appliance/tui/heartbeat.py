"""Once a second: the idle clock, the ten minutes of a visit, the waiting line, and letters that still wait."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

VISIT_SECONDS = 600
"""A visit ends after ten minutes (design 4)."""
READING = 1.5
"""Factor of the idle time on pages with something to read: 90 s instead of 60 (rule 11)."""
PRINT_WAITING_EVERY = 5
"""Beats between two tries to print what waits, while nobody stands at the screen."""


class Heartbeat:
    """`idle` is seconds without a touch until "Masih di sini?"."""

    def __init__(self, kiosk: KioskApp, idle: float) -> None:
        self._kiosk = kiosk
        self.idle = idle
        self._last_touch = monotonic()
        self._beats = 0
        self._printing = False

    def touched(self) -> None:
        """Somebody touched, typed or tapped."""
        self._last_touch = monotonic()

    def beat(self) -> None:
        """A second went by."""
        kiosk, page = self._kiosk, self._kiosk.page
        self._beats += 1
        page.tick(kiosk.errands.waited)
        if not page.private:
            self._nobody()
        elif not page.guarded:
            self.touched()
        elif monotonic() - kiosk.visit.began > VISIT_SECONDS:
            kiosk.router.sign_out()
        else:
            self._somebody(page.reading)

    def _somebody(self, reading: bool) -> None:
        kiosk = self._kiosk
        limit = self.idle * (READING if reading else 1.0)
        if monotonic() - self._last_touch > limit and not kiosk.top.asks:
            kiosk.router.lay_over("still_here")

    def _nobody(self) -> None:
        """The first page: as it was at the beginning after a while, with no tap that still waits for an answer; and
        print what waits."""
        kiosk = self._kiosk
        if monotonic() - self._last_touch > self.idle:
            self.touched()
            if kiosk.language != kiosk.home_language or len(kiosk.screen_stack) > 2 or kiosk.errands.busy:
                kiosk.router.sign_out()
        if self._beats % PRINT_WAITING_EVERY == 0 and not self._printing and kiosk.house.trouble is None:
            self._printing = True
            kiosk.errands.run(
                kiosk.desk.print_waiting,
                lambda _count: self._printed(),
                device="printer",
                refused=lambda _error: self._printed(),
                quiet=True,
                lasting=True,
            )

    def _printed(self) -> None:
        self._printing = False
