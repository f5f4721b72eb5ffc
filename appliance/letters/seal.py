"""The seal of a letter: a COSE_Sign1 (RFC 9052) around CWT claims (RFC 8392), signed with Ed25519.

It proves offline, with the village's public key alone, that this village issued a letter of this kind, number, day
and name. It is no certified electronic signature (BSrE) and never says it is. Bytes, all deterministic CBOR
(RFC 8949, 4.2):

    D2 84                        tag 18 (COSE_Sign1), array of 4
      4D A2 01 27 04 48 kid      protected: {1: -8 (EdDSA), 4: kid, first 8 bytes of SHA-256(public key)}
      A0                         unprotected: empty, since nobody signs it
      58 nn payload              {1: village (ten digits as a number), 6: time of issue (Unix seconds),
                                  -65537: [kind, number, name, digest]}
      58 40 signature            over ["Signature1", protected, h'', payload]

Tag 61 (CWT) is left out: two bytes that tell nothing, as the frame is always the same. The village stands as a
number (five bytes, not eleven), the name in capitals cut at 32 letters, and the digest is the first 8 bytes of the
digest of all words of the letter, so that an altered paper is told by comparing.

The text is base32 (RFC 4648, capitals, no padding): it fits a QR's alphanumeric mode and stays one word on a
command line, which base45 does not. A seal has exactly one spelling: the frame is fixed, base32 and payload are
encoded anew and compared. The payload is read only after its signature holds.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appliance.model.clock import WIB
from appliance.model.keys import Signer

NAME_LETTERS = 32
"""Letters of the holder's name in a seal."""

NAME_BYTES = 64
"""Bytes of that name in UTF-8, so that a seal never outgrows its frame."""

DIGEST_BYTES = 8

_LONGEST_TEXT = 800
_CLAIM_VILLAGE, _CLAIM_TIME, _CLAIM_LETTER = 1, 6, -65537
_HEAD = bytes.fromhex("d2844da201270448")
_MIDDLE = b"\xa0\x58"
_TAIL = b"\x58\x40"

Reason = Literal["valid", "not a seal", "altered", "other key"]

SENTENCES: dict[Reason, str] = {
    "valid": "Segel asli.",
    "not a seal": "Ini bukan segel surat.",
    "altered": "Segel diubah: isinya tidak cocok dengan tanda desa.",
    "other key": "Segel dibuat dengan kunci lain, bukan kunci desa ini.",
}
"""What each reason says to a person."""


@dataclass(frozen=True)
class Verdict:
    """What a seal proves. Everything from `number` on is None unless `valid`: words that nobody signed are not
    passed on. `kid` (hex) names the key that the seal claims."""

    valid: bool
    reason: Reason
    kid: str | None = None
    number: str | None = None
    kind: str | None = None
    village: str | None = None
    """Ten digits."""
    issued_at: datetime | None = None
    """In WIB, whole seconds."""
    name: str | None = None
    digest: str | None = None
    """The first 8 bytes of the letter's digest (hex)."""

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return SENTENCES[self.reason]


def key_id(public: bytes) -> bytes:
    """The name of a public key: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:8]


def seal(
    signer: Signer, *, village: str, issued_at: datetime, kind: str, number: str, name: str, digest: bytes
) -> str:
    """The seal's text. `village` is the code as ten digits, `issued_at` has a zone, `name` names whom the letter
    is for, `digest` is the letter's digest (the first 8 bytes are used)."""
    if issued_at.tzinfo is None:
        raise ValueError("the time of a seal needs a zone")
    payload = _encode(
        {
            _CLAIM_VILLAGE: int(village),
            _CLAIM_TIME: int(issued_at.timestamp()),
            _CLAIM_LETTER: [kind, number, _short(name), digest[:DIGEST_BYTES]],
        }
    )
    if not 24 <= len(payload) <= 255:
        raise ValueError(f"payload of {len(payload)} bytes does not fit the seal's frame")
    kid = key_id(signer.public)
    signature = signer.sign(_to_sign(kid, payload))
    return _text(_HEAD + kid + _MIDDLE + bytes([len(payload)]) + payload + _TAIL + signature)


def _short(name: str) -> str:
    letters = name.upper()[:NAME_LETTERS]
    return letters.encode()[:NAME_BYTES].decode(errors="ignore").strip()


def verify(text: str, public: bytes | None = None, known_keys: Iterable[bytes] = ()) -> Verdict:
    """Say what the seal `text` proves: with the one key `public`, or with whichever of `known_keys` it names.

    Never raises, whatever `text` and the keys hold. An altered name of the key cannot be told from another key.
    """
    parts = _split(text)
    if parts is None:
        return Verdict(False, "not a seal")
    kid, payload, signature = parts
    keys = {key_id(key): key for key in ([public] if public is not None else known_keys)}
    key = keys.get(kid)
    if key is None:
        return Verdict(False, "other key", kid.hex())
    if not _signed(key, signature, _to_sign(kid, payload)):
        return Verdict(False, "altered", kid.hex())
    return _read(kid, payload)


def _split(text: str) -> tuple[bytes, bytes, bytes] | None:
    """Key name, payload and signature of a seal in its one spelling, or None."""
    if len(text) > _LONGEST_TEXT or not text.isascii():
        return None
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error:
        return None
    head, kid, middle = data[:8], data[8:16], data[16:18]
    if head != _HEAD or middle != _MIDDLE or len(data) < 19 or _text(data) != text:
        return None
    end = 19 + data[18]
    if data[end : end + 2] != _TAIL or len(data) != end + 66:
        return None
    return kid, data[19:end], data[end + 2 :]


def _signed(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(kid: bytes, payload: bytes) -> Verdict:
    """The claims of a payload whose signature holds. A key may still have signed something else than a seal."""
    import cbor2

    try:
        claims = cbor2.loads(payload)
    except (cbor2.CBORDecodeError, ValueError):
        return Verdict(False, "not a seal", kid.hex())
    match claims:
        case {1: int(village), 6: int(seconds), -65537: [str(kind), str(number), str(name), bytes(digest)]}:
            plain = {1: int(village), 6: int(seconds), -65537: [kind, number, name, digest]}
            fits = 0 <= village < 10**10 and 0 <= seconds < 2**35 and len(digest) == DIGEST_BYTES
            if fits and _encode(plain) == payload:
                at = datetime.fromtimestamp(seconds, WIB)
                return Verdict(True, "valid", kid.hex(), number, kind, f"{village:010d}", at, name, digest.hex())
    return Verdict(False, "not a seal", kid.hex())


def _to_sign(kid: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052, 4.4."""
    return _encode(["Signature1", _HEAD[3:] + kid, b"", payload])


def _encode(value: object) -> bytes:
    """Deterministic CBOR, as long as a map's keys stand in canonical order, as they do here."""
    import cbor2

    return cbor2.dumps(value)


def _text(data: bytes) -> str:
    return base64.b32encode(data).rstrip(b"=").decode("ascii")
