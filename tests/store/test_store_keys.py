"""The village's keys: made once, readable by one user, and never in the store."""

import hashlib
import hmac
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appliance.model.errors import ApplianceError
from appliance.store.keys import UidKey, VillageKey

FILES = [(VillageKey, "village.key"), (UidKey, "uid.key")]


def test_what_the_village_key_signs_its_public_key_verifies(tmp_path: Path) -> None:
    made = VillageKey.create(tmp_path)
    again = VillageKey.load(tmp_path)
    assert made.public == again.public and len(made.public) == 32
    Ed25519PublicKey.from_public_bytes(made.public).verify(again.sign(b"message"), b"message")


def test_a_card_is_known_by_its_keyed_hash(tmp_path: Path) -> None:
    made = UidKey.create(tmp_path)
    uid = bytes.fromhex("04a1b2c3d4e5f6")
    key = (tmp_path / "keys" / "uid.key").read_bytes()
    assert made.hash_uid(uid) == hmac.new(key, uid, hashlib.sha256).hexdigest()
    assert UidKey.load(tmp_path).hash_uid(uid) == made.hash_uid(uid)
    assert made.hash_uid(uid[:4]) != made.hash_uid(uid)


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_only_the_owner_reads_a_key(tmp_path: Path, kind: Any, name: str) -> None:
    kind.create(tmp_path)
    assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert [file.name for file in (tmp_path / "keys").iterdir()] == [name]


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_a_key_is_never_replaced(tmp_path: Path, kind: Any, name: str) -> None:
    kind.create(tmp_path)
    content = (tmp_path / "keys" / name).read_bytes()
    with pytest.raises(ApplianceError, match="E-STO-04"):
        kind.create(tmp_path)
    assert (tmp_path / "keys" / name).read_bytes() == content


@pytest.mark.parametrize(("kind", "name"), FILES)
@pytest.mark.parametrize(
    "content", [None, b"", b"x" * 31, b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_missing_or_broken_key_is_told(tmp_path: Path, kind: Any, name: str, content: bytes | None) -> None:
    (tmp_path / "keys").mkdir()
    if content is not None:
        (tmp_path / "keys" / name).write_bytes(content)
    with pytest.raises(ApplianceError, match="E-STO-12"):
        kind.load(tmp_path)


def test_a_key_of_another_kind_is_broken(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "keys" / "village.key").write_bytes(other)
    with pytest.raises(ApplianceError, match="E-STO-12"):
        VillageKey.load(tmp_path)


@pytest.mark.parametrize("kind", [VillageKey, UidKey])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, kind: Any) -> None:
    with pytest.raises(ApplianceError, match="E-STO-04"):
        kind.create(tmp_path / "nowhere")
