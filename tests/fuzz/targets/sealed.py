"""Seals and codes of letters as somebody may type or scan them; signed by the village where byte 0 says so."""

from __future__ import annotations

import base64
from datetime import datetime

import cbor2
from hypothesis import strategies as st

from appliance.desk.verify_letter import read_key, verify_letter
from appliance.letters.code import ALPHABET, parse_code
from appliance.letters.seal import key_id, seal, verify
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.post.memory import SeedSigner
from tests.fuzz.target import Target, any_text, hold, modest, raw, text

_SIGNER = SeedSigner(b"\x02" * 32)
_AT = datetime(2026, 11, 24, 8, 12, 5, tzinfo=WIB)


def _seal(kind: str, number: str, name: str) -> str:
    return seal(
        _SIGNER, village="1801042001", issued_at=_AT, kind=kind, number=number, name=name, digest=b"12345678"
    )


_SEALS = (_seal("SKTM", "400.10.2.2/012/1801042001/XI/2026", "NI KETUT SRI"), _seal("SKD", "1/2026", "ÉLISABÈT"))


def _parts(word: str) -> tuple[bytes, bytes]:
    """Head and payload of a seal."""
    data = base64.b32decode(word + "=" * (-len(word) % 8))
    return data[:19], data[19:-66]


def _judged(data: bytes) -> bool:
    word = _signed(data[1:]) if data[:1] == b"P" else text(data[1:])
    verdict = verify(word, _SIGNER.public)
    told = verify_letter(word, _SIGNER.public)
    hold(word.startswith("http") or told["valid"] is verdict.valid, "the desk says otherwise")
    claims = (verdict.number, verdict.kind, verdict.village, verdict.issued_at, verdict.name, verdict.digest)
    if not verdict.valid:
        hold(claims == (None,) * 6 and verdict.reason != "valid", "words that nobody signed")
        return False
    hold(None not in claims and verdict.kid == key_id(_SIGNER.public).hex(), "valid without words")
    if data[:1] != b"P":
        hold(word in _SEALS, "a seal that nobody made")
    hold(not verify(word, SeedSigner(b"\x03" * 32).public).valid, "valid under another's key")
    return True


def _signed(payload: bytes) -> str:
    """The frame of a seal around any payload, signed by the village itself."""
    payload = payload[:255]
    head = _parts(_SEALS[0])[0][:-1]
    protected = head[3:16]
    signature = _SIGNER.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    whole = head + bytes([len(payload)]) + payload + b"\x58\x40" + signature
    return base64.b32encode(whole).rstrip(b"=").decode()


_CBOR = tuple(
    bytes.fromhex(word)
    for word in (
        *("a0", "80", "f6", "f97e00", "fb7ff0000000000000", "1bffffffffffffffff", "3bffffffffffffffff", "c249ff"),
        *("5b7fffffffffffffff", "9b7fffffffffffffff", "bb7fffffffffffffff", "ff", "9f", "bf", "5f", "7f", "f8ff"),
        *("d81c81d81d00", "d81d00", "d82363282a28", "d81e820100", "c4821a3b9aca0001", "c482000b", "d8246141"),
        *("c11b7fffffffffffffff", "c074323032362d31312d32345430383a30303a30305a", "d9010280", "d9010481", "d82540"),
        *("a18001", "a1a001", "81" * 120, "c0" * 100, "d818" * 60, "7860", "61ff", "62c328"),
    )
)
SEAL = Target(
    "seals",
    "valid only what the village made, to the letter; nothing is told of what it did not sign",
    _judged,
    tuple([b"T" + raw(word) for word in _SEALS] + [b"P" + _parts(word)[1] for word in _SEALS] + [b"Thttps://x/#A"]),
    (*_CBOR, b"=", b"=" * 8, b"AAAAAAAA", b"https://desa.example/#"),
    st.one_of(any_text.map(lambda word: b"T" + word), st.binary(max_size=255).map(lambda word: b"P" + word)),
)


def _key(data: bytes) -> bool:
    """A key or a code as it is typed."""
    typed = text(data)
    code = parse_code(typed)
    if code is not None:
        hold(len(code) == 11 and code[5] == "-" and set(code) <= {*ALPHABET, "-"}, "a code that is none")
        hold(parse_code(code) == code, "a code with two spellings")
    try:
        key = read_key(typed)
    except ApplianceError as refusal:
        modest(refusal, "E-CMD-08")
        return code is not None
    hold(key.hex() == typed.lower() and not verify(_SEALS[0], key).valid, "another key")
    return True


KEY = Target(
    "keys and codes",
    "a code has one spelling, a key its own 32 bytes",
    _key,
    (b"K7Q4M-X2P9D", b"k7q4m x2p9d", b"00" * 32, b"aF" * 32, b"OIL00-00000"),
    (b"-", b" ", b"O", b"I", b"U", "ſ".encode(), "ß".encode()),
    any_text,
    share=0.5,
)
