"""The section "Seal" of `docs/wire.md`: its examples are made again, and read by a decoder that is not ours."""

import base64
import hashlib
import re
from datetime import datetime
from pathlib import Path

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.letters import seal as seals
from appliance.letters.code import ALPHABET, code_of
from appliance.model.clock import WIB
from appliance.model.event import read_line
from appliance.post.memory import SeedSigner

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(\S+)\n(.*?)\n```$", PAGE, re.M | re.S))
SIGNER = SeedSigner(bytes(range(32)))
RAW = bytes.fromhex("".join(BLOCKS["seal-hex"].split()))


def test_the_seal_on_the_page_is_made_today():
    made = seals.seal(
        SIGNER,
        village="1801042001",
        issued_at=datetime(2026, 11, 24, 9, 12, 30, tzinfo=WIB),
        kind="SKTM",
        number="400.10.2.2/012/1801042001/XI/2026",
        name="Siti Aminah",
        digest=bytes.fromhex("a0a1a2a3a4a5a6a7"),
    )
    assert made == BLOCKS["seal-text"]
    assert base64.b32encode(RAW).rstrip(b"=").decode() == made


def test_the_seal_is_cose_as_the_standards_say():
    """Taken apart by cbor2 and verified by hand, as anybody else would."""
    tag = cbor2.loads(RAW)
    protected, unprotected, payload, signature = tag.value
    assert tag.tag == 18 and unprotected == {}
    assert cbor2.loads(protected) == {1: -8, 4: hashlib.sha256(SIGNER.public).digest()[:8]}
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(BLOCKS["public-key"]))
    message = cbor2.dumps(["Signature1", protected, b"", payload])
    key.verify(signature, message)
    with pytest.raises(InvalidSignature):
        key.verify(signature, message + b"\0")
    claims = cbor2.loads(payload)
    assert claims[1] == 1801042001
    assert datetime.fromtimestamp(claims[6], WIB) == datetime(2026, 11, 24, 9, 12, 30, tzinfo=WIB)
    assert claims[-65537] == ["SKTM", "400.10.2.2/012/1801042001/XI/2026", "SITI AMINAH", bytes(range(160, 168))]


def test_the_seal_on_the_page_is_valid():
    verdict = seals.verify(BLOCKS["seal-text"], SIGNER.public)
    assert (verdict.valid, verdict.number) == (True, "400.10.2.2/012/1801042001/XI/2026")


def test_the_words_and_limits_on_the_page_are_those_in_use():
    for reason in seals.SENTENCES:
        assert f"`{reason}`" in PAGE
    assert f"after {seals.NAME_LETTERS} letters and {seals.NAME_BYTES} bytes" in PAGE
    assert f"first {seals.DIGEST_BYTES} bytes of the SHA-256 over all words" in PAGE


def test_the_code_of_the_second_event():
    second = read_line(BLOCKS["event"].splitlines()[1].encode())
    assert code_of(second.hash) == BLOCKS["code"]
    assert f"`{ALPHABET}`" in PAGE
