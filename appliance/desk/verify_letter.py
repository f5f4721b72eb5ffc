"""Verify a seal, offline."""

from __future__ import annotations

import re
from typing import Any

from appliance.letters.qr import seal_in
from appliance.letters.seal import verify
from appliance.model.errors import ApplianceError

_BEHIND_PAGE = re.compile(r"https?://[^#\s]+#")
"""How a scanned text begins where the QR leads to a page that verifies."""


def read_key(key: str) -> bytes:
    """A public key as it is written (hex). Raises E-CMD-08 for what cannot be one."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        raise ApplianceError("E-CMD-08", name="--key", expected="64 angka heksadesimal")
    return bytes.fromhex(key)


def verify_letter(seal: str, public: bytes) -> dict[str, Any]:
    """What a seal, or the scanned QR it stands in, proves under the key `public` (Ed25519). Needs no village."""
    found = verify(seal_in(seal) if _BEHIND_PAGE.match(seal) else seal, public)
    return {
        "valid": found.valid,
        "reason": found.sentence,
        "number": found.number,
        "kind": found.kind,
        "village": found.village,
        "issued_at": found.issued_at.isoformat() if found.issued_at else None,
        "name": found.name,
        "digest": found.digest,
        "kid": found.kid,
    }
