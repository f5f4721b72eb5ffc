"""A program in a real terminal (a pty of 48 x 15): what it writes, and a finger."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class Terminal:
    """`module` with its words as a child of ours."""

    def __init__(self, module: str, *words: str) -> None:
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 15, 48, 0, 0))
        environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
        environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):  # a parallel run sets COLUMNS for its workers
            environ.pop(name, None)
        self._leader = leader
        self.child = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            cwd=ROOT,
            env=environ,
            start_new_session=True,
        )
        os.close(follower)
        self.written = ""

    def read(self, seconds: float) -> None:
        """Take what it writes for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._leader], [], [], min(left, 0.05))
            if ready:
                try:
                    self.written += os.read(self._leader, 65536).decode("utf-8", "replace")
                except OSError:
                    return

    @property
    def text(self) -> str:
        """What was written, without the escape sequences."""
        return re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b.", "", self.written)

    def until(self, words: str, step: float = 0.1) -> None:
        """Wait until these words were written; look each `step` seconds."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, f"{words!r} did not come; last: {self.text[-400:]!r}"
            assert self.child.poll() is None, f"it ended with {self.child.returncode}"
            self.read(step)

    def forget(self) -> None:
        """Look only at what comes from here on."""
        self.read(0.3)
        self.written = ""

    def write(self, text: str) -> None:
        os.write(self._leader, text.encode())

    def down(self, x: int, y: int) -> None:
        self.write(f"\x1b[<0;{x + 1};{y + 1}M")

    def slide(self, x: int, y: int) -> None:
        self.write(f"\x1b[<32;{x + 1};{y + 1}M")

    def up(self, x: int, y: int) -> None:
        self.write(f"\x1b[<0;{x + 1};{y + 1}m")

    def tap(self, x: int, y: int) -> None:
        self.down(x, y)
        self.up(x, y)

    def end(self) -> int:
        """Wait until it ends by itself; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.child.poll() is None:
            assert time.monotonic() < end, f"it did not end; last: {self.text[-400:]!r}"
            self.read(0.1)
        self.read(0.2)
        assert self.child.returncode is not None
        return self.child.returncode

    def close(self) -> None:
        """End it."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()
        self.child.wait()
        os.close(self._leader)


@contextmanager
def terminal(module: str, *words: str) -> Iterator[Terminal]:
    """The program in a terminal, ended with the block."""
    one = Terminal(module, *words)
    try:
        yield one
    finally:
        one.close()
