"""Every sentence of the screen stands in its English catalogue (those of the codes have their own)."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import appliance.locale
import appliance.tui
from appliance.letters.eligibility import NO_RULE, WET
from appliance.tui.text import DAYS, MONTHS

SPEAKING = ("say", "back_button", "next_button")
FROM_THE_DESK = {
    "KTP dan Kartu Keluarga",
    *("tidak mampu", "Domisili", "alamat", "Belum", "bekerja", "Pengantar", "ke instansi", "SKTM"),
    "Petugas perlu memastikan data keluarga. Silakan ke meja pelayanan.",
    "Data pekerjaan belum cocok untuk surat ini. Silakan ke meja pelayanan.",
    *(NO_RULE, WET),
}
"""What the desk hands over in Indonesian: tiles, what to bring, why a clerk looks first."""


def spoken() -> set[str]:
    """The literals handed to what speaks, and their defaults."""
    found: set[str] = set()
    for path in Path(appliance.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values: list[ast.expr] = []
            if isinstance(node, ast.Call) and _name(node.func) in SPEAKING:
                values = node.args
            elif isinstance(node, ast.FunctionDef) and node.name in SPEAKING:
                values = node.args.defaults
            elif isinstance(node, ast.IfExp):
                values = [node.body, node.orelse] if "button" in path.name else []
            found |= {
                v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str) and v.value
            }
    return found


def _name(called: ast.expr) -> str:
    """`say` in `self.say(…)`, `kiosk.say(…)` and `say(…)`."""
    return getattr(called, "attr", "") or getattr(called, "id", "")


def catalogue() -> dict[str, str]:
    """The English catalogue, empty header left out."""
    with (Path(appliance.locale.__file__).parent / "en/LC_MESSAGES/screen.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {str(key): str(value) for key, value in known.items() if key}


def test_every_sentence_is_translated_and_nothing_else() -> None:
    assert set(catalogue()) == spoken() | set(DAYS) | set(MONTHS) | FROM_THE_DESK


def test_braces_are_the_same_in_both_languages() -> None:
    for indonesian, english in catalogue().items():
        assert sorted(_braces(indonesian)) == sorted(_braces(english)), indonesian


def _braces(text: str) -> list[str]:
    return [piece.split("}")[0] for piece in text.split("{")[1:]]
