"""Fonts of the machine, found by file name; the default of Pillow where there is none. Each file is read once."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import ImageFont

from appliance.model.paths import os_path

BOLD, MONO, MONO_BOLD = "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"
"""The fonts of our pictures."""

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def read_ahead() -> None:
    """Read them now, so that no picture waits for the disk."""
    for name in (BOLD, MONO, MONO_BOLD):
        font(name, 10)


def is_there(name: str) -> bool:
    """Whether the machine has this font."""
    return _content(name) is not None


@cache
def _content(name: str) -> bytes | None:
    path = next((path for folder in _FOLDERS for path in os_path(folder).rglob(name)), None)
    return None if path is None else path.read_bytes()


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """The font in `size` pixels, or Pillow's own."""
    content = _content(name)
    if content is not None:
        return ImageFont.truetype(BytesIO(content), size)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow with FreeType
    return own
