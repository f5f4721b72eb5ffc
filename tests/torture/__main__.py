"""`python -m tests.torture --kills 300`: SIGKILL at random instants of issuing and printing by two processes."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.torture.judge import Broken
from tests.torture.rounds import Tally, torture
from tests.torture.worker import Phase

LEAST_BETWEEN = 1 / 3
"""Share of the kills that has to fall between the start of a transaction and its answer."""


def main() -> int:
    """Exit 0 when every promise was kept and enough kills fell where they hurt most."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began = time.monotonic()
    try:
        tally = torture(options.kills, options.seed, lambda words: print(words, flush=True))
    except Broken as why:
        print(f"BROKEN after {time.monotonic() - began:.0f} s: {why}")
        return 1
    print(_table(tally, time.monotonic() - began))
    return 0 if tally.between >= LEAST_BETWEEN else 1


def _table(tally: Tally, took: float) -> str:
    rows = [
        ("kills at a random instant", tally.kills),
        ("processes killed", tally.killed),
        *((f"  fell while {phase.name.lower()}", tally.blows[phase]) for phase in Phase),
        ("between start and answer", f"{tally.between:.0%} (at least {LEAST_BETWEEN:.0%})"),
        ("printing to", ", ".join(f"{name} {count}" for name, count in tally.printers.items())),
        ("letters issued", tally.letters),
        ("  answered, all kept", tally.answered),
        ("prints answered, all on paper once", tally.printed),
        ("prints cut off, left to a person", tally.unsure),
        ("lost, doubled, skipped, printed twice", 0),
        ("seconds", f"{took:.0f}"),
    ]
    return "\n".join(f"{name:<40} {value:>24}" for name, value in rows)


if __name__ == "__main__":
    sys.exit(main())
