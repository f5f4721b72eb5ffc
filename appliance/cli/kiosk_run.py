"""The kiosk as a process: screen, reader and printer of one terminal."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from appliance.desk.print_job import recover
from appliance.model.errors import ApplianceError
from appliance.model.redact import RedactingFormatter
from appliance.wiring import Terminal

if TYPE_CHECKING:
    from appliance.tui.app import Pictures

ROLL_SECONDS = 300.0
"""How long a letter that has begun waits for somebody to put in a new roll."""

_WARM_AFTER = 2.0
_LOG_BYTES = 256 * 1024

FAULT_PAGE = """

   Mesin sedang diperiksa. Data aman.
   Silakan ke petugas desa.

   The machine is being looked at. Nothing is lost.
   Please go to the service desk.

   Kode untuk petugas: E-CMD-99
"""


def run_kiosk(terminal: Terminal) -> int:
    """Show the screen until it is stopped; exit code 1 after a fault of the program, so that the unit starts it
    again. Raises E-CMD-10 without a terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ApplianceError("E-CMD-10")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the screen has nothing to finish: every change is whole
    log = _log_into(terminal)
    recover(terminal.office)
    pictures = terminal_pictures()
    from appliance.tui.app import KioskApp

    terminal = terminal.patient(ROLL_SECONDS)
    office = terminal.office
    app = KioskApp(
        terminal.front(),
        terminal.reader(),
        language=office.text("language"),
        theme=office.text("theme"),
        presence=office.text("reader.presence"),
        idle=float(office.number("kiosk.idle_seconds")),
        pictures=pictures,
        on_fault=log.error,
    )
    ahead = threading.Timer(_WARM_AFTER, _warm_printer)
    ahead.daemon = True
    ahead.start()
    app.run()
    if app.return_code:
        print(FAULT_PAGE)
    return app.return_code or 0


def _warm_printer() -> None:
    """Load what the first letter needs before anybody asks for one, but after the first page stands."""
    from appliance.printer.escpos import warm_up

    warm_up()


def terminal_pictures() -> Pictures:
    """Whether this terminal shows pictures. The library asks the terminal when it is imported, so this has to come
    before the screen takes the terminal over."""
    import textual_image.widget  # noqa: F401 - asks for the size of a cell
    from textual_image.renderable import Image, SixelImage, TGPImage

    return "terminal" if Image in (SixelImage, TGPImage) else "none"


def _log_into(terminal: Terminal) -> logging.Logger:
    """The kiosk's own log beside the store, redacted and bounded: its standard error is the screen."""
    try:
        handler = RotatingFileHandler(terminal.state / "kiosk.log", maxBytes=_LOG_BYTES, backupCount=1)
    except OSError as error:
        raise ApplianceError("E-STO-04", reason=error.strerror or "") from error
    handler.setFormatter(RedactingFormatter())
    log = logging.getLogger("appliance.kiosk")
    log.addHandler(handler)
    log.propagate = False
    return log
