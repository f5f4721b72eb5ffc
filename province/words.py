"""Sentences for the operator of the province."""

from __future__ import annotations

import re

from appliance.model.errors import ApplianceError
from appliance.post.intake import Answer, Verdict


def dotted(kode: str) -> str:
    """Ten digits as people write a village's code: ``18.01.04.2001``."""
    return f"{kode[:2]}.{kode[2:4]}.{kode[4:6]}.{kode[6:]}"


def digits(text: str) -> str:
    """A village's code as typed, with or without dots, as ten digits. Raises E-PRV-05."""
    if not re.fullmatch(r"[0-9]{10}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", text):
        raise ApplianceError("E-PRV-05")
    return text.replace(".", "")


def verdict_words(kode: str, verdict: Verdict, key: str) -> str:
    """What became of a batch that was not simply taken; `key` names the key it was signed with."""
    sentences = {
        Answer.TAKE: "peristiwa mulai {n} disimpan.",
        Answer.DUPLICATE: "kiriman yang sudah ada, tidak ada yang berubah.",
        Answer.GAP: "celah, kiriman mulai peristiwa {n} datang sebelum pendahulunya. Desa diminta mengirim ulang.",
        Answer.FORK: "CABANG pada peristiwa {n}, isinya lain daripada yang tersimpan. Mungkin ada dua mesin dengan"
        " nama desa ini. Yang baru disimpan terpisah; hubungi desa.",
        Answer.RESTORED: "desa memulihkan cadangan lama, peristiwa mulai {n} ditulis baru."
        " Yang lama disimpan terpisah.",
        Answer.OTHER_KEY: "kiriman dengan kunci lain ({key}) DITOLAK. Desa ini dikenal dengan kunci yang berbeda.",
    }
    return f"Desa {dotted(kode)}: {sentences[verdict.answer].format(n=verdict.number, key=key)}"
