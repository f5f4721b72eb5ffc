"""The catalogue of codes and the program agree: no code without words, no words without use."""

import re
from pathlib import Path

import pytest

from appliance.model.codes import CODES

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"""["'](E-[A-Z]{2,5}-[0-9]{2,3})["']""")
_FACT = re.compile(r"\{(\w+)\}")

FORBIDDEN = {"nik", "kk", "uid", "pin", "person", "resident_name"}
"""Facts that no sentence may hold (design, section 8)."""


@pytest.fixture(scope="module")
def used():
    """Codes in quotation marks anywhere in the program but in the catalogue itself."""
    found = {}
    for room in ("appliance", "province"):
        for path in (ROOT / room).rglob("*.py"):
            if "model/codes/" not in path.as_posix():
                for code in _CODE.findall(path.read_text(encoding="utf-8")):
                    found.setdefault(code, path.name)
    return found


def test_every_code_in_the_program_has_words(used):
    assert {code: file for code, file in used.items() if code not in CODES} == {}


def test_every_code_in_the_catalogue_is_used(used):
    assert sorted(set(CODES) - set(used)) == []


@pytest.mark.parametrize("code", CODES)
def test_words_are_whole_sentences_on_one_line(code):
    assert re.fullmatch(r"E-[A-Z]{2,5}-[0-9]{2,3}", code)
    words = CODES[code]
    for sentence in (words.resident, words.clerk, words.mend):
        assert sentence == " ".join(sentence.split())
        assert sentence.endswith((".", "?", "}")), sentence


@pytest.mark.parametrize("code", CODES)
def test_words_name_nobody(code):
    words = CODES[code]
    assert set(_FACT.findall(words.resident + words.clerk)) & FORBIDDEN == set()


@pytest.mark.parametrize("code", CODES)
def test_residents_read_no_foreign_word(code):
    """Rule 14 of the screen: never "error", "gagal" or "invalid" alone, and no code in the sentence."""
    assert not re.search(r"\b(error|gagal|invalid|exception|broker|server)\b", CODES[code].resident, re.IGNORECASE)
    assert "E-" not in CODES[code].resident
