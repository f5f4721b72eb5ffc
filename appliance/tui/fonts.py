"""Fonts of the machine, found by file name; the default of Pillow where there is none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

from appliance.model.paths import os_path

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


@cache
def find(name: str) -> Path | None:
    """The file of a font, or None."""
    return next((path for folder in _FOLDERS for path in os_path(folder).rglob(name)), None)


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """The font in `size` pixels, or Pillow's own."""
    path = find(name)
    if path is not None:
        return ImageFont.truetype(path, size)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow with FreeType
    return own
