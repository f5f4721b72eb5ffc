"""What stands behind the first page: the village, its screen settings, and whether the store can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.model.errors import ApplianceError
from appliance.tui.theme import PALETTES

if TYPE_CHECKING:
    from appliance.model.village import Village
    from appliance.tui.app import KioskApp

TROUBLE = frozenset(f"E-STO-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 10, 12))
"""Refusals that speak of the store itself, not of what was asked: nothing can be done until it is mended."""


@dataclass(frozen=True)
class Look:
    """Settings of the screen: language (``id``, ``en``), theme (``terang``, ``gelap``), presence (``tap``,
    ``tray``), and seconds without a touch until "Masih di sini?"."""

    language: str
    theme: str
    presence: str
    idle: float


@dataclass(frozen=True)
class _Answer:
    look: Look | None
    village: Village
    doubt: str | None


class House:
    """`wake` opens the store, proves that it can be used and tells the settings; called at the start and while
    there is `trouble`, the refusal that a page has to tell."""

    def __init__(self, kiosk: KioskApp, wake: Callable[[], Look] | None) -> None:
        self._kiosk = kiosk
        self._wake = wake
        self._asleep = wake is not None
        self.trouble: ApplianceError | None = None

    def ask(self, then: Callable[[bool], None], *, quiet: bool = True) -> None:
        """Ask the desk; `then` with whether the look of the screen changed. A refusal shows the page of trouble."""

        def learned(answer: _Answer) -> None:
            then(self._learn(answer))

        self._kiosk.errands.run(self._find_out, learned, quiet=quiet)

    def refused(self, error: ApplianceError) -> bool:
        """The desk refused something; whether nothing can be done until the store is mended."""
        if error.code not in TROUBLE:
            return False
        self.trouble = error
        self._asleep = self._wake is not None
        return True

    def _find_out(self) -> _Answer:
        look = self._wake() if self._wake is not None and self._asleep else None
        desk = self._kiosk.desk
        return _Answer(look, desk.village(), desk.clock_doubt())

    def _learn(self, answer: _Answer) -> bool:
        kiosk = self._kiosk
        self.trouble = None
        kiosk.clock_doubt = answer.doubt
        kiosk.village_name = answer.village.full_name
        look = answer.look
        if look is None:
            return False
        self._asleep = False
        kiosk.presence = look.presence
        kiosk.heartbeat.idle = look.idle
        before = kiosk.language, kiosk.palette
        kiosk.set_palette(PALETTES[look.theme])
        if kiosk.language == kiosk.home_language:
            kiosk.set_language(look.language)
        kiosk.home_language = look.language
        return before != (kiosk.language, kiosk.palette)
