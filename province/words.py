"""Sentences for the operator of the province."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.model.errors import ApplianceError
from appliance.post.intake import Answer, Verdict
from province.register import Found


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
        " nama desa ini. Yang baru disimpan terpisah; hubungi desa, lalu province settle.",
        Answer.RESTORED: "desa memulihkan cadangan lama, peristiwa mulai {n} ditulis baru."
        " Yang lama disimpan terpisah.",
        Answer.OTHER_KEY: "kiriman dengan kunci lain ({key}) DITOLAK. Desa ini dikenal dengan kunci yang berbeda;"
        " hubungi desa, lalu province settle.",
    }
    return f"Desa {dotted(kode)}: {sentences[verdict.answer].format(n=verdict.number, key=key)}"


def trouble_words(kode: str, code: str, number: int) -> str:
    """What a village says of itself; `number` is the first event that it does not share with what is held."""
    what = "datanya salinan lama" if code == "E-NET-07" else "ada dua jurnal dengan nama desa ini"
    return (
        f"Desa {dotted(kode)}: desa melapor ({code}): {what}, berbeda mulai peristiwa {number}."
        " Hubungi desa, lalu province settle."
    )


def found_words(found: Found) -> Iterator[str]:
    """What a person should know after events were read into the register."""
    for kode, count in (+found.unread).items():
        yield f"Desa {dotted(kode)}: {count} peristiwa masuk karantina; lihat province quarantine."
    for kode, count in (+found.twice).items():
        yield f"Desa {dotted(kode)}: {count} surat bernomor sama dengan surat lain; lihat province twice."
