"""`python -m tests.torture.power_cuts --cuts 1000`: power cuts at random moments of real work."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from appliance.model.errors import ApplianceError
from tests.torture.power_judge import judge_image, lay_out
from tests.torture.power_life import Life
from tests.torture.power_work import PROVINCE, STATE
from tests.torture.verdict import Broken

PER_LIFE = 60
"""Cuts of one life, each with its own luck."""

WHERE = {"both machines": "", "the village": PROVINCE, "the province": STATE}
"""Where the power fails, and what goes on meanwhile."""


def ordeal(cuts: int, seed: int, tell: Callable[[str], None], *, honest: bool = True) -> list[tuple[str, object]]:
    """Cut the power so many times and judge each time what is left: rows of name and count for a table. Raises
    `verdict.Broken` at the first promise that was not kept. With `honest` false the disk lies about flushing, which
    has to break one."""
    dice, counts = random.Random(seed), Counter[str]()
    while counts["cuts"] < cuts:
        with tempfile.TemporaryDirectory(prefix="power-") as folder:
            life = Life(Path(folder), dice.randrange(10**6))
            counts["lives"] += 1
            counts["changes"] += len(life.changes)
            for _ in range(min(PER_LIFE, cuts - counts["cuts"])):
                _cut(life, Path(folder) / "image", dice, counts, honest)
        tell(f"{counts['cuts']} of {cuts} power cuts, {counts['letters']} letters looked at")
    return [
        ("power cuts", counts["cuts"]),
        *((f"  of {name}", counts[name]) for name in WHERE),
        ("changes of the disks they fell between", counts["changes"]),
        ("cuts before the village was founded", counts["cuts"] - counts["founded"]),
        ("letters answered before a cut, all kept", counts["answered"]),
        ("prints cut off, left to a person", counts["unsure"]),
        ("events at the province, first of the journal", counts["at_province"]),
    ]


def _cut(life: Life, place: Path, dice: random.Random, counts: Counter[str], honest: bool) -> None:
    """One cut between two changes."""
    at, where = dice.randint(0, len(life.changes)), dice.choice(list(WHERE))
    luck = dice.randrange(10**9)
    disk = life.disk(honest=honest)
    disk.make(life.changes[:at])
    try:
        verdict = judge_image(lay_out(disk.after_cut(random.Random(luck), WHERE[where]), place))
    except (Broken, ApplianceError) as why:  # a refusal is a promise not kept, too
        raise Broken(f"power cut of {where} after change {at} of {len(life.changes)}, luck {luck}: {why}") from why
    finally:
        shutil.rmtree(place)
    counts.update({"cuts": 1, where: 1, **vars(verdict)})


def main() -> int:
    """Exit 0 when every promise was kept."""
    parser = argparse.ArgumentParser(prog="power_cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=PER_LIFE)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began = time.monotonic()
    try:
        rows = ordeal(options.cuts, options.seed, lambda words: print(words, flush=True))
    except Broken as why:
        print(f"BROKEN: {why}")
        return 1
    for name, value in [*rows, ("seconds", round(time.monotonic() - began))]:
        print(f"{name:<48} {value:>12}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
