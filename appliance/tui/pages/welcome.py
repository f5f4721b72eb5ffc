"""The first page: lay the card down."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from appliance.model.codes import CODES
from appliance.tui.box import Box
from appliance.tui.page import Bar, Page
from appliance.tui.text import DAYS, MONTHS, moment, sentences
from appliance.tui.widgets.card_picture import CardPicture
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words


class Welcome(Page):
    """Greets, says what to do with the KTP, and offers the way without one."""

    private = False
    hears_cards = False

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._told = Words()

    def corner(self) -> str:
        """Day and time."""
        now = self.kiosk.now()
        return moment(now, self.say(DAYS[now.weekday()]), self.say(MONTHS[now.month - 1]))

    def question(self) -> str:
        """The greeting."""
        return self.say("Selamat datang, Bapak/Ibu.")

    def body(self, box: Box) -> Iterable[Widget]:
        """A card over the reader's box, and two sentences."""
        air = 0 if self.roomy else 1
        room = box.below(air).top(box.height - 3 - air)
        yield CardPicture().at(room.centred(24, min(room.height, 6)))
        self._told = Words(*self._sentences(), airy=self.roomy)
        yield self._told.at(box.foot(3))

    def buttons(self) -> Bar:
        """Language, help, no card."""
        other = "English" if self.kiosk.language == "id" else "Indonesia"
        return (
            Tile(self.kiosk.switch_language, other),
            self.help_button(),
            Tile(self._without_card, self.say("Tanpa KTP"), main=True),
        )

    def help_text(self) -> str:
        """What the terminal is."""
        return self.say("Mesin ini mencetak surat desa dengan KTP. Tempelkan KTP di kotak di bawah layar.")

    def opened(self) -> None:
        """Ask for the village's name and whether the date is in doubt; the page does not wait for it."""
        self.kiosk.house.ask(self._learned)

    def _learned(self, changed: bool) -> None:
        if changed:
            self.refresh_parts()
        elif self.header.is_attached:
            self.header.set_village(self.kiosk.village_name)
            self.reader_changed()

    def reader_changed(self) -> None:
        """Say what holds now."""
        super().reader_changed()
        if self._told.is_attached:
            self._told.set_lines(*self._sentences())

    def _sentences(self) -> list[Line]:
        say, cards = self.say, self.kiosk.cards
        code = cards.unread or cards.away
        if code is not None and self.kiosk.reader.kind != "none":
            told = sentences(say(CODES[code].resident))
            lines = [Line(told[0], bold=True, ink="alarm", align="center")]
            lines += [Line(text, align="center") for text in told[1:]]
            return lines
        if self.kiosk.reader.kind == "none":
            return [Line(say('Sentuh "Tanpa KTP", lalu ketik NIK.'), bold=True, align="center")]
        lines = [Line(say("Tempelkan KTP di kotak bertanda KTP."), bold=True, align="center")]
        if self.kiosk.clock_doubt is not None:
            lines.append(Line(say("Tanggal mesin perlu diperiksa petugas desa."), align="center"))
        else:
            lines.append(Line(say("Angkat lagi setelah bunyi."), align="center"))
        return lines

    def tick(self, waited: float) -> None:
        """The clock goes on."""
        super().tick(waited)
        if self.header.is_attached:
            self.header.set_right(self.corner())

    def _without_card(self) -> None:
        from appliance.desk.views import Visitor

        self.visit.who = Visitor()
        self.kiosk.router.replace("nik")
