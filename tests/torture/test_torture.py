"""F1, F2: a power cut at any instant. Sixty kills here; `make torture` does three hundred."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 60


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_skipped_or_printed_twice() -> None:
    """A program of its own, since it forks: no thread and no open store of ours may be in it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = dict(re.split(r" {2,}", line.strip(), maxsplit=1) for line in done.stdout.splitlines() if "  " in line)
    assert int(rows["kills at a random instant"]) == KILLS
    assert int(rows["fell while issuing"]) * 3 >= KILLS
    assert int(rows["letters issued"]) > KILLS
    assert int(rows["prints answered, all on paper once"]) > 0
