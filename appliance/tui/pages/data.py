"""The first page after the tap: one's own data, and the letters on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.timer import Timer
from textual.widget import Widget

from appliance.desk import views
from appliance.tui.box import Box
from appliance.tui.flow import choose_letter
from appliance.tui.page import Bar, Page
from appliance.tui.text import clean, fit_address, fit_family, fit_name
from appliance.tui.widgets.tile import Tile
from appliance.tui.widgets.words import Line, Words

SHOWN_SECONDS = 10
"""How long "Lihat" shows the whole NIK (rule 13)."""
ADULT = 18
"""A child in the KK, for whom a parent may ask."""


class Data(Page):
    """Who signed in, with a masked NIK; below, a tile for each letter."""

    reading = True

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self._shown = False
        self._timer: Timer | None = None

    @property
    def _data(self) -> views.DataPage:
        assert self.visit.data is not None  # noqa: S101
        return self.visit.data

    def corner(self) -> str:
        """The step; how many there will be is a guess until the letter is chosen."""
        children = any(member.age < ADULT for member in self._data.family)
        return self.say("Langkah {step} dari {steps}", step=1, steps=4 if children else 3)

    def question(self) -> str:
        """What is asked."""
        return self.say("Data Bapak/Ibu. Mau surat apa?")

    def body(self, box: Box) -> Iterable[Widget]:
        """Name, NIK, address, family and last use; "Lihat"; the letters."""
        data = self._data
        tiles_high = 5 if box.height >= 13 else 4
        upper = Box(box.x + 1, box.y, box.width - 2, box.height - tiles_high)
        air = 1 if upper.height >= 7 else 0
        narrow = upper.width - 9
        yield Words(Line(fit_name(data.name, upper.width), bold=True, told=False)).at(upper.top(1))
        self._nik = Words(self._nik_line())
        middle = upper.below(1 + air)
        yield self._nik.at(middle.top(1).left(narrow))
        lines = [Line(fit_address(data.address, narrow), told=False)]
        family = fit_family([(member.name, member.age) for member in data.family], narrow - 10, self.say("orang"))
        if family:
            lines.append(Line(self.say("Keluarga: {names}", names=family), told=False))
        yield Words(*lines).at(middle.below(1).top(2).left(narrow))
        if data.last_used:
            used = Line(self.say("Terakhir dipakai: {when}", when=data.last_used), told=False)
            yield Words(used).at(middle.below(3 + air).top(1))
        self._look = Tile(self._toggle, self._look_word())
        yield self._look.at(Box(box.right - 10, middle.y, 10, 3))
        yield from self._letters(box.foot(tiles_high))

    def _letters(self, box: Box) -> Iterable[Widget]:
        """As many letters as fit with their words whole; else the last tile leads to the others."""
        more = (self.say("Surat"), self.say("lain ▼"))
        labels = [(self.say(tile.top), self.say(tile.bottom)) for tile in self._data.tiles]
        count = len(labels)
        if not _fits(labels, box.width):
            count = next(n for n in range(len(labels) - 1, -1, -1) if _fits([*labels[:n], more], box.width))
        chosen: list[tuple[tuple[str, str], Tile]] = [
            (label, Tile(partial(choose_letter, self.kiosk, tile), *filter(None, label)))
            for label, tile in zip(labels[:count], self._data.tiles[:count], strict=True)
        ]
        if count < len(labels):
            chosen.append((more, Tile(partial(self.kiosk.router.go, "letters"), *more)))
        spare = box.width - sum(_need(label) for label, _ in chosen)
        x = box.x
        for index, (label, tile) in enumerate(chosen):
            width = _need(label) + (spare + len(chosen) - 1 - index) // len(chosen)
            yield tile.at(Box(x, box.y, width, box.height))
            x += width

    def buttons(self) -> Bar:
        """Out, help."""
        return self.back_button("← Keluar", self.kiosk.router.sign_out), self.help_button(), None

    def help_text(self) -> str:
        """What to do here, and about wrong data."""
        return self.say("Sentuh surat yang diperlukan. Data yang salah diperbaiki di meja pelayanan.")

    def _nik_line(self) -> Line:
        nik = clean(self._data.nik)
        text = " ".join(nik[n : n + 4] for n in range(0, len(nik), 4)) if self._shown else self._data.nik_masked
        return Line(f"NIK {text}", told=False)

    def _look_word(self) -> str:
        return self.say("Tutup") if self._shown else self.say("Lihat")

    def _toggle(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SHOWN_SECONDS, self._toggle) if not self._shown else None
        self._shown = not self._shown
        self._nik.set_lines(self._nik_line())
        self._look.set_lines(self._look_word())


def _need(label: tuple[str, str]) -> int:
    return max(len(clean(part)) for part in label) + 2


def _fits(labels: list[tuple[str, str]], width: int) -> bool:
    return sum(_need(label) for label in labels) <= width
