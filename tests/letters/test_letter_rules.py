"""Who may have which letter, and whether a clerk has to look first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from letters_helpers import BASIS, CHILD, CUSTOM, ELDER, FAMILY, GRANNY, HEAD, TODAY, VILLAGE, WIFE

from appliance.letters.basis import basis_words, best_basis, is_strong
from appliance.letters.eligibility import NO_RULE, WET, Ruling, judge, may_ask, subjects
from appliance.letters.kind import find_kind, kinds
from appliance.letters.rules import RULES
from appliance.model.records import Basis
from appliance.model.resident import Resident


def ruling(
    kind: str = "DOMISILI", applicant: Resident = WIFE, subject: Resident | None = None, **more: Any
) -> Ruling:
    basis = more.pop("basis", BASIS)
    rule = more.pop("rule", CUSTOM.rule)
    return judge(find_kind(kind), applicant, subject or applicant, FAMILY, basis, rule, TODAY, **more)


def code(found: Ruling) -> str | None:
    return found.error.code if found.error else None


@pytest.mark.parametrize("kind", list(kinds()))
def test_an_adult_of_the_village_gets_every_kind_at_once(kind: str) -> None:
    assert ruling(kind) == Ruling("direct")


@pytest.mark.parametrize("kind", list(kinds()))
def test_without_the_villages_rule_nothing_is_direct(kind: str) -> None:
    assert ruling(kind, rule=" ") == Ruling("released", NO_RULE)


def test_the_head_may_stop_a_kind() -> None:
    assert ruling(policy="released") == Ruling("released", NO_RULE)
    assert ruling(policy="wet") == Ruling("released", WET)


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"active": False}, "E-LTR-05"), ({"nik": None}, "E-LTR-05"), ({"born": date(2009, 11, 25)}, "E-LTR-08")],
)
def test_who_may_not_ask(change: dict[str, Any], expected: str) -> None:
    someone = replace(ELDER, **change)
    found = ruling(applicant=someone)
    assert found.way == "refused" and code(found) == expected and found.sentence
    assert not may_ask(someone, TODAY)


def test_seventeen_today_or_married_is_enough() -> None:
    assert ruling(applicant=replace(ELDER, born=date(2009, 11, 24))).way == "direct"
    assert ruling(applicant=replace(ELDER, born=date(2010, 1, 1), marital=3)).way == "direct"


def test_for_a_child_in_the_kk() -> None:
    assert ruling(subject=CHILD).way == ruling(applicant=HEAD, subject=ELDER).way == "direct"


@pytest.mark.parametrize(
    ("applicant", "subject"),
    [
        (WIFE, HEAD),
        (WIFE, GRANNY),
        (ELDER, CHILD),  # a brother is no parent
        (GRANNY, CHILD),
        (WIFE, replace(CHILD, kk="1801041203120008")),
        (WIFE, replace(CHILD, relation=6)),
    ],
)
def test_for_others_the_clerk(applicant: Resident, subject: Resident) -> None:
    found = ruling(applicant=applicant, subject=subject)
    assert found.way == "refused" and code(found) == "E-LTR-09"
    assert ruling(applicant=applicant, subject=subject, by_clerk=True) == Ruling("released")


def test_a_child_who_left_gets_no_letter() -> None:
    assert code(ruling(subject=replace(CHILD, active=False))) == "E-LTR-05"


def test_whom_one_may_ask_for() -> None:
    kind = find_kind("SKTM")
    assert subjects(kind, WIFE, FAMILY) == (WIFE, ELDER, CHILD)
    assert subjects(kind, ELDER, FAMILY) == (ELDER,)
    assert subjects(kind, WIFE, (WIFE, replace(ELDER, active=False))) == (WIFE,)
    assert subjects(replace(kind, audience=("self",)), WIFE, FAMILY) == (WIFE,)


@pytest.mark.parametrize("job", [1, 2, 3])
def test_without_a_job(job: int) -> None:
    assert ruling("TIDAK_BEKERJA", replace(ELDER, job=job)).way == "direct"


@pytest.mark.parametrize("job", [None, 4, 9, 99])
def test_with_a_job_the_letter_is_refused_even_to_the_clerk(job: int | None) -> None:
    someone = replace(ELDER, job=job)
    for by_clerk in (False, True):
        found = ruling("TIDAK_BEKERJA", someone, by_clerk=by_clerk)
        assert found.way == "refused" and code(found) == "E-LTR-06"
        assert found.error is not None and found.error.for_resident() == found.sentence
    assert "meja pelayanan" in str(found.sentence)


def basis(source: str = "dtsen_desil", detail: str = "2", day: str = "2026-09-10") -> Basis:
    return Basis(HEAD.kk, source, detail, day, "Ani")


LOOK = "Petugas perlu memastikan data keluarga. Silakan ke meja pelayanan."


@pytest.mark.parametrize(
    ("known", "way"),
    [
        (basis(), "direct"),
        (basis(detail="4"), "direct"),
        (basis(detail="5"), "released"),
        (basis(detail="x"), "released"),
        (basis("program", "PKH"), "direct"),
        (basis("musdes", "12/2026"), "direct"),
        (basis("rt", ""), "released"),
        (basis("pernyataan", ""), "released"),
        (basis(day="2025-11-25"), "direct"),
        (basis(day="2025-11-24"), "released"),
        (basis(day="2026-11-24"), "direct"),
        (basis(day="2026-11-25"), "released"),
        (None, "released"),
    ],
)
def test_sktm_is_direct_only_on_a_strong_and_fresh_basis(known: Basis | None, way: str) -> None:
    found = ruling("SKTM", basis=known)
    assert found.way == way
    assert found.sentence == (None if way == "direct" else LOOK)
    assert ruling("SKTM", basis=known, by_clerk=True) == Ruling("released")


def test_the_decile_that_counts_is_a_setting() -> None:
    assert ruling("SKTM", basis=basis(detail="5"), desil_limit=5).way == "direct"
    assert is_strong(basis(detail="5"), TODAY, 5) and not is_strong(basis(detail="5"), TODAY, 4)


def test_the_best_basis_is_the_newest_strong_one_and_never_a_rich_decile() -> None:
    old, new = basis("program", "PKH", "2025-01-01"), basis("musdes", "1/2026", "2026-02-03")
    weak, rich = basis("rt", "", "2026-11-01"), basis(detail="8", day="2026-11-20")
    assert best_basis([old, rich, weak, new], TODAY, 4) == new
    assert best_basis([rich, weak], TODAY, 4) == weak
    assert best_basis([rich], TODAY, 4) is None
    assert best_basis([basis(day="2027-01-01")], TODAY, 4) is None
    assert best_basis([], TODAY, 4) is None


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (basis(), "Data Tunggal Sosial dan Ekonomi Nasional (DTSEN), desil 2, tanggal 10 September 2026"),
        (basis("program", "PBI-JK"), "daftar penerima PBI-JK, tanggal 10 September 2026"),
        (basis("musdes", "12/2026"), "Berita Acara Musyawarah Pekon Nomor 12/2026, tanggal 10 September 2026"),
        (basis("rt"), "keterangan Ketua RT, tanggal 10 September 2026"),
        (basis("pernyataan"), "surat pernyataan yang bersangkutan, tanggal 10 September 2026"),
    ],
)
def test_how_a_basis_is_cited(known: Basis, words: str) -> None:
    assert basis_words(known, replace(VILLAGE, term="Pekon")) == words


@pytest.mark.parametrize("kind", list(kinds()))
def test_manifests_use_known_rules(kind: str) -> None:
    for rule in find_kind(kind).rules:
        assert rule.name in RULES
        assert rule.sentence.id and rule.sentence.en
