"""A page as ESC/POS bytes. The one file that imports python-escpos, which builds commands and sends nothing.

Text is made safe and encoded here and goes out raw: the library passes control bytes through, guesses code pages
and is 45 times slower. Its own database of printers is left aside as well: it takes up to a second to parse, or
comes from a pickle that is executed at import. Our profiles take its place.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from appliance.model.layout import Page
from appliance.model.typeset import QrBlock, RuleLine, TextLine, typeset
from appliance.printer.profile import FOLDER, Profile
from appliance.printer.raster import piece_length, qr_pieces
from appliance.printer.signs import printable_page

CLEAR = bytes.fromhex("10140801031401060208")
"""``DLE DC4 8``: forget the buffer (Epson kind)."""


def render(page: Page, profile: Profile, after_trouble: bool = False) -> bytes:
    """The whole job: begin, page, feed, cut.

    `after_trouble`: the last job did not end well. What hangs in the printer of it is fed out and cut off first:
    half a letter of one person must not head the letter of the next. `way_out` goes ahead of that.
    Raises E-PRN-13 when a QR code is too large for the paper.
    """
    safe = printable_page(page, profile.encoding)
    printer = _builder(profile)
    if after_trouble:
        _end_paper(printer, profile)
    printer.hw("INIT")
    printer._raw(b"\x1bt" + bytes([profile.codepage]))
    style = (1, False, False)
    for block in typeset(safe, profile.columns):
        match block:
            case TextLine():
                wanted = (block.size, block.bold, block.underline)
                if wanted != style and block.text:
                    _style(printer, *wanted)
                    style = wanted
                printer._raw(_placed(block, profile).encode(profile.encoding) + b"\n")
            case RuleLine():
                if style != (1, False, False):
                    style = (1, False, False)
                    _style(printer, *style)
                printer._raw((b"=" if block.heavy else b"-") * profile.columns + b"\n")
            case QrBlock():
                for piece in qr_pieces(block.qr.matrix, profile.dots, profile.qr_dots):
                    printer._raw(piece)
    _end_paper(printer, profile)
    return bytes(printer.output)


def way_out(profile: Profile) -> bytes:
    """Leads a printer out of a job that was cut short: forget what waits, where the model can; as many NULs as the
    longest piece of a picture has, which every printer ignores outside one; begin anew."""
    return (CLEAR if profile.clear_buffer else b"") + bytes(piece_length(profile.dots)) + b"\x1b@"


def _end_paper(printer: Any, profile: Profile) -> None:
    """Feed to the tear bar, or cut."""
    if profile.cutter == "none":
        printer.print_and_feed(profile.feed)
    else:
        printer.cut(mode=profile.cutter)


def warm_up() -> None:
    """Import python-escpos now (0.15 s), so that the first letter does not wait for it."""
    _library()


def _placed(line: TextLine, profile: Profile) -> str:
    """The line with the spaces that place it. Padding needs no state in the printer, unlike ``ESC a``."""
    room = profile.columns // line.size - len(line.text) if line.text else 0
    match line.align:
        case "center":
            return " " * (room // 2) + line.text
        case "right":
            return " " * room + line.text
    return line.text


def _style(printer: Any, size: int, bold: bool, underline: bool) -> None:
    """Set all of the style: ``ESC !``, which the library uses for the size, ends bold and underline."""
    double = size == 2
    printer.set(
        normal_textsize=True, double_width=double, double_height=double, bold=bold, underline=int(underline)
    )


def _builder(profile: Profile) -> Any:
    """python-escpos' `Dummy`, which collects bytes, for our profile."""
    dummy, library_profile = _library()
    features = {"paperFullCut": profile.cutter == "full", "paperPartCut": profile.cutter == "part"}
    return dummy(profile=library_profile(columns=profile.columns, features=features))


@cache
def _library() -> tuple[Any, Any]:
    with _contained():
        from escpos.capabilities import Profile as LibraryProfile
        from escpos.printer import Dummy

        return Dummy, LibraryProfile


@contextmanager
def _contained() -> Iterator[None]:
    """Keep what the library does at import within bounds.

    It loads a database (ours is one entry), writes a pickle of it (into a folder that goes at once, so none is
    ever read), makes a temporary folder that it forgets (the same one), and gives the root logger a handler that
    would write across the screen (removed).
    """
    me, mkdtemp, handlers = threading.get_ident(), tempfile.mkdtemp, list(logging.root.handlers)
    with tempfile.TemporaryDirectory(prefix="escpos-") as folder:

        def in_folder(*args: Any, **kwargs: Any) -> str:
            return folder if threading.get_ident() == me else mkdtemp(*args, **kwargs)

        names = {
            "ESCPOS_CAPABILITIES_PICKLE_DIR": folder,
            "ESCPOS_CAPABILITIES_FILE": str(FOLDER / "capabilities.json"),
        }
        before = {name: os.environ.get(name) for name in names}
        os.environ.update(names)
        tempfile.mkdtemp = in_folder  # type: ignore[assignment]
        try:
            yield
        finally:
            tempfile.mkdtemp = mkdtemp
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
            for handler in set(logging.root.handlers) - set(handlers):
                logging.root.removeHandler(handler)
