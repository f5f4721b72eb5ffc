"""A fictitious family and village, and a letter of each sort, for the tests of letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from appliance.letters.code import code_of
from appliance.letters.compose import Draft, compose, finish, number_of
from appliance.letters.facts import Custom, Facts
from appliance.letters.kind import find_kind
from appliance.letters.seal import seal
from appliance.model.clock import WIB
from appliance.model.layout import Page
from appliance.model.records import Basis
from appliance.model.resident import Resident
from appliance.model.village import Village

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, 12, 5, tzinfo=WIB)
HASH = "9e" * 32

VILLAGE = Village("18.01.04.2001", "Hajimena", "Desa", "Kepala Desa", "Natar", "Lampung Selatan")
CUSTOM = Custom(
    rule="Keputusan Kepala Desa Hajimena Nomor 5 Tahun 2026",
    head_name="SUHARTONO, S.Sos.",
    address="Jalan Raya Hajimena Nomor 1, Natar 35362",
    abbreviation="HJM",
)


class Key:
    """A signing key made of one byte, so that letters of the tests are the same on each run."""

    def __init__(self, seed: int = 1) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


@cache
def key(seed: int = 1) -> Key:
    return Key(seed)


_PLAIN: Mapping[str, Any] = {
    "kk": "1801041203120007",
    "religion": "ISLAM",
    "marital": 1,
    "marital_text": "BELUM KAWIN",
    "education_text": "SLTA/SEDERAJAT",
    "citizenship": "WNI",
    "address": "JL. RADEN GUNAWAN NO. 12",
    "hamlet": "DUSUN II",
    "rt": "003",
    "rw": "001",
    "active": True,
    "birthplace": "TANJUNG KARANG",
}


def person(key: int, name: str, sex: str, born: date, relation: int, **more: Any) -> Resident:
    words = {1: "KEPALA KELUARGA", 3: "ISTRI", 4: "ANAK", 8: "MERTUA"}
    serial = f"{born.day + (40 if sex == 'P' else 0):02}{born:%m%y}"
    values: dict[str, Any] = {
        **_PLAIN,
        "key": key,
        "nik": f"180104{serial}{key:04}",
        "name": name,
        "sex": sex,
        "born": born,
        "relation": relation,
        "relation_text": words[relation],
        "job": 3,
        "job_text": "PELAJAR/MAHASISWA",
        **more,
    }
    return Resident(**values)


HEAD = person(
    1, "MASIRIN, SE", "L", date(1979, 3, 4), 1, marital=2, marital_text="KAWIN", job=9, job_text="PETANI/PEKEBUN"
)
WIFE = person(
    2,
    "NI KETUT SRI WAHYUNINGSIH",
    "P",
    date(1983, 8, 17),
    3,
    marital=2,
    marital_text="KAWIN",
    job=2,
    job_text="MENGURUS RUMAH TANGGA",
)
ELDER = person(3, "AHMAD FAUZI", "L", date(2007, 5, 9), 4, birthplace="NATAR")
CHILD = person(4, "SITI NUR'AINI", "P", date(2014, 2, 1), 4, birthplace="NATAR", education_text="")
GRANNY = person(5, "SUMIYATI", "P", date(1951, 7, 1), 8, marital=4, marital_text="CERAI MATI", job=1)
FAMILY = (HEAD, WIFE, ELDER, CHILD, GRANNY)

BASIS = Basis(kk=HEAD.kk, source="dtsen_desil", detail="2", date="2026-09-10", by="Petugas Ani")

Way = Literal["direct", "released"]


def facts(kind: str = "SKTM", way: Way = "direct", **more: Any) -> Facts:
    first = find_kind(kind).inputs[0]
    values: dict[str, Any] = {
        "village": VILLAGE,
        "custom": CUSTOM,
        "applicant": WIFE,
        "subject": WIFE,
        "family": FAMILY,
        "inputs": {first.name: first.choices[0].value},
        "today": TODAY,
        "register_date": date(2026, 11, 20),
        "way": way,
        "clerk": "Ani Lestari" if way == "released" else None,
        "basis": BASIS if kind == "SKTM" else None,
        **more,
    }
    return Facts(**values)


def draft(kind: str = "SKTM", way: Way = "direct", **more: Any) -> Draft:
    return compose(find_kind(kind), facts(kind, way, **more))


def seal_of(made: Draft, seq: int = 12, seed: int = 1) -> str:
    number = number_of(made, seq)
    return seal(
        key(seed),
        village=made.facts.village.digits,
        issued_at=AT,
        kind=made.kind,
        number=number,
        name=made.name,
        digest=made.digest(number),
    )


def letter(kind: str = "SKTM", way: Way = "direct", **more: Any) -> Page:
    """A finished page, as it would be stored."""
    made = draft(kind, way, **more)
    return Page.from_json(finish(made, number_of(made, 12), seal_of(made), code_of(HASH)))
