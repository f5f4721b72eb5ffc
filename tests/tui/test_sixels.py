"""Sixels as foot reads them: only `#n` chooses a colour, `#n;2;r;g;b` merely says what it looks like."""

from __future__ import annotations

import random
import re

from PIL import Image, ImageDraw
from textual_image._sixel import image_to_sixels

from appliance.tui.widgets.sixels import choose_what_is_defined

_TOKEN = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([?-~])|(\$)|(-)")


def as_foot_reads(sixels: str) -> Image.Image:
    """The picture that stands there."""
    head = re.match(r'\x1bP[0-9;]*q"1;1;(\d+);(\d+)', sixels)
    assert head is not None
    picture = Image.new("RGB", (int(head[1]), int(head[2])), "magenta")
    palette: dict[int, tuple[int, ...]] = {}
    colour: tuple[int, ...] = (255, 0, 255)
    x = y = 0
    for token in _TOKEN.finditer(sixels, head.end(), len(sixels) - 2):
        number, red, green, blue, count, repeated, single, back, _next = token.groups()
        if red is not None:
            palette[int(number)] = tuple(round(int(part) * 2.55) for part in (red, green, blue))
        elif number is not None:
            colour = palette[int(number)]
        elif repeated is not None or single is not None:
            bits = ord(repeated or single) - 0x3F
            for _ in range(int(count or 1)):
                for row in range(6):
                    if bits >> row & 1:
                        picture.putpixel((x, y + row), colour)
                x += 1
        else:
            x, y = 0, y + (0 if back else 6)
    return picture


def code() -> Image.Image:
    """Modules of five pixels in a quiet zone that no band begins with."""
    chance = random.Random(7)
    small = Image.new("1", (57, 57))
    small.putdata([255 * chance.getrandbits(1) for _ in range(57 * 57)])
    ImageDraw.Draw(small).rectangle((0, 0, 6, 6), 0)
    sheet = Image.new("RGB", (420, 400), "white")
    sheet.paste(small.resize((285, 285)), (67, 37))
    return sheet


def test_a_code_stands_whole() -> None:
    sheet = code()
    assert as_foot_reads(choose_what_is_defined(image_to_sixels(sheet))).tobytes() == sheet.tobytes()
