"""F1, F2, F7: killed at any instant. Some dozens of faults here; `make torture` makes hundreds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.ordeals import ORDEALS, shares
from tests.torture.table import BEGIN, END, PAGE

ROOT = Path(__file__).parents[2]
COUNTED = {
    "letters": (28, ["first one killed while issuing", "prints answered, all on paper once"]),
    "register": (16, ["imports found cut off between two batches", "edits answered, all kept with their event"]),
    "journey": (16, ["events at the province, byte for byte as in the journal"]),
}
"""Kills, and what has to be counted or the ordeal was none. The power cuts have a test of their own."""


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", COUNTED)
def test_f1_nothing_is_lost_doubled_or_half_done(name: str) -> None:
    """A program of its own, since it forks: no thread and no open store of ours may be in it."""
    kills, rows = COUNTED[name]
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", str(kills), "--only", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    counted = {
        line.rsplit(None, 1)[0].strip(): line.split()[-1] for line in done.stdout.splitlines() if "  " in line
    }
    assert counted["faults survived"] == str(kills)
    for row in rows:
        assert int(counted[row].replace(",", "")) > 0


def test_every_fault_asked_for_is_made() -> None:
    for faults in (4, 60, 300, 301):
        assert sum(shares(faults)) == max(faults, len(ORDEALS))
        assert all(shares(faults))


def test_the_page_keeps_a_table_of_every_ordeal() -> None:
    table = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    for ordeal in ORDEALS:
        assert f"| **{ordeal.title}** |" in table
