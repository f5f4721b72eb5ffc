"""S15: the redactor takes out what may name a person or open a card, and leaves what a clerk needs."""

from __future__ import annotations

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.redact import RedactingFormatter, place_of, redact

NIKS = st.from_regex(r"[1-9][0-9]{15}", fullmatch=True)
NAMES = st.lists(st.from_regex(r"[A-Z][A-Z']{2,11}", fullmatch=True), min_size=1, max_size=4).map(" ".join)


def spaced(nik: str, sign: str) -> str:
    return sign.join(nik[i : i + 4] for i in range(0, 16, 4))


@given(NIKS, st.sampled_from(["", " ", ".", "-"]), st.text(max_size=20), st.text(max_size=20))
def test_no_nik_is_left(nik: str, sign: str, before: str, after: str) -> None:
    shown = redact(f"{before} {spaced(nik, sign)} {after}")
    assert spaced(nik, sign) not in shown and nik not in shown.replace(sign, "") if sign else nik not in shown


@given(st.binary(min_size=4, max_size=10), st.sampled_from(["", " ", ":"]), st.booleans())
def test_no_uid_is_left(uid: bytes, sign: str, capitals: bool) -> None:
    text = sign.join(f"{byte:02x}" for byte in uid)
    text = text.upper() if capitals else text
    shown = redact(f"kartu {text} dibaca")
    assert text not in shown or (text.isalpha() and not sign), "only a word of letters is taken for a word"


@given(NAMES)
def test_no_name_in_capitals_is_left(name: str) -> None:
    kept = {"KTP", "NIK", "PIN", "UID", "TCP", "TLS", "SQL", "WIB", "MQTT", "SKTM", "DTSEN"}
    shown = redact(f"surat untuk {name} tercetak")
    assert [word for word in name.split() if word in shown.split() and word not in kept] == []


@pytest.mark.parametrize("pin", ["482913", "000000"])
def test_no_pin_is_left(pin: str) -> None:
    assert pin not in redact(f"PIN {pin} salah") and pin not in redact(f"pin={pin};")


@pytest.mark.parametrize(
    "text",
    [
        "E-PRN-02 Kertas printer habis.",
        "E-NET-01 Broker provinsi tidak dapat dihubungi: Connection refused.",
        "tersambung ke broker 127.0.0.1:8883",
        "peristiwa 1234 diterima",
        "KTP belum terbaca",
        "print_job.py:88",
    ],
)
def test_what_a_clerk_needs_is_left(text: str) -> None:
    assert redact(text) == text


def test_a_traceback_becomes_kind_and_place() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(RedactingFormatter())
    log = logging.getLogger("test.s15")
    log.addHandler(handler)
    log.propagate = False
    try:
        try:
            raise ValueError("1801040412030003 SITI AISYAH")
        except ValueError as error:
            place = place_of(error)
            log.exception("gagal untuk %s", "1801040412030003")
    finally:
        log.removeHandler(handler)
    assert out.getvalue() == f"error test.s15: gagal untuk [number] (ValueError {place})\n"
    assert place.startswith("test_s15_redactor.py:")


def test_one_line_always() -> None:
    assert "\n" not in redact("satu\r\ndua\n\ntiga")
