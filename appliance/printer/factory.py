"""Which driver the settings ask for."""

from __future__ import annotations

from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.model.printing import Printer
from appliance.printer.file import FilePrinter
from appliance.printer.limits import Limits
from appliance.printer.network import NetworkPrinter
from appliance.printer.none import NonePrinter
from appliance.printer.profile import load_profile
from appliance.printer.simulated import SimulatedPrinter


def open_printer(
    *,
    driver: str,
    profile: str = "generic",
    width: int = 80,
    host: str = "",
    port: int = 9100,
    path: str = "",
    apart: Path | None = None,
    patience: float = 20.0,
) -> Printer:
    """The printer of these settings (`printer.*`); nothing is opened yet.

    `apart`: the folder of the store, in which the `file` driver writes nothing. `patience`: seconds that a job
    which has begun waits for a new roll. A driver that cannot be had is a printer whose `connect` says so (E-PRN-08
    not set, E-PRN-09 not in this release), so that letters wait in the queue.
    Raises E-PRN-14 for a profile that does not exist.
    """
    model = load_profile(profile, width)
    limits = Limits(patience=patience)
    match driver:
        case "network" if host:
            return NetworkPrinter(host, port, model, limits)
        case "file" if path:
            return FilePrinter(path, model, apart)
        case "simulated":
            return SimulatedPrinter(model, limits)
        case "usb" | "serial":
            return NonePrinter(model.columns, ApplianceError("E-PRN-09", driver=driver))
        case "auto" | "none" | "network" | "file":
            return NonePrinter(model.columns, ApplianceError("E-PRN-08"))
    raise ApplianceError("E-PRN-09", driver=driver)
