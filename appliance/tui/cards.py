"""What a card on the reader means at this moment."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from appliance.model.card import CardEvent, Lifted, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.tui.visit import Visit

if TYPE_CHECKING:
    from appliance.desk.views import DataPage, Session, Visitor
    from appliance.tui.app import KioskApp


class Cards:
    """`away` is the code of a reader that cannot be used, `unread` the code of a card that could not be read."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self.away: str | None = None
        self.unread: str | None = None

    def handle(self, event: CardEvent) -> None:
        """The reader told something."""
        self._kiosk.touched()
        match event:
            case Tapped():
                self.unread = None
                self._tapped(event)
            case Lifted():
                self._lifted()
            case Unreadable(code):
                self.unread = code
                self._kiosk.page.reader_changed()
            case ReaderAway(code):
                self.away = code
                self._kiosk.page.reader_changed()
            case ReaderReady():
                self.away = None
                self._kiosk.page.reader_changed()

    def _tapped(self, card: Tapped) -> None:
        kiosk, visit = self._kiosk, self._kiosk.visit
        if not kiosk.page.guarded:
            return
        if visit.clerk is not None:
            kiosk.page.card_tapped(card)
        elif visit.over or (visit.card is None and not visit.nik):
            self.sign_in(card)
        elif visit.card != card:
            kiosk.router.lay_over("swap", card)

    def _lifted(self) -> None:
        kiosk = self._kiosk
        if self.unread is not None:
            self.unread = None
            kiosk.page.reader_changed()
        if kiosk.presence == "tray" and kiosk.visit.card is not None and kiosk.page.guarded:
            kiosk.router.sign_out()

    def sign_in(self, card: Tapped) -> None:
        """Begin a visit with this card: the data page for a linked one, the NIK for an unknown one."""
        from appliance.desk.views import Session

        kiosk, desk = self._kiosk, self._kiosk.desk

        def look_up() -> tuple[Session | Visitor, DataPage | None]:
            who = desk.sign_in(card)
            return who, desk.data_page(who) if isinstance(who, Session) else None

        def found(answer: tuple[Session | Visitor, DataPage | None]) -> None:
            who, data = answer
            kiosk.router.visit = Visit(monotonic(), card=card, who=who, data=data)
            if data is not None:
                kiosk.visit.letters = data.tiles
            if data is not None and data.unsure is not None:
                kiosk.visit.issued = data.unsure
                kiosk.router.replace("unsure")
                return
            kiosk.router.replace("data" if data is not None else "nik")

        kiosk.errands.run(look_up, found)
