"""F3: the disk fails at any change of any command: a code, whole or nothing, and the same command again at once.

`HYPOTHESIS_PROFILE=explore` tries every change instead of some.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.support.command_line import REFUSAL
from tests.support.disk_shim import build, surroundings
from tests.support.full_disk import Try

EVERY = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
NTHS = list(range(1, 400)) if EVERY else [1, 6, 10, 13, 17, 22, 35, 80, 112]
FACTS = ("letters", "residents", "rule", "have")
MANY = {"init", "import", "print", "restore"}
"""Commands of more than one transaction: what was done before the failing one stays."""
CODES = {"E-STO-02", "E-STO-04", "E-IMP-11", "E-PRN-10"}
CLOSED = {"init": "E-CMD-01", "restore": "E-STO-15"}
"""What a store may say that a failed command has left; giving the command again heals it."""


@pytest.mark.slow
@pytest.mark.timeout(3600 if EVERY else 300)
def test_f3_a_disk_that_fails_at_any_change(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.full_disk", str(tmp_path), json.dumps(NTHS)],
        env=surroundings(build(tmp_path), tmp_path / "disk"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tries = [Try(**json.loads(line)) for line in done.stdout.splitlines()]
    refused = Counter(each.command for each in tries if each.code)
    print(Counter(each.command for each in tries), refused)
    assert len(refused) == 8 and min(refused.values()) >= 2
    for each in tries:
        try:
            _answer(each)
            _whole_or_nothing(each)
            _works_again(each)
        except AssertionError as error:
            error.add_note(f"{each}")
            raise


def _answer(each: Try) -> None:
    """A refusal is one line with a code."""
    assert "Traceback" not in each.told
    assert each.code in (0, 1)
    if each.code:
        last = each.told.splitlines()[-1]
        assert REFUSAL.fullmatch(last) and last.split(" ")[0] in CODES


def _whole_or_nothing(each: Try) -> None:
    """What was answered is there; what was refused is not. Only where the flush itself was refused it may be there
    after all, as a whole: as with an answer that a power cut takes away."""
    after = each.after
    if "refused" in after:
        assert each.code and after["refused"] == CLOSED[each.command]
        return
    assert after["problems"] == []
    there = {name: after[name] for name in FACTS}
    whole = there == {name: each.wanted[name] for name in FACTS}
    nothing = there == {name: each.before.get(name) for name in FACTS}
    if each.code == 0:
        assert whole
    elif each.command in MANY:
        assert whole or nothing or after["letters"] == each.before.get("letters")
    else:
        assert nothing or (whole and each.kind == "s")
    known = {*each.before.get("files", []), *each.wanted["files"]}
    assert set(after["files"]) <= known


def _works_again(each: Try) -> None:
    """Once there is room: at once, and the store is well."""
    if each.command == "init" and "refused" not in each.after:
        assert each.told_again.startswith("E-CMD-02")
    else:
        assert each.again == 0
    assert each.healed["problems"] == []
