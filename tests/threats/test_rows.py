"""Every row of the threat model leads to the tests that hold it: those named after it, and those listed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

BESIDE = {
    "F1": ["torture/test_torture.py", "torture/test_f1_power_cuts.py", "store/test_store_processes.py"],
    "F2": ["torture/test_torture.py", "torture/test_f1_power_cuts.py", "desk/test_desk_print.py"],
    "F3": ["store/test_store_daily.py"],
    "F4": ["desk/test_desk_clock.py"],
    "F5": ["desk/test_desk_print.py", "tui/test_clerk_papers.py"],
    "F7": ["torture/test_torture.py"],
    "F9": ["tui/test_real_desk.py"],
    "S1": ["desk/test_desk_issue.py"],
    "S2": ["desk/test_desk_cards.py", "desk/test_desk_requests.py"],
    "S3": ["desk/test_desk_requests.py"],
    "S4": ["tui/test_nothing_stays.py", "tui/test_idle.py"],
    "S5": ["desk/test_desk_check.py", "threats/test_f3_damage_journal.py"],
    "S6": ["letters/test_letter_seal.py", "cli/test_cli_contract.py"],
    "S11": ["tui/test_locked_in.py", "cli/test_cli_values.py", "fuzz/test_fuzz.py"],
    "S12": ["registry/test_registry_hostile.py", "cli/test_cli_files.py", "fuzz/test_fuzz.py"],
    "S17": ["desk/test_desk_requests.py", "threats/test_s3_guessed_nik.py"],
    "S18": ["desk/test_desk_clerks.py"],
}
"""Tests of a row that are named after their part."""

LATER = {"S9", "S10", "S13", "S14"}
"""Rows whose parts come with a later release: sticks, the encrypted disk, updates, operators."""

EVERY = [*(f"F{n}" for n in range(1, 11)), *(f"S{n}" for n in range(1, 19))]


def named_after(row: str) -> list[str]:
    """The files whose name, or one of whose tests, begins with the row."""
    test = re.compile(rf"^(async )?def test_{row.lower()}_", re.MULTILINE)
    files = [path for path in TESTS.rglob("test_*.py") if path != Path(__file__)]
    return [
        str(path.relative_to(TESTS))
        for path in files
        if path.name.startswith(f"test_{row.lower()}_") or test.search(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("row", EVERY)
def test_every_row_is_held_or_comes_later(row: str) -> None:
    listed = BESIDE.get(row, [])
    for name in listed:
        assert "def test_" in (TESTS / name).read_text(encoding="utf-8"), name
    assert listed or named_after(row) or row in LATER


@pytest.mark.parametrize("row", [*(f"F{n}" for n in range(1, 11)), "S5", "S7", "S8", "S11", "S15", "S16"])
def test_what_a_village_trusts_has_a_test_of_its_own_name(row: str) -> None:
    assert named_after(row)
