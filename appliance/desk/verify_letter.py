"""Verify a seal, offline."""

from __future__ import annotations

import re
from typing import Any

from appliance.desk.office import Office
from appliance.letters.qr import seal_in
from appliance.letters.seal import verify
from appliance.model.errors import ApplianceError

_BEHIND_PAGE = re.compile(r"https?://[^#\s]+#")
"""How a scanned text begins where the QR leads to a page that verifies."""


def verify_letter(office: Office, seal: str, key: str | None) -> dict[str, Any]:
    """What a seal, or the scanned QR it stands in, proves under `key` (hex, Ed25519 public key) or, without one,
    under this village's own. Raises E-CMD-08 for a key that cannot be one."""
    if key is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        raise ApplianceError("E-CMD-08", name="--key", expected="64 angka heksadesimal")
    public = bytes.fromhex(key) if key is not None else office.keys.signer.public
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
