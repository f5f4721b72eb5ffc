"""Signing as a port, so that no rule needs to know where the key lies."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """An Ed25519 key pair (RFC 8032)."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`, 64 bytes."""
