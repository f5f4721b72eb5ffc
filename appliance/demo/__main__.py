"""`python -m appliance.demo [--out DIR]`: by hand in a terminal that is large enough, else the story by itself."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from appliance.model.errors import ApplianceError

SMALLEST = (80, 24)
"""Columns and rows the demo by hand needs: a kiosk of 48 x 15 and room beside and below it."""


def main() -> int:
    """Exit 0 only when every step of the story truly happened (by hand: when the screen ended well)."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--out", default="demo-out", help="folder for pictures, paper and event")
    parser.add_argument("--story", action="store_true", help="play by itself also in a terminal")
    options = parser.parse_args()
    out = Path(options.out)
    by_hand = sys.stdin.isatty() and sys.stdout.isatty() and not options.story
    if by_hand:
        size = os.get_terminal_size()
        if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
            print(
                f"Jendela {size.columns}x{size.lines} terlalu kecil untuk dicoba sendiri ({SMALLEST[0]}x"
                f"{SMALLEST[1]}): ceritanya diputar sendiri. (window too small, playing by itself)"
            )
            by_hand = False
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="anjungan-demo-") as folder:
            if by_hand:
                from appliance.demo.by_hand import play_by_hand

                return play_by_hand(Path(folder), out)
            from appliance.demo.story import play_story

            return play_story(Path(folder), out)
    except ApplianceError as error:
        print(error.for_clerk(), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
