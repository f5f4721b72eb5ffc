"""`make bench`: every ratio against its peer or limit, measured in one run; exit 1 when a goal is missed."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.rows import Row


def main(chosen: list[str]) -> int:
    """Run the benches named on the command line, or all."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    missed = 0
    print(f"{'what':<58} {'measured':>12} {'goal':>10}")
    for name in names:
        if chosen and name.removeprefix("bench_") not in chosen:
            continue
        rows: list[Row] = import_module(f"benchmarks.{name}").run()
        for row in rows:
            missed += not row.reached
            print(row.line(), flush=True)
    print("all goals reached" if not missed else f"{missed} goals missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
