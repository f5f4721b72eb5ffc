"""The two ways in which reading fails: the reader is away, or this card is no good."""

from __future__ import annotations

from appliance.model.errors import ApplianceError


class Away(ApplianceError):
    """Nothing can be read until the connection to the daemon is made anew."""


class CardFault(ApplianceError):
    """This card could not be read; the reader itself is well."""
