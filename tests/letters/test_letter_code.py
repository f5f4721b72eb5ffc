"""The ten characters under the seal."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.letters.code import ALPHABET, code_of, parse_code


def test_the_code_is_the_first_fifty_bits() -> None:
    assert code_of("00" * 32) == "00000-00000"
    assert code_of("ff" * 32) == "ZZZZZ-ZZZZZ"
    assert code_of("08" + "00" * 31) == "10000-00000"  # 0000 1000 …: the fifth bit is the first sign's last
    assert code_of("0000000000004" + "0" * 51) == "00000-00001"
    assert code_of("0000000000003" + "f" * 51) == "00000-00000"


@settings(deadline=None)
@given(st.binary())
def test_a_code_reads_back_whatever_way_it_is_typed(data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    code = code_of(digest)
    value = 0
    for sign in code.replace("-", ""):
        value = value * 32 + ALPHABET.index(sign)
    assert value == int(digest, 16) >> 206
    typed = (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code} ")
    assert {parse_code(way) for way in typed} == {code}
    assert parse_code(code.replace("0", "O").replace("1", "l")) == code
    assert parse_code(code.replace("1", "I")) == code


@pytest.mark.parametrize(
    "text", ["", "K7Q4M-X2P9", "K7Q4M-X2P9DD", "K7Q4M-X2P9U", "K7Q4M_X2P9D", "ⅫQ4M-X2P9D", "é" * 10]
)
def test_what_cannot_be_a_code(text: str) -> None:
    assert parse_code(text) is None


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    code = parse_code(text)
    assert code is None or parse_code(code) == code
