"""The village's own keys, files beside the store that are readable by its user alone."""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.model.errors import ApplianceError
from appliance.store.faults import disk_fault
from appliance.store.files import sync_folder, write_file


class VillageKey:
    """The village's Ed25519 key pair, which signs letters and batches (`appliance.model.keys.Signer`)."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`, 64 bytes (RFC 8032)."""
        return self._private.sign(message)

    @classmethod
    def create(cls, state: Path) -> VillageKey:
        """Make the key of a new village. Raises E-STO-04 when it cannot be written; never replaces a key."""
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _create(_path(state, "village.key"), pem)
        return cls(private)

    @classmethod
    def load(cls, state: Path) -> VillageKey:
        """Read the key. Raises E-STO-12 when it is missing or broken."""
        content = _load(_path(state, "village.key"))
        try:
            private = serialization.load_pem_private_key(content, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ApplianceError("E-STO-12") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise ApplianceError("E-STO-12")
        return cls(private)


class UidKey:
    """The key under which cards are remembered: the store holds no UID, only its keyed hash (design 4)."""

    SIZE = 32

    def __init__(self, key: bytes) -> None:
        self._key = key

    def hash_uid(self, uid: bytes) -> str:
        """HMAC-SHA256 (hex) of a card's UID."""
        return hmac.digest(self._key, uid, "sha256").hex()

    @classmethod
    def create(cls, state: Path) -> UidKey:
        """Make the key of a new village. Raises E-STO-04 when it cannot be written; never replaces a key."""
        key = os.urandom(cls.SIZE)
        _create(_path(state, "uid.key"), key)
        return cls(key)

    @classmethod
    def load(cls, state: Path) -> UidKey:
        """Read the key. Raises E-STO-12 when it is missing or broken."""
        key = _load(_path(state, "uid.key"))
        if len(key) != cls.SIZE:
            raise ApplianceError("E-STO-12")
        return cls(key)


def _path(state: Path, name: str) -> Path:
    return state / "keys" / name


def _create(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent.parent)
        if path.exists():
            raise ApplianceError("E-STO-04", reason=f"{path.name} sudah ada")
        write_file(path, content, 0o600)
    except OSError as error:
        raise disk_fault(error) from error


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ApplianceError("E-STO-12") from error
