"""A QR code as dots: our own raster, so that paper, picture and preview show the very same modules."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.model.errors import ApplianceError

QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""

LEAST_DOTS = 3
"""Dots a module must have to be read back from thermal paper: 0.375 mm at 203 dpi."""

PIECE_ROWS = 24
"""Rows of one ``GS v 0``. After a broken link the printer waits at most for this many rows of picture."""


def module_dots(modules: int, dots: int, wish: int) -> int:
    """Dots a module gets on paper of `dots`: `wish` where that fits, never less than three.

    Raises E-PRN-13 when even three do not fit.
    """
    size = min(wish, dots // (modules + 2 * QUIET))
    if size < LEAST_DOTS:
        raise ApplianceError("E-PRN-13", dots=dots)
    return size


def qr_pieces(matrix: tuple[str, ...], dots: int, wish: int) -> Iterator[bytes]:
    """Commands ``GS v 0`` that print `matrix` (rows of 0 and 1) centred on paper of `dots`.

    A row of these dots never holds the bytes 10h, 1Bh or 1Dh, since dark and light come in runs of three or
    more: so no printer finds a real-time command (``DLE EOT``) within the picture.
    """
    size = module_dots(len(matrix), dots, wish)
    left = (dots - len(matrix) * size) // 2
    width = (left + len(matrix) * size + 7) // 8
    blank = bytes(width)
    rows = [blank] * (QUIET * size)
    for modules in matrix:
        line = "0" * left + "".join(module * size for module in modules)
        rows += [int(line.ljust(width * 8, "0"), 2).to_bytes(width, "big")] * size
    rows += [blank] * (QUIET * size)
    for top in range(0, len(rows), PIECE_ROWS):
        piece = rows[top : top + PIECE_ROWS]
        yield b"\x1dv0\x00" + width.to_bytes(2, "little") + len(piece).to_bytes(2, "little") + b"".join(piece)


def piece_length(dots: int) -> int:
    """Bytes of the longest picture piece on paper of `dots`: so many NULs lead out of a picture cut short."""
    return 8 + PIECE_ROWS * ((dots + 7) // 8)
