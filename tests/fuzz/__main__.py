"""`python -m tests.fuzz --inputs 1000000`: anything at all to every door of the product, and what came of it."""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time

from tests.fuzz.all_targets import TARGETS
from tests.fuzz.drive import Tally, drive

ROOM = 2 << 30
"""Bytes of address space beyond the present: an input that eats memory meets an error and not the machine's end."""


def main() -> int:
    """Exit 0 when no promise broke."""
    names = [target.name for target in TARGETS]
    options = _options(names)
    wanted = [target for target in TARGETS if options.target in (None, target.name)]
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + ROOM, resource.RLIM_INFINITY))
    print(f"seed {options.seed}", flush=True)
    shares = sum(target.share for target in wanted)
    tallies = []
    began = time.monotonic()
    print(_HEAD, flush=True)
    for target in wanted:
        tally = drive(target, max(1, round(options.inputs * target.share / shares)), options.seed)
        tallies.append(tally)
        print(_row(tally), flush=True)
        for fault in tally.faults:
            print(f"    BROKEN {fault.what}\n           {fault.data[:400]!r}", flush=True)
    total = Tally("all")
    for tally in tallies:
        total.refused += tally.refused
        total.accepted += tally.accepted
        total.faults += tally.faults
        total.longest = max(total.longest, tally.longest)
        total.heaviest = max(total.heaviest, tally.heaviest)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{_row(total)}\n{time.monotonic() - began:.0f} s, at most {peak} MiB resident")
    return 1 if total.faults else 0


_HEAD = (
    f"{'target':<18} {'inputs':>9} {'refused':>9} {'accepted':>9} {'broken':>6} {'longest ms':>10} {'MiB held':>8}"
)


def _row(tally: Tally) -> str:
    return (
        f"{tally.name:<18} {tally.inputs:>9,} {tally.refused:>9,} {tally.accepted:>9,} {len(tally.faults):>6} "
        f"{tally.longest * 1000:>10.1f} {tally.heaviest / 2**20:>8.2f}"
    )


def _options(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--target", choices=names)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return parser.parse_args()


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of the product's
        return int(file.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main())
