"""PINs: six digits, kept as Argon2id (RFC 9106) only."""

from __future__ import annotations

import os
import re

from appliance.model.errors import ApplianceError

_MEMORY_KIB = 19 * 1024
"""19 MiB, two passes, one lane: OWASP's least setting, and small enough for a Raspberry Pi beside the kiosk."""


def seal_pin(pin: str) -> str:
    """The Argon2id string (PHC format) of a PIN. Raises E-CRD-02 unless it is six digits."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise ApplianceError("E-CRD-02")
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=os.urandom(16), length=32, iterations=2, lanes=1, memory_cost=_MEMORY_KIB)
    return kdf.derive_phc_encoded(pin.encode("ascii"))


def fits(pin: str, sealed: str) -> bool:
    """Whether `pin` is the one behind `sealed`."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(pin.encode("utf-8", "replace"), sealed)
    except InvalidKey:
        return False
    return True
