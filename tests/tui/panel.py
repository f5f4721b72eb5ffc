"""A panel of 1024 x 600 without glass: foot with the unit's settings, in weston, in an X server of memory."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from PIL import Image, ImageGrab

ROOT = Path(__file__).parents[2]
SIZE = (1024, 600)
CELL = (21, 40)
PATIENCE = 60.0
NEEDED = ("Xvfb", "foot", "weston", "xdotool", "zbarimg")


def missing() -> list[str]:
    """What this machine does not have of what is needed."""
    return [name for name in NEEDED if shutil.which(name) is None]


class Panel:
    """The kiosk of `in_foot.py` on it, with a finger and a camera."""

    def __init__(self, folder: Path, *pages: str) -> None:
        self._folder, self._pages = folder, pages
        self._told = folder / "told"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._display = ""

    def __enter__(self) -> Panel:
        self._folder.chmod(0o700)
        self._display = self._x_server()
        self._weston()
        run = [sys.executable, "-m", "tests.tui.in_foot", str(self._told), *self._pages]
        self._start(["foot", "-F", "-c", str(ROOT / "systemd/foot.ini"), "--", *run], WAYLAND_DISPLAY="kiosk")
        try:
            self.page("Welcome")
            self._hand("mousemove", "2", str(SIZE[1] - 2))  # out of the pictures
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def page(self, name: str) -> None:
        """Wait until this page stands."""
        end = time.monotonic() + PATIENCE
        while not self.told().startswith(name + " "):
            assert time.monotonic() < end, f"{name} did not come; {self.told()!r}; {self._last_words()}"
            time.sleep(0.05)

    def told(self) -> str:
        """Name of the page that stands, and what pictures the terminal shows."""
        return self._told.read_text(encoding="utf-8") if self._told.exists() else ""

    def next(self, name: str) -> None:
        """Show the next page, which is of this class."""
        self._hand("key", "n")
        self.page(name)

    def touch(self, x: int, y: int) -> None:
        """Touch a cell."""
        self._hand("mousemove", str(x * CELL[0] + CELL[0] // 2), str(y * CELL[1] + CELL[1] // 2))
        self._hand("mousedown", "1", "sleep", "0.1", "mouseup", "1")

    def photograph(self) -> Image.Image:
        """What stands there once nothing moves any more."""
        end = time.monotonic() + PATIENCE
        seen, since = self._grab(), time.monotonic()
        while time.monotonic() - since < 1.0:
            time.sleep(0.2)
            now = self._grab()
            if now.tobytes() != seen.tobytes():
                seen, since = now, time.monotonic()
            assert time.monotonic() < end, "the screen does not come to rest"
        return seen

    def _grab(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self._display).convert("RGB")

    def _x_server(self) -> str:
        reading, writing = os.pipe()
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"]
        self._start(command, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as answer:
            return f":{int(answer.readline())}"

    def _weston(self) -> None:
        told = subprocess.run(["weston", "--version"], capture_output=True, text=True, check=True).stdout
        found = re.search(r"(\d+)\.", told)
        assert found is not None, told
        pixman = ["--renderer=pixman"] if int(found[1]) >= 12 else ["--use-pixman"]
        config = self._folder / "weston.ini"
        config.write_text("[core]\nshell=kiosk-shell.so\nidle-time=0\n", encoding="utf-8")
        size = [f"--width={SIZE[0]}", f"--height={SIZE[1]}"]
        command = ["weston", "--backend=x11-backend.so", *pixman, *size, "--socket=kiosk", f"--config={config}"]
        self._start(command, DISPLAY=self._display)
        end = time.monotonic() + PATIENCE
        while not (self._folder / "kiosk").exists():
            assert time.monotonic() < end, self._last_words()
            time.sleep(0.05)

    def _start(self, command: list[str], pass_fds: tuple[int, ...] = (), **more: str) -> None:
        kept = ("PATH", "HOME", "LANG", "PYTHONPATH")
        environ: dict[str, Any] = {name: os.environ[name] for name in kept if name in os.environ}
        environ |= {"XDG_RUNTIME_DIR": str(self._folder), "LANG": "C.UTF-8", "COLORTERM": "truecolor"} | more
        environ["XDG_CACHE_HOME"] = str(self._folder / "cache")
        with (self._folder / f"{command[0]}.log").open("wb") as log:
            self._processes.append(
                subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log, pass_fds=pass_fds)
            )

    def _hand(self, *command: str) -> None:
        environ = {**os.environ, "DISPLAY": self._display}
        subprocess.run(["xdotool", *command], env=environ, check=True, timeout=PATIENCE)

    def _last_words(self) -> str:
        return "; ".join(path.read_text("utf-8", "replace")[-300:] for path in self._folder.glob("*.log"))
