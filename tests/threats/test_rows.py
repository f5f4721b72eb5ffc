"""Every row of the threat model leads to the tests that hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

ROWS = {
    "F1": ["torture/test_torture.py", "torture/test_power_cuts.py", "store/test_store_processes.py"],
    "F2": [
        "torture/test_torture.py",
        "torture/test_power_cuts.py",
        "desk/test_desk_print.py",
        "desk/test_f2_job_life.py",
        "printer/test_f2_left_behind.py",
        "printer/test_f2_power_cut.py",
    ],
    "F3": [
        "threats/test_f3_disk.py",
        "threats/test_f3_every_change.py",
        "threats/test_f3_tiny_disk.py",
        "threats/test_f3_kiosk_start.py",
        "store/test_f3_store_faults.py",
        "threats/test_f3_damage.py",
        "threats/test_f3_damage_bits.py",
        "threats/test_f3_damage_journal.py",
        "store/test_store_daily.py",
    ],
    "F4": ["threats/test_f4_clock.py", "desk/test_desk_clock.py"],
    "F5": [
        "desk/test_desk_print.py",
        "printer/test_f5_printer_faults.py",
        "printer/test_f5_printer_words.py",
        "tui/test_clerk_papers.py",
    ],
    "F6": ["reader/test_f6_pcsc_faults.py", "tui/test_f6_reader_at_each_page.py", "tui/test_f6_real_reader.py"],
    "F7": ["mqtt/test_f7_broker_gone.py"],
    "F8": ["mqtt/test_f8_clones.py"],
    "F9": ["threats/test_f9_screen_never_waits.py", "tui/test_real_desk.py"],
    "F10": ["mqtt/test_f10_broker_limits.py"],
    "S1": ["threats/test_s1_found_card.py", "desk/test_desk_issue.py"],
    "S2": ["desk/test_desk_cards.py", "desk/test_desk_requests.py"],
    "S3": ["desk/test_desk_requests.py", "threats/test_s3_guessed_nik.py"],
    "S4": ["tui/test_nothing_stays.py", "tui/test_idle.py"],
    "S5": ["threats/test_s5_dishonest_clerk.py", "desk/test_desk_check.py", "threats/test_f3_damage_journal.py"],
    "S6": ["letters/test_letter_seal.py", "cli/test_cli_contract.py"],
    "S7": ["mqtt/test_s7_hostile_broker.py"],
    "S11": [
        "tui/test_locked_in.py",
        "printer/test_s11_printer_names.py",
        "cli/test_cli_values.py",
        "fuzz/test_fuzz.py",
    ],
    "S12": [
        "registry/test_registry_hostile.py",
        "cli/test_cli_files.py",
        "cli/test_s12_hostile_files.py",
        "fuzz/test_fuzz.py",
    ],
    "S15": [
        "threats/test_s15_no_secrets.py",
        "threats/test_s15_redactor.py",
        "threats/test_s15_whole_chain.py",
        "model/test_s15_no_core.py",
    ],
    "S17": ["desk/test_desk_requests.py", "threats/test_s3_guessed_nik.py"],
    "S18": ["threats/test_s18_only_the_clerk.py", "desk/test_desk_clerks.py"],
}

LATER = {"S8", "S9", "S10", "S13", "S14", "S16"}
"""Rows whose parts come with a later release: certificates at the broker, sticks, the encrypted disk, updates,
operators."""


def test_every_row_is_held_or_comes_later() -> None:
    every = {f"F{n}" for n in range(1, 11)} | {f"S{n}" for n in range(1, 19)}
    assert set(ROWS) | LATER == every and not set(ROWS) & LATER


@pytest.mark.parametrize("row", ROWS)
def test_the_row_leads_to_tests(row: str) -> None:
    for name in ROWS[row]:
        assert "def test_" in (TESTS / name).read_text(encoding="utf-8"), name


def test_tests_that_are_named_after_a_row_are_found_from_it() -> None:
    named = [path for path in TESTS.rglob("test_*.py") if path.name.split("_")[1].upper() in {*ROWS, *LATER}]
    listed = {name for names in ROWS.values() for name in names}
    assert {str(path.relative_to(TESTS)) for path in named} <= listed
