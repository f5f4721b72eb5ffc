"""The story in one picture: tap, data, preview, and the paper with its QR."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

WIDTH, GAP, GROUND = 720, 24, "#D7DDE8"
MARGIN = 32
"""Dots of white at the edges of 80 mm paper that no printer reaches."""
SMOOTH = Image.Resampling.LANCZOS
_SCREENS = ("1-selamat-datang.png", "2-data.png", "5-periksa.png", "6-selesai.png")


def write_strip(out: Path) -> Path:
    """Put the pictures of the story in `out` side by side; the paper stands at the right, as high as all."""
    screens = [Image.open(out / name).convert("RGB") for name in _SCREENS]
    screens = [screen.resize((WIDTH, screen.height * WIDTH // screen.width), SMOOTH) for screen in screens]
    paper = ImageOps.expand(Image.open(out / "surat.png").convert("RGB"), MARGIN, "white")
    high = 2 * screens[0].height + GAP
    paper = paper.resize((paper.width * high // paper.height, high), SMOOTH)
    sheet = Image.new("RGB", (2 * (WIDTH + GAP) + GAP + paper.width + GAP, high + 2 * GAP), GROUND)
    for place, screen in enumerate(screens):
        row, column = divmod(place, 2)
        sheet.paste(screen, (GAP + column * (WIDTH + GAP), GAP + row * (screen.height + GAP)))
    sheet.paste(paper, (2 * (WIDTH + GAP) + GAP, GAP))
    target = out / "rangkaian.png"
    sheet.quantize(64).save(target, optimize=True)
    return target
