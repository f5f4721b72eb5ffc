"""What a card on the reader means at this moment."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from appliance.model.card import CardEvent, Lifted, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.tui.visit import Visit

if TYPE_CHECKING:
    from appliance.desk.views import DataPage, Session, Visitor
    from appliance.model.errors import ApplianceError
    from appliance.tui.app import KioskApp


class Cards:
    """`away` is the code of a reader that cannot be used, `unread` that of a card that could not be read. `left`:
    on a reader that holds the card, the visit's own was taken away while its letter was being printed."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk
        self._newest: Tapped | None = None
        self.away: str | None = None
        self.unread: str | None = None
        self.left = False

    def handle(self, event: CardEvent) -> None:
        """The reader told something."""
        match event:
            case Tapped():
                self.unread = None
                self._kiosk.touched()
                self._tapped(event)
            case Lifted():
                self.unread = None
                self._lifted()
            case Unreadable(code):
                self.unread = code
                self._kiosk.touched()
            case ReaderAway(code):
                self.away = code
            case ReaderReady():
                self.away = None
        for page in {self._kiosk.page, self._kiosk.top}:
            page.reader_changed()

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
        elif kiosk.top.asks:
            kiosk.close_overlays()  # whoever taps again is still here

    def _lifted(self) -> None:
        kiosk = self._kiosk
        if kiosk.presence != "tray" or kiosk.visit.card is None:
            return
        if kiosk.page.guarded:
            kiosk.router.sign_out()
        else:
            self.left = True

    def sign_in(self, card: Tapped) -> None:
        """Begin a visit with this card: the data page for a linked one, the NIK for an unknown one. A card tapped
        before the answer comes takes its place: nobody sees the data of the one before."""
        from appliance.desk.views import Session

        kiosk, desk = self._kiosk, self._kiosk.desk
        self._newest = card

        def look_up() -> tuple[Session | Visitor, DataPage | None] | None:
            if self._newest is not card:
                return None
            who = desk.sign_in(card)
            return who, desk.data_page(who) if isinstance(who, Session) else None

        def found(answer: tuple[Session | Visitor, DataPage | None] | None) -> None:
            if answer is None or not self._is_newest(card):
                return
            who, data = answer
            kiosk.router.visit = Visit(monotonic(), card=card, who=who, data=data)
            if data is not None:
                kiosk.visit.letters = data.tiles
            if data is not None and data.unsure is not None:
                kiosk.visit.issued = data.unsure
                kiosk.router.replace("unsure")
                return
            kiosk.router.replace("data" if data is not None else "nik")

        def refused(error: ApplianceError) -> None:
            if self._is_newest(card):
                kiosk.show_refusal(error)

        kiosk.errands.run(look_up, found, refused=refused)

    def _is_newest(self, card: Tapped) -> bool:
        """Whether the answer about `card` is still wanted; then nothing more is kept of it here."""
        if self._newest is not card:
            return False
        self._newest = None
        return True
