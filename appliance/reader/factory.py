"""The setting `reader.driver` made into a reader."""

from __future__ import annotations

from appliance.model.card import Reader
from appliance.model.errors import ApplianceError
from appliance.reader import daemon


def open_reader(driver: str, name: str = "") -> Reader:
    """The reader for `driver`: ``pcsc``, ``simulated``, ``none``, or ``auto``, which takes pcsc where a daemon is
    to be found and none elsewhere. `name` (part of a reader's name) keeps pcsc from taking any other reader.

    Whether the card stays on the reader (`reader.presence`) changes nothing here: every reader tells `Lifted`,
    and the screen decides what that means. Raises `ApplianceError`: E-RDR-10 for a driver that this release does
    not have, E-RDR-12 when the PC/SC library cannot be loaded.
    """
    if driver == "auto":
        driver = "pcsc" if daemon.installed() else "none"
    match driver:
        case "pcsc":
            return _pcsc(name)
        case "simulated":
            from appliance.reader.simulated import SimulatedReader

            return SimulatedReader()
        case "none":
            from appliance.reader.none import NoReader

            return NoReader()
        case _:
            raise ApplianceError("E-RDR-10", driver=driver)


def _pcsc(name: str) -> Reader:
    try:
        from appliance.reader.pcsc_reader import PcscReader
    except ImportError as error:
        raise ApplianceError("E-RDR-12") from error
    return PcscReader(name)
