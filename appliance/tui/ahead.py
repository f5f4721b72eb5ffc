"""What pages will want is read from the disk in a thread of its own, soon after the first page stands, so that no
touch ever waits for a disk (threat F9)."""

from __future__ import annotations

from importlib import import_module
from threading import Event, Thread
from typing import TYPE_CHECKING

from appliance.locale import LANGUAGES
from appliance.tui.router import STEPS

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp

_AFTER, _PAUSE = 0.5, 0.05
"""Seconds before the first and between two files: touches go before."""


class Ahead:
    """Loads pages, catalogues and what pictures need."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self._stopped = Event()
        self._thread = Thread(target=self._load, name="ahead", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the rest be."""
        self._stopped.set()

    @property
    def done(self) -> bool:
        """Whether all is loaded."""
        return not self._thread.is_alive()

    def _load(self) -> None:
        pause = _AFTER
        for step in STEPS:
            if self._stopped.wait(pause):
                return
            import_module(f"appliance.tui.pages.{step}")
            pause = _PAUSE
        for language in LANGUAGES:
            self._kiosk.translate(language)
        if self._kiosk.pictures == "terminal":
            import_module("appliance.tui.widgets.sixels")
            import_module("PIL.ImageDraw")
            import_module("appliance.tui.fonts").read_ahead()
