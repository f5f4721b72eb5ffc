"""Why a family counts as low income (fact sheet "village office", section 4).

A basis is recorded per family with source and date: ``dtsen_desil`` (decile 1-10 of the DTSEN, 1-4 or 1-5 count),
``program`` (PKH, BPNT, BLT-DD, PBI-JK), ``musdes`` (number of the minutes), ``rt`` (word of the RT), ``pernyataan``
(signed by the resident). The first three, younger than twelve months, are enough for a letter nobody checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from appliance.letters.words import add_months, long_date
from appliance.model.records import Basis
from appliance.model.village import Village

STRONG = frozenset({"dtsen_desil", "program", "musdes"})
WEAK = frozenset({"rt", "pernyataan"})
MONTHS = 12
"""A strong basis older than this has to be looked at by the clerk."""


def best_basis(bases: Iterable[Basis], today: date, desil_limit: int) -> Basis | None:
    """The basis that a letter may cite: the newest strong one, else the newest weak one. A decile above
    `desil_limit` and a date in the future never count, and are never told on screen or paper."""
    usable = [basis for basis in bases if _counts(basis, desil_limit) and _day(basis) <= today]
    return max(usable, key=lambda basis: (basis.source in STRONG, basis.date), default=None)


def is_strong(basis: Basis | None, today: date, desil_limit: int, months: int = MONTHS) -> bool:
    """Whether `basis` alone allows a letter without a clerk: strong, and younger than `months`."""
    return (
        basis is not None
        and basis.source in STRONG
        and _counts(basis, desil_limit)
        and add_months(today, -months) < _day(basis) <= today
    )


def basis_words(basis: Basis, village: Village) -> str:
    """The basis as a letter cites it."""
    source = {
        "dtsen_desil": f"Data Tunggal Sosial dan Ekonomi Nasional (DTSEN), desil {basis.detail}",
        "program": f"daftar penerima {basis.detail}",
        "musdes": f"Berita Acara Musyawarah {village.term} Nomor {basis.detail}",
        "rt": "keterangan Ketua RT",
        "pernyataan": "surat pernyataan yang bersangkutan",
    }[basis.source]
    return f"{source}, tanggal {long_date(_day(basis))}"


def _counts(basis: Basis, desil_limit: int) -> bool:
    if basis.source != "dtsen_desil":
        return basis.source in STRONG | WEAK
    return basis.detail.isascii() and basis.detail.isdigit() and 1 <= int(basis.detail) <= desil_limit


def _day(basis: Basis) -> date:
    return date.fromisoformat(basis.date)
