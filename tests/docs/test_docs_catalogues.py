"""The English catalogues: every entry has its sentence in the program, every code's sentence its entry."""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import pytest

from appliance.model.codes import CODES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "appliance" / "locale" / "en" / "LC_MESSAGES"
SENTENCES = {sentence for words in CODES.values() for sentence in (words.resident, words.clerk)}
_FACT = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """A function that compiles a catalogue by msgfmt and reads it by gettext: message id -> English."""
    target = tmp_path_factory.mktemp("mo")

    def read(domain):
        compiled = target / f"{domain}.mo"
        command = ["msgfmt", "--check-format", "-o", str(compiled), str(FOLDER / f"{domain}.po")]
        subprocess.run(command, check=True, timeout=60)
        with compiled.open("rb") as file:
            entries = gettext.GNUTranslations(file)._catalog
        return {key: value for key, value in entries.items() if key}

    return read


def strings_in(*rooms):
    """Every string constant of the Python files in `rooms`."""
    return {
        node.value
        for room in rooms
        for path in (ROOT / "appliance" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_sentence_of_a_code_has_its_english(catalogue):
    assert set(catalogue("codes")) == SENTENCES


@pytest.mark.parametrize("domain", ["codes", "command"])
def test_facts_stay_as_they_are(catalogue, domain):
    for indonesian, english in catalogue(domain).items():
        assert sorted(_FACT.findall(indonesian)) == sorted(_FACT.findall(english)), indonesian


@pytest.mark.parametrize("domain", ["codes", "command"])
def test_a_sentence_ends_as_its_original_does(catalogue, domain):
    for indonesian, english in catalogue(domain).items():
        assert indonesian[-1] == english[-1], indonesian


def test_every_entry_of_the_command_line_is_said_there(catalogue):
    assert set(catalogue("command")) - strings_in("cli", "letters") == set()
