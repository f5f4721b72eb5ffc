"""A program of its own whose wall clock the test sets, also while it runs (`clock_shim.c`)."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import datetime
from pathlib import Path

_SOURCE = Path(__file__).with_name("clock_shim.c")


class ShimmedClock:
    """`environment` is that of a program under this clock, which is right until it is set."""

    def __init__(self, folder: Path) -> None:
        shim, self._file = folder / "clock_shim.so", folder / "clock"
        command = ["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", shim, _SOURCE, "-ldl"]
        subprocess.run(command, check=True)
        self.put_right()
        self.environment = os.environ | {"LD_PRELOAD": str(shim), "CLOCK_FILE": str(self._file)}

    def set(self, to: datetime) -> None:
        """The program reads this date from now on, and it goes on from there."""
        self._move(round(to.timestamp() - time.time()))

    def put_right(self) -> None:
        """The program reads the machine's own clock."""
        self._move(0)

    def _move(self, seconds: int) -> None:
        fresh = self._file.with_suffix(".fresh")
        fresh.write_text(str(seconds), encoding="ascii")
        fresh.replace(self._file)
