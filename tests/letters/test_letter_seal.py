"""The seal: what it proves, its one spelling, and that nothing else passes for one (threat S6)."""

from __future__ import annotations

import base64
import string
from dataclasses import replace

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_helpers import AT, WIFE, draft, key, seal_of

from appliance.letters.compose import number_of
from appliance.letters.seal import NAME_BYTES, NAME_LETTERS, key_id, seal, verify

BASE32 = string.ascii_uppercase + "234567"
SEAL = seal_of(draft())
PUBLIC = key().public


def raw(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def text_of(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def signed(payload: bytes) -> str:
    """A frame around any payload, properly signed: what a village's key could be made to sign."""
    protected = cbor2.dumps({1: -8, 4: key_id(PUBLIC)}, canonical=True)
    message = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    item = cbor2.CBORTag(18, [protected, {}, payload, key().sign(message)])
    return text_of(cbor2.dumps(item, canonical=True))


def test_a_seal_tells_what_was_sealed_with_the_public_key_alone() -> None:
    made = draft()
    verdict = verify(SEAL, PUBLIC)
    assert verdict.valid and verdict.reason == "valid"
    assert verdict.number == number_of(made, 12) == "400.10.2.2/012/1801042001/XI/2026"
    assert (verdict.kind, verdict.village, verdict.name) == ("SKTM", "1801042001", "NI KETUT SRI WAHYUNINGSIH")
    assert verdict.issued_at == AT
    assert verdict.digest == made.digest(verdict.number)[:8].hex()
    assert verdict.kid == key_id(PUBLIC).hex()


def test_any_cose_reader_can_take_a_seal_apart() -> None:
    item = cbor2.loads(raw(SEAL))
    assert item.tag == 18
    protected, unprotected, payload, signature = item.value
    assert dict(cbor2.loads(protected)) == {1: -8, 4: key_id(PUBLIC)}
    assert dict(unprotected) == {}
    assert set(cbor2.loads(payload)) == {1, 6, -65537}
    assert len(signature) == 64


def test_a_seal_is_lean() -> None:
    assert len(raw(SEAL)) <= 185
    longest = seal(
        key(),
        village="1801042001",
        issued_at=AT,
        kind="TIDAK_BEKERJA",
        number="N" * 48,
        name="W" * 120,
        digest=b"d" * 32,
    )
    assert len(raw(longest)) <= 225


def test_a_known_key_is_found_by_its_name() -> None:
    others = [key(seed).public for seed in range(2, 6)]
    assert verify(SEAL, None, [*others, PUBLIC]).valid
    assert verify(SEAL, None, others).reason == "other key"
    assert verify(SEAL).reason == "other key"


def test_another_villages_key_is_told_and_none_of_the_claims() -> None:
    verdict = verify(SEAL, key(2).public)
    assert not verdict.valid and verdict.reason == "other key"
    told = (verdict.number, verdict.kind, verdict.name, verdict.village, verdict.issued_at, verdict.digest)
    assert told == (None,) * 6


def test_a_changed_payload_is_told_as_altered() -> None:
    data = raw(SEAL).replace(b"012/", b"013/")
    verdict = verify(text_of(data), PUBLIC)
    assert verdict.reason == "altered" and verdict.number is None


def test_every_single_changed_character_is_seen() -> None:
    for index, sign in enumerate(SEAL):
        for other in ("A", "B", "7", sign.lower()):
            if other != sign:
                assert not verify(SEAL[:index] + other + SEAL[index + 1 :], PUBLIC).valid, index


@settings(deadline=None)
@given(st.data())
def test_no_edit_of_a_seal_is_valid(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SEAL)))
    end = data.draw(st.integers(start, min(len(SEAL), start + 6)))
    put = data.draw(st.text(alphabet=BASE32 + "=- 018abc\n#\u00e9", max_size=6))
    forged = SEAL[:start] + put + SEAL[end:]
    assert verify(forged, PUBLIC).valid == (forged == SEAL)


@pytest.mark.parametrize(
    "other",
    [
        SEAL.lower(),
        SEAL + "=" * (-len(SEAL) % 8 or 8),
        SEAL + " ",
        " " + SEAL,
        SEAL + "\n",
        SEAL[:8] + "-" + SEAL[8:],
        "https://desa.example/#" + SEAL,
        SEAL + "AAAAAAAA",
        text_of(raw(SEAL) + b"\0"),
        text_of(b"\xd8\x3d" + raw(SEAL)),
    ],
)
def test_a_seal_has_one_spelling(other: str) -> None:
    assert verify(other, PUBLIC).reason == "not a seal"


@pytest.mark.parametrize("name", ["A", "AB", "ABC", "ABCD", "ABCDE"])
def test_spare_bits_of_the_last_character_must_be_zero(name: str) -> None:
    """A seal of any length has one spelling, whatever number of bits base32 leaves over."""
    someone = replace(WIFE, name="NAMA" + name)
    text = seal_of(draft(subject=someone))
    spellings = [text[:-1] + sign for sign in BASE32 if raw(text[:-1] + sign) == raw(text)]
    assert [other for other in spellings if verify(other, PUBLIC).valid] == [text]
    assert len(spellings) == 2 ** (len(text) * 5 % 8)


def test_the_unprotected_header_must_be_empty() -> None:
    protected, _empty, payload, signature = cbor2.loads(raw(SEAL)).value
    for header in ({4: key_id(PUBLIC)}, {"x": 1}):
        forged = cbor2.dumps(cbor2.CBORTag(18, [protected, header, payload, signature]), canonical=True)
        assert verify(text_of(forged), PUBLIC).reason == "not a seal"


def test_well_signed_payloads_of_another_shape_are_no_seals() -> None:
    good = {1: 1801042001, 6: 1795486325, -65537: ["SKTM", "1/2026", "SITI", b"12345678"]}
    assert verify(signed(cbor2.dumps(good, canonical=True)), PUBLIC).valid
    for wrong in (
        {**good, 1: "1801042001"},
        {**good, 1: True},
        {**good, 6: 1.5},
        {**good, 6: -1},
        {**good, 6: 2**60},
        {**good, 1: 10**10},
        {**good, 7: b"more than there is"},
        {**good, -65537: ["SKTM", "1/2026", "SITI", b"1234567"]},
        {**good, -65537: ["SKTM", "1/2026", "SITI"]},
        [1, 2, 3, "a text that is long enough"],
    ):
        assert verify(signed(cbor2.dumps(wrong, canonical=True)), PUBLIC).reason == "not a seal", wrong
    backwards = cbor2.dumps(dict(reversed(good.items())), canonical=False)
    assert verify(signed(backwards), PUBLIC).reason == "not a seal"


@settings(deadline=None)
@given(st.binary(min_size=24, max_size=255))
def test_signed_garbage_is_no_seal(payload: bytes) -> None:
    assert verify(signed(payload), PUBLIC).reason == "not a seal"


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet=BASE32), st.binary().map(text_of)))
def test_no_text_makes_it_raise(text: str) -> None:
    assert verify(text, PUBLIC).reason in ("not a seal", "other key", "altered")


@settings(deadline=None)
@given(st.binary(max_size=40), st.lists(st.binary(max_size=40), max_size=3))
def test_no_key_makes_it_raise(public: bytes, known: list[bytes]) -> None:
    assert not verify(SEAL, public).valid
    assert not verify(SEAL, None, known).valid


def test_huge_text_is_refused_at_once() -> None:
    assert verify("A" * 10_000_000, PUBLIC).reason == "not a seal"


def test_a_reason_has_a_sentence() -> None:
    assert verify("", PUBLIC).sentence == "Ini bukan segel surat."
    assert "kunci lain" in verify(SEAL, key(3).public).sentence


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda name: name.isprintable()))
def test_any_name_fits(name: str) -> None:
    text = seal(key(), village="1801042001", issued_at=AT, kind="SKTM", number="1/2026", name=name, digest=b"8" * 8)
    found = verify(text, PUBLIC).name
    assert found is not None
    assert len(found) <= NAME_LETTERS and len(found.encode()) <= NAME_BYTES
    assert name.upper().startswith(found) or found == name.upper()[:NAME_LETTERS].strip()


def test_a_seal_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        seal(
            key(),
            village="1801042001",
            issued_at=AT.replace(tzinfo=None),
            kind="SKTM",
            number="1",
            name="A",
            digest=b"8" * 8,
        )
