"""The broker that the settings name, for the agent and for `doctor`."""

from __future__ import annotations

from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.post.broker import Broker
from appliance.wiring import Terminal


def broker_of(terminal: Terminal) -> Broker:
    """Raises E-NET-12 when none is set."""
    office = terminal.office
    host = office.text("broker.host")
    if not host:
        raise ApplianceError("E-NET-12")
    return Broker(
        host,
        office.number("broker.port"),
        tls=bool(office.setting("broker.tls")),
        ca_file=_path(office.text("broker.ca_file")),
        username=office.text("broker.username"),
        password_file=_path(office.text("broker.password_file")),
    )


def _path(text: str) -> Path | None:
    return Path(text) if text else None
