"""What every page has in common: header, question, content, three buttons in their places, a line for waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from appliance.model.codes import CODES
from appliance.tui.box import Box
from appliance.tui.text import sentences
from appliance.tui.visit import Visit
from appliance.tui.widgets.header import Header
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words

if TYPE_CHECKING:
    from appliance.model.card import Tapped
    from appliance.tui.app import KioskApp

SMALLEST = (48, 15)
"""Columns and rows that a resident's page needs: 1024 x 600 at a cell of 21 x 40."""
ROOMY = (60, 18)
"""From here on a row of air stands around the content."""
WAIT_SHOWN, WAIT_LONG = 1.0, 10.0
"""Seconds after which waiting is shown, and after which the page says what to do (rule 6)."""

Bar = tuple[Tile | None, Tile | None, Tile | None]


class Page(Screen[None], inherit_bindings=False):
    """One question or statement. Subclasses fill in the parts; a part is asked for anew after a resize or a
    change of language, so whatever was typed belongs in the visit or on the page object, not in a widget.

    `visit` is the visit that the page was made for (the router sets it): a page on its way out still shows its own
    person, never the next one, and takes no touch any more.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down,right", "app.focus_next", show=False),
        Binding("shift+tab,up,left", "app.focus_previous", show=False),
        Binding("escape", "leave", show=False),
    ]
    reading: ClassVar[bool] = False
    """Something to read: the idle clock gives half as much again (rule 11)."""
    guarded: ClassVar[bool] = True
    """Whether the idle clock runs here."""
    asks: ClassVar[bool] = False
    """Whether this is the idle clock's own question."""
    private: ClassVar[bool] = True
    """Whether the page belongs to a visit."""

    hears_cards: ClassVar[bool] = True
    """Whether a card that cannot be read is told in the waiting line."""
    waits: ClassVar[bool] = True
    """Whether the page asks for what may take its time; else the content has the waiting line's row as well."""
    bare: ClassVar[bool] = False
    """The content takes the place of question and waiting line as well."""

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.number = number
        self.visit = Visit(0.0)
        self._awake_from = 0.0
        self._composed_for: Box | None = None
        self.header = Header("", "")
        self.bar: Bar = (None, None, None)
        self._waiting = Words()

    # parts
    def corner(self) -> str:
        """The right corner of the header: the step, or what stands in its place."""
        return ""

    def question(self) -> str:
        """The second row: one question or statement of at most 46 letters."""
        raise NotImplementedError

    def body(self, box: Box) -> Iterable[Widget]:
        """The content, each widget placed inside `box`."""
        raise NotImplementedError

    def buttons(self) -> Bar:
        """Left, middle, right; None where nothing can be done."""
        return self.back_button(), self.help_button(), None

    def help_text(self) -> str:
        """One sentence more, for "Bantuan"."""
        raise NotImplementedError

    def opened(self) -> None:
        """The page stands on the screen: begin what it waits for."""

    def reader_changed(self) -> None:
        """Reader or card came or went. A card that cannot be read is told wherever it is laid."""
        self.tick(self.kiosk.errands.waited)

    def card_tapped(self, card: Tapped) -> None:
        """A card was tapped while a clerk is signed in."""

    # tools for subclasses
    @property
    def kiosk(self) -> KioskApp:
        """The application."""
        return cast("KioskApp", self.app)

    def say(self, text: str, **facts: object) -> str:
        """`text` in the language of the visit, with its facts."""
        return self.kiosk.say(text, **facts)

    @property
    def roomy(self) -> bool:
        """More room than the design size."""
        area = self.kiosk.area
        return area.width >= ROOMY[0] and area.height >= ROOMY[1]

    def back_button(self, word: str = "← Kembali", press: Callable[[], None] | None = None) -> Tile:
        """The left button."""
        return Tile(press or self.kiosk.router.back, self.say(word), safe=True)

    def help_button(self) -> Tile:
        """The middle button."""
        return Tile(self.kiosk.show_help, self.say("? Bantuan"), safe=True)

    def next_button(self, press: Callable[[], None], word: str = "Lanjut →", main: bool = True) -> Tile:
        """The right button."""
        return Tile(press, self.say(word), main=main)

    def refresh_parts(self) -> None:
        """Compose the page anew, for instance with the next part of a list; touches rest as on a new page."""
        self.settle()
        self.refresh(recompose=True)

    # behaviour
    def settle(self) -> None:
        """Ignore touches for a moment, so that a double tap cannot press what came under it (rule 5)."""
        self._awake_from = monotonic() + self.kiosk.settle_seconds

    def takes_touch(self, safe: bool) -> bool:
        """Whether a touch that begins now counts: not on a page just come, nor while an answer is awaited,
        except for what is `safe`."""
        self.kiosk.touched()
        if self.visit is not self.kiosk.visit or monotonic() < self._awake_from:
            return False
        return safe or not self.kiosk.errands.busy

    def compose(self) -> ComposeResult:
        """Header, question, content, waiting line, buttons, and what stands around the page."""
        area = self._composed_for = self.kiosk.area
        self.styles.background = self.kiosk.palette.paper
        self.styles.overflow_x = self.styles.overflow_y = "hidden"
        self.bar = (None, None, None)
        if area.width < SMALLEST[0] or area.height < SMALLEST[1]:
            yield Words(Line(self.say("Layar terlalu kecil."), bold=True), middle=True).at(area)
        else:
            yield from self._parts(area)
        yield from self.kiosk.compose_surroundings()

    def _parts(self, area: Box) -> ComposeResult:
        bar_rows = 5 if area.height >= 26 else 3
        self.header = Header(self.kiosk.village_name, self.corner())
        yield self.header.at(area.top(1))
        if self.bare:
            yield from self.body(Box(area.x, area.y + 1, area.width, area.height - bar_rows - 1))
        else:
            air = 1 if self.roomy else 0
            yield Words(Line(self.question(), bold=True, ink="accent")).at(area.below(1).top(1).inset(1))
            foot = bar_rows + (1 if self.waits else 0)
            yield from self.body(Box(area.x, area.y + 2 + air, area.width, area.height - foot - 2 - air))
            if self.waits:
                self._waiting = Words(Line("", bold=True, align="center"))
                yield self._waiting.at(area.foot(foot).top(1))
        self.bar = self.buttons()
        for button, place in zip(self.bar, area.foot(bar_rows).shares(1, 1, 1), strict=True):
            if button is not None:
                yield button.at(place)

    def on_mount(self) -> None:
        """The page came."""
        self.settle()
        self.opened()

    def on_screen_resume(self) -> None:
        """The page came back from under help or the idle question."""
        self.settle()

    def on_unmount(self) -> None:
        """A finger still down belongs to the page that left."""
        self.app.capture_mouse(None)

    async def on_resize(self, event: events.Resize) -> None:
        """Another size wants another layout."""
        if self._composed_for is not None and self._composed_for != self.kiosk.area:
            await self.recompose()

    def on_key(self, event: events.Key) -> None:
        """Any key shows that somebody is there."""
        self.kiosk.touched()

    def action_leave(self) -> None:
        """Escape presses the left button where that leads back or out."""
        left = self.bar[0]
        if left is not None and left.safe and self.takes_touch(safe=True):
            left.press()

    def tick(self, waited: float) -> None:
        """Once a second: say so when an answer takes its time. `waited` is seconds, 0 when nothing is awaited."""
        if not self._waiting.is_attached:
            return
        line = Line("", bold=True, align="center")
        if waited >= WAIT_LONG:
            line = replace(line, text=self.say("Belum selesai. Panggil petugas desa."))
        elif waited >= WAIT_SHOWN:
            line = replace(line, text=self.say("Sebentar, sedang dikerjakan."))
        elif (code := self.kiosk.cards.unread) is not None and self.hears_cards:
            line = replace(line, text=self._unread(code), ink="alarm")
        if self._waiting.lines[0] != line:
            self._waiting.set_lines(line)

    def _unread(self, code: str) -> str:
        """What to do about the card, as far as it fits one row."""
        told = self.say(CODES[code].resident)
        return told if len(told) <= self.kiosk.area.width else sentences(told)[0]
