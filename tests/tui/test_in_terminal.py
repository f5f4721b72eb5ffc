"""The kiosk in a real terminal (a pty): a finger's raw bytes, the keyboard's signals, a fault of the program."""

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

from tests.tui.fake_desk import NIK

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class Terminal:
    """A child in a pty of 48 x 15, what it wrote, and a finger."""

    def __init__(self, *args: str) -> None:
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 15, 48, 0, 0))
        environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
        environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):  # a parallel run sets COLUMNS for its workers
            environ.pop(name, None)
        self._leader = leader
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.in_terminal", *args],
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

    def until(self, words: str) -> None:
        """Wait until these words were written."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, f"{words!r} did not come; last: {self.text[-400:]!r}"
            assert self.child.poll() is None, f"it ended with {self.child.returncode}"
            self.read(0.1)

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
def terminal(*args: str) -> Iterator[Terminal]:
    """A kiosk in a terminal."""
    one = Terminal(*args)
    try:
        yield one
    finally:
        one.close()


WITHOUT_CARD, KEY_1, KEY_2, KEY_9 = (40, 13), (27, 3), (35, 3), (43, 7)


def test_a_finger_in_raw_bytes() -> None:
    with terminal() as kiosk:
        kiosk.until("Tanpa KTP")
        kiosk.read(0.6)
        kiosk.tap(*WITHOUT_CARD)
        kiosk.until("0 dari 16 angka.")
        kiosk.read(0.6)
        kiosk.tap(*KEY_1)
        kiosk.tap(*KEY_1)
        kiosk.until("2 dari 16 angka.")
        kiosk.down(*KEY_1)
        kiosk.slide(*KEY_2)
        kiosk.up(*KEY_2)
        kiosk.down(*KEY_9)
        kiosk.slide(KEY_9[0] - 1, KEY_9[1])
        kiosk.up(KEY_9[0] + 1, KEY_9[1])
        kiosk.until("3 dari 16 angka.")
        kiosk.forget()
        kiosk.tap(*KEY_2)
        kiosk.until("4 dari 16 angka.")
        assert "1192" in kiosk.text


def test_a_double_tap_reaches_one_page_only() -> None:
    with terminal("card") as kiosk:
        kiosk.until("Mau surat apa?")
        kiosk.read(0.6)
        kiosk.tap(5, 10)
        kiosk.tap(5, 10)
        kiosk.until("untuk apa?")
        kiosk.read(1.0)
        assert "untuk siapa" not in kiosk.text


def test_keyboard_and_its_signals_do_not_end_it() -> None:
    with terminal() as kiosk:
        kiosk.until("Tanpa KTP")
        kiosk.read(0.6)
        kiosk.write("\x03\x1a\x1c\x11\x13\x04\x10\x0f\x1b\x1bOP\x1b[24~")
        kiosk.read(0.5)
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.killpg(kiosk.child.pid, number)
            kiosk.read(0.3)
        assert kiosk.child.poll() is None
        kiosk.forget()
        kiosk.tap(*WITHOUT_CARD)
        kiosk.until("0 dari 16 angka.")


def test_a_fault_of_the_program_ends_it_without_a_word_of_the_data(tmp_path: Path) -> None:
    line = tmp_path / "fault"
    with terminal("broken", str(line)) as kiosk:
        end = time.monotonic() + PATIENCE
        while kiosk.child.poll() is None and time.monotonic() < end:
            kiosk.read(0.2)
        assert kiosk.child.returncode == 1
    told = line.read_text(encoding="utf-8")
    assert re.fullmatch(r"RuntimeError \S+:\d+", told), told
    for text in (kiosk.text, told):
        assert NIK not in text
        assert "Traceback" not in text
