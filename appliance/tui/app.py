"""The application: it holds desk, reader, colours and language, and hands everything else to small helpers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Literal

from textual.app import App
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from appliance.locale import translator
from appliance.model.clock import WIB
from appliance.tui.ahead import Ahead
from appliance.tui.box import Box
from appliance.tui.cards import Cards
from appliance.tui.errands import Answered, Errands
from appliance.tui.forget import Sweeper
from appliance.tui.heartbeat import Heartbeat
from appliance.tui.house import House
from appliance.tui.page import Page
from appliance.tui.router import Router
from appliance.tui.scrub import where
from appliance.tui.signals import deafen
from appliance.tui.theme import PALETTES, Palette
from appliance.tui.visit import Visit

if TYPE_CHECKING:
    from appliance.desk.api import Desk
    from appliance.model.card import CardEvent, Reader
    from appliance.model.errors import ApplianceError
    from appliance.tui.house import Look

Translate = Callable[[str], Callable[[str], str]]
Pictures = Literal["none", "terminal", "painted"]


class CardCame(Message):
    """What the reader's thread tells."""

    def __init__(self, event: CardEvent) -> None:
        super().__init__()
        self.event = event


class Failed(Message):
    """What ended the reader's thread."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class KioskApp(App[None], inherit_bindings=False):
    """The screen of the terminal.

    `presence` is `tap` (the card may go after the bip) or `tray` (a visit ends when it goes). `idle` is seconds
    until "Masih di sini?". `translate` gives the gettext function of a language. `pictures` tells whether letter
    and code are shown as pictures: `terminal` where sixel or kitty works, `painted` for `picture.py` alone.
    `now` is the wall clock. `on_fault` gets one line, without any data, when the program itself fails. `wake`,
    called in a thread, opens what the desk stands on and tells the settings, which replace those given here.
    `owns_process`: nothing else lives in this process, so its garbage is ours to order.
    """

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    settle_seconds = 0.4
    """How long a new page ignores touches (rule 5)."""

    def __init__(
        self,
        desk: Desk,
        reader: Reader,
        *,
        language: str = "id",
        theme: str = "terang",
        presence: str = "tap",
        idle: float = 60.0,
        translate: Translate = translator,
        pictures: Pictures = "none",
        now: Callable[[], datetime] = lambda: datetime.now(WIB),
        on_fault: Callable[[str], None] | None = None,
        wake: Callable[[], Look] | None = None,
        owns_process: bool = False,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.reader = reader
        self.presence = presence
        self.pictures = pictures
        self.now = now
        self._on_fault = on_fault
        self.translate = translate
        self.home_language = language
        self.set_language(language)
        self.palette = PALETTES[theme]
        self.village_name = ""
        self.clock_doubt: str | None = None
        self.errands = Errands(self)
        self.router = Router(self)
        self.cards = Cards(self)
        self.heartbeat = Heartbeat(self, idle)
        self.house = House(self, wake)
        self.ahead = Ahead(self)
        self.sweeper = Sweeper(freeze=owns_process)

    # the room for pages, and what stands around it
    def surroundings(self) -> tuple[int, int]:
        """Columns at the right and rows at the bottom that pages leave free. A demo overrides this."""
        return 0, 0

    def compose_surroundings(self) -> Iterable[Widget]:
        """What stands there; composed anew on every page, so its state belongs to the application."""
        return ()

    @property
    def area(self) -> Box:
        """The room for a page."""
        right, bottom = self.surroundings()
        return Box(0, 0, max(0, self.size.width - right), max(0, self.size.height - bottom))

    # language
    def set_language(self, language: str) -> None:
        """Speak another language from the next page on."""
        self.language = language
        self._gettext = self.translate(language)

    def say(self, text: str, **facts: object) -> str:
        """`text` translated, then its braces filled. Facts are data: never translated, never filled again."""
        told = self._gettext(text) if text else ""
        return told.format(**facts) if facts else told

    def switch_language(self) -> None:
        """The other language, on the page where the person stands (rule 17)."""
        self.set_language("en" if self.language == "id" else "id")
        self.close_overlays()
        self.page.refresh_parts()

    # pages
    @property
    def visit(self) -> Visit:
        """The person before the screen."""
        return self.router.visit

    @property
    def page(self) -> Page:
        """The page that stands, also under help or a question."""
        page = self.screen_stack[1]
        assert isinstance(page, Page)  # noqa: S101
        return page

    @property
    def top(self) -> Page:
        """What is seen: the page, or what lies over it."""
        page = self.screen_stack[-1]
        assert isinstance(page, Page)  # noqa: S101
        return page

    def close_overlays(self) -> None:
        """Take help and questions off the page."""
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def show_help(self) -> None:
        """One sentence more about the page."""
        self.router.lay_over("help", self.page)

    def show_refusal(self, error: ApplianceError) -> None:
        """Say why something cannot be, and what to do now."""
        nobody = self.visit.who is None and self.visit.clerk is None
        self.router.show("trouble" if self.house.refused(error) and nobody else "refused", error)

    def touched(self) -> None:
        """Somebody is there."""
        self.heartbeat.touched()

    # life
    def on_mount(self) -> None:
        """Show the first page, begin to watch the reader and the time."""
        if not self.is_headless:
            deafen()
        self.set_palette(self.palette)
        self.push_screen(self.router.make("welcome"))
        Thread(target=self._watch_reader, name="reader", daemon=True).start()
        self.set_interval(1.0, self.heartbeat.beat)
        self.ahead.start()

    def _watch_reader(self) -> None:
        def tell(event: CardEvent) -> None:
            self.post_message(CardCame(event))

        try:
            self.reader.run(tell)
        except Exception as error:  # noqa: BLE001 - handed over to the loop, which ends the program
            self.post_message(Failed(error))

    def on_card_came(self, message: CardCame) -> None:
        """The reader told something."""
        self.cards.handle(message.event)

    def on_answered(self, message: Answered) -> None:
        """The desk answered."""
        self.errands.answered(message.errand, message.answer)

    def on_failed(self, message: Failed) -> None:
        """The reader's thread ended by a fault of the program."""
        self.crash(message.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A thread of what stands around the pages ended."""
        if isinstance(event.worker.error, Exception):
            self.crash(event.worker.error)

    def set_palette(self, palette: Palette) -> None:
        """Paint in these colours from the next page on."""
        self.palette = palette
        if not self.is_headless:
            self._colour_the_margin(f"11;{palette.paper}")

    def _colour_the_margin(self, command: str) -> None:
        """A panel is not a whole number of cells: what is left beside them gets the theme's paper as well (OSC 11),
        and its own colour back at the end (OSC 111)."""
        if self._driver is not None:
            self._driver.write(f"\x1b]{command}\x07")

    def on_unmount(self) -> None:
        """Let the threads end."""
        if not self.is_headless:
            self._colour_the_margin("111")
        self.reader.stop()
        self.errands.close()
        self.ahead.stop()

    def crash(self, error: Exception) -> None:
        """A fault of the program: forget the person, tell where it was, end with exit code 1. The starter then
        shows a plain fault page. Textual would print local variables, NIKs among them, and exit with 0."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.router.visit = Visit(0.0)
            if self._on_fault is not None:
                self._on_fault(where(error))
            self.reader.stop()  # the process cannot end while its thread runs, and on_unmount may never come
            self.errands.close()
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.crash(error)

    def _fatal_error(self) -> None:
        self._return_code = 1
        self._close_messages_no_wait()
