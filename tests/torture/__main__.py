"""`python -m tests.torture --kills 300`: faults at random instants, and a look at what is left after each."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.torture.ordeals import ORDEALS, shares
from tests.torture.table import Done, as_text, write
from tests.torture.verdict import Broken


def main() -> int:
    """Exit 0 when every promise was kept, 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="faults in all")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", action="append", choices=[one.name for one in ORDEALS], help="this ordeal")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/reliability.md")
    options = parser.parse_args()
    chosen = [one for one in ORDEALS if not options.only or one.name in options.only]
    print(f"seed {options.seed}", flush=True)
    survived: list[Done] = []
    for ordeal, faults in zip(chosen, shares(options.kills, chosen), strict=True):
        began = time.monotonic()

        def tell(words: str, name: str = ordeal.name) -> None:
            print(f"{name}: {words}", flush=True)

        try:
            survived.append(Done(ordeal.title, faults, ordeal.run(faults, options.seed, tell)))
        except Broken as why:
            tell(f"BROKEN after {time.monotonic() - began:.0f} s: {why}")
            return 1
        tell(f"{faults} faults survived in {time.monotonic() - began:.0f} s")
    print(as_text(survived))
    if options.write:
        write(survived, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
