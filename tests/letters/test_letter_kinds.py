"""Kinds as data, and the answers they ask for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.letters.clean import clean
from appliance.letters.inputs import check_inputs, purpose_of
from appliance.letters.kind import Kind, find_kind, kinds
from appliance.model.errors import ApplianceError

SKTM = find_kind("SKTM")


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_a_kind_fits_screen_and_number(kind: Kind) -> None:
    assert kinds()[kind.code] is kind
    assert kind.title.id and kind.title.en and kind.group
    assert all(0 < len(line) <= 11 for line in kind.tile)
    assert (
        kind.old and kind.new and kind.classification("old") == kind.old and kind.classification("new") == kind.new
    )
    assert kind.policy in ("direct", "released", "wet") and kind.months > 0 and kind.audience[0] == "self"
    asked = [item for item in kind.inputs if item.asked]
    assert [item.name for item in asked] == ["keperluan"], "one question, one touch"
    for item in kind.inputs:
        assert item.limit == 120 and item.type == "text"
        assert item.label.id and item.question.id and item.question.en and item.example.id
        assert len(item.choices) + item.free <= 6, "six tiles a page"
        for choice in item.choices:
            assert len(choice.tile.id) <= 19 and len(choice.tile.en) <= 19 and 0 < len(choice.value) <= item.limit
            assert check_inputs(kind, {item.name: choice.value, "keperluan": "x"} | {item.name: choice.value})


def test_sktm_offers_the_six_purposes() -> None:
    tiles = [choice.tile.id for choice in SKTM.inputs[0].choices]
    assert tiles == ["Sekolah/kuliah", "Berobat", "Bantuan sosial", "Keringanan bayar", "Bantuan hukum"]
    assert SKTM.inputs[0].free
    classes = [purpose_of(SKTM, {"keperluan": choice.value}) for choice in SKTM.inputs[0].choices]
    assert classes == ["pendidikan", "kesehatan", "lainnya", "lainnya", "bantuan_hukum"]
    assert purpose_of(SKTM, {"keperluan": "Beasiswa"}) == purpose_of(SKTM, {}) == "lainnya"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ApplianceError) as caught:
        find_kind("TIDAKADA" * 50)
    assert caught.value.code == "E-LTR-01" and len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "E-LTR-02"),
        ({"keperluan": " \t\u200b"}, "E-LTR-02"),
        ({"keperluan": "x" * 121}, "E-LTR-03"),
        ({"keperluan": "x" * 100_000}, "E-LTR-03"),
        ({"keperluan": " " * 100_000}, "E-LTR-03"),
        ({"keperluan": "Beasiswa", "tujuan": "x"}, "E-LTR-04"),
    ],
)
def test_answers_that_will_not_do(given: dict[str, str], code: str) -> None:
    with pytest.raises(ApplianceError) as caught:
        check_inputs(SKTM, given)
    assert caught.value.code == code
    assert caught.value.for_resident()


def test_answers_are_kept_as_written_on_one_line() -> None:
    given = {"keperluan": "  Beasiswa\u00a0 S1\n(KIP)\x1b@\u202e ", "instansi": ""}
    assert check_inputs(SKTM, given) == {"keperluan": "Beasiswa S1 (KIP)@"}
    assert check_inputs(SKTM, {"keperluan": "x" * 120}) == {"keperluan": "x" * 120}


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_answer_is_taken_clean_or_refused(text: str) -> None:
    value = clean(text)
    if 1 <= len(value) <= 120:
        assert check_inputs(SKTM, {"keperluan": text}) == {"keperluan": value}
        assert value == " ".join(value.split()) and value.isprintable()
    else:
        with pytest.raises(ApplianceError) as caught:
            check_inputs(SKTM, {"keperluan": text})
        assert caught.value.code == ("E-LTR-03" if value else "E-LTR-02")


def test_signs_that_join_once_nothing_stands_between_them() -> None:
    assert clean("Rene\u200d\u0301") == clean("René") == "René"


def test_the_rules_of_letters_start_light() -> None:
    heavy = ("PIL", "reportlab", "segno", "jinja2", "cbor2", "cryptography")
    code = (
        "import sys, appliance.letters.compose, appliance.letters.eligibility, appliance.letters.seal,"
        "appliance.letters.render.png, appliance.letters.render.pdf, appliance.letters.slip\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
