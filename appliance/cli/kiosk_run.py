"""The kiosk as a process: screen, reader and printer of one terminal."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli.kiosk_opening import LateReader, Opening
from appliance.model.errors import ApplianceError
from appliance.model.no_core import no_core_files
from appliance.model.redact import RedactingFormatter
from appliance.tui.scrub import where

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp, Pictures

FAULT_SECONDS = 5.0
"""How long the fault page stands before the unit starts the screen again; with the program its terminal goes."""

_WARM_AFTER = 2.0
_LOG_BYTES = 256 * 1024

FAULT_PAGE = """\x1b[2J\x1b[H

   Mesin sedang diperiksa. Data aman.
   Silakan ke petugas desa.

   The machine is being looked at. Nothing is lost.
   Please go to the service desk.

   Kode untuk petugas: E-CMD-99
"""


def run_kiosk(state: Path) -> int:
    """Show the screen until it is stopped; exit code 1 after a fault of the program, so that the unit starts it
    again. Nothing of the store is touched before the first page stands: what is wrong with it is told there. Raises
    E-CMD-10 without a terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ApplianceError("E-CMD-10")
    no_core_files()
    logging.lastResort = None  # standard error is the screen: no library writes there
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the screen has nothing to finish: every change is whole
    faults: list[str] = []
    code = _show(state, faults)
    if code:
        print(FAULT_PAGE, flush=True)
        _log(state, faults)
        time.sleep(FAULT_SECONDS)
    return code


def _show(state: Path, faults: list[str]) -> int:
    try:
        app = _application(state, faults)
        ahead = threading.Timer(_WARM_AFTER, _warm_printer)
        ahead.daemon = True
        ahead.start()
        app.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, people see the fault page
        faults.append(where(error))
        return 1
    return app.return_code or 0


def _application(state: Path, faults: list[str]) -> KioskApp:
    pictures = terminal_pictures()
    from appliance.tui.app import KioskApp

    opening = Opening(state)
    return KioskApp(
        opening.desk(),
        LateReader(opening.reader),
        pictures=pictures,
        on_fault=faults.append,
        wake=opening.look,
        owns_process=True,
    )


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


def _log(state: Path, faults: list[str]) -> None:
    """The kiosk's own log beside the store, redacted and bounded: its standard error is the screen. A disk that
    takes no line must not take the fault page's place."""
    logging.raiseExceptions = False
    try:
        handler = RotatingFileHandler(state / "kiosk.log", maxBytes=_LOG_BYTES, backupCount=1)
    except OSError:
        return
    handler.setFormatter(RedactingFormatter())
    log = logging.getLogger("appliance.kiosk")
    log.addHandler(handler)
    log.propagate = False
    for line in faults:
        log.error(line)
