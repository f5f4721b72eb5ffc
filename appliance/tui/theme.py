"""The two colour sets. Text stands at 7:1 or more, edges of targets at 3:1 or more (screen fact sheet, rule 19);
the page tests compute both from what is painted. Textual's own themes do not reach that; nothing of them is seen,
since every widget paints its cells from here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rich.style import Style


@dataclass(frozen=True)
class Palette:
    """Colours as ``#RRGGBB``. `ink` on `paper`, `on_accent` on `accent`, `ink` on `tile`; `track` is the empty
    part of a bar; `alarm` and `good` are for a sign at the beginning of a sentence, never for meaning alone."""

    name: str
    dark: bool
    ink: str
    paper: str
    accent: str
    on_accent: str
    tile: str
    track: str
    alarm: str
    good: str

    def style(self, ink: str = "ink", ground: str = "paper", bold: bool = False) -> Style:
        """The style of text in colour `ink` on colour `ground`, both named as the fields above."""
        return _style(getattr(self, ink), getattr(self, ground), bold)


TERANG = Palette(
    "terang",
    False,
    ink="#111111",
    paper="#FFFFFF",
    accent="#0B3D91",
    on_accent="#FFFFFF",
    tile="#E4EAF5",
    track="#C5D0E6",
    alarm="#B00020",
    good="#0F5A2C",
)
GELAP = Palette(
    "gelap",
    True,
    ink="#FFFFFF",
    paper="#000000",
    accent="#FFD54A",
    on_accent="#000000",
    tile="#1E1E1E",
    track="#4A4A4A",
    alarm="#FF9A9A",
    good="#9BE8A8",
)
PALETTES = {palette.name: palette for palette in (TERANG, GELAP)}


@cache
def _style(ink: str, ground: str, bold: bool) -> Style:
    return Style(color=ink, bgcolor=ground, bold=bold)
