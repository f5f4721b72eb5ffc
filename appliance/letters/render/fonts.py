"""Fonts for pictures: the first that this machine has. The last always exists, as it comes with python-escpos."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from appliance.model.paths import os_path

_SYSTEM = "/usr/share/fonts"


@dataclass(frozen=True)
class Face:
    """A face of fixed width: its files, and the size in pixels at which a letter is 12 px wide."""

    regular: str
    bold: str
    size: int


_FACES = (
    Face("opentype/mplus/MplusCodeLatin50-Medium.otf", "opentype/mplus/MplusCodeLatin50-Bold.otf", 24),
    Face("truetype/dejavu/DejaVuSansMono.ttf", "truetype/dejavu/DejaVuSansMono-Bold.ttf", 20),
)


@cache
def mono_face() -> Face:
    """The face for pictures of paper, with absolute paths."""
    system = os_path(_SYSTEM)
    for face in _FACES:
        regular, bold = system / face.regular, system / face.bold
        if regular.is_file() and bold.is_file():
            return Face(str(regular), str(bold), face.size)
    packaged = str(files("barcode").joinpath("fonts/DejaVuSansMono.ttf"))
    return Face(packaged, packaged, 20)
