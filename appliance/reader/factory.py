"""The setting `reader.driver` made into a reader."""

from __future__ import annotations

from appliance.model.card import Reader
from appliance.model.errors import ApplianceError
from appliance.reader import daemon


def open_reader(driver: str, presence: str = "tap", name: str = "") -> Reader:
    """The reader for `driver`: ``pcsc``, ``simulated``, ``none``, or ``auto``, which takes pcsc where a daemon is
    to be found and none elsewhere. `name` (part of a reader's name) keeps pcsc from taking any other reader.

    Every reader tells `Lifted`; what that means for a visit is for the screen to decide. With `presence` ``tray``
    pcsc also asks each second whether the card that lies there is still the same one. Raises `ApplianceError`:
    E-RDR-10 for a driver that this release does not have, E-RDR-12 when the PC/SC library cannot be loaded.
    """
    if driver == "auto":
        driver = "pcsc" if daemon.installed() else "none"
    match driver:
        case "pcsc":
            return _pcsc(name, presence == "tray")
        case "simulated":
            from appliance.reader.simulated import SimulatedReader

            return SimulatedReader()
        case "none":
            from appliance.reader.none import NoReader

            return NoReader()
        case _:
            raise ApplianceError("E-RDR-10", driver=driver)


def _pcsc(name: str, stays: bool) -> Reader:
    try:
        from appliance.reader.pcsc_reader import PcscReader
    except ImportError as error:
        raise ApplianceError("E-RDR-12") from error
    return PcscReader(name, stays)
