"""A Python that emupos runs on, with emupos 0.4.0 installed; built once into the repository's `.cache`.

emupos wants Python 3.13. Where our own is older (Debian 12), a folder with Debian 13's Python is made by mmdebstrap
and started through its own dynamic loader, so that neither chroot nor mount is needed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EMUPOS = "emupos==0.4.0"
_CACHE = Path(__file__).parents[2] / ".cache"
_NEEDED = (3, 13)


def emupos_python() -> tuple[list[str], dict[str, str]]:
    """The command of that Python and the environment it needs. The first call downloads (about a minute)."""
    _CACHE.mkdir(exist_ok=True)
    version = max(_NEEDED, sys.version_info[:2])
    tag = ".".join(map(str, version))
    with _alone():
        packages = _packages(tag)
        if sys.version_info >= _NEEDED:
            return [sys.executable], {"PYTHONPATH": str(packages)}
        usr = _debian_13() / "usr"
    loader = next((usr.parent / "lib64").glob("ld-linux-*.so.*"), None) or next(
        (usr / "lib").glob("ld-linux-*.so.*")
    )
    libraries = ":".join(str(path) for path in (usr / "lib").glob("*-linux-gnu"))
    command = [str(loader), "--library-path", libraries, str(usr / "bin" / f"python{tag}")]
    return command, {"PYTHONHOME": str(usr), "PYTHONPATH": str(packages)}


@contextmanager
def _alone() -> Iterator[None]:
    """One test process builds; the others wait for it."""
    with (_CACHE / "emupos.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _debian_13() -> Path:
    """A folder with Debian 13's Python."""
    root = _CACHE / "debian-13"
    if not root.exists():
        half = _fresh("debian-13.tmp")
        _run("mmdebstrap", "--quiet", "--variant=apt", "--include=python3", "trixie", str(half))
        half.rename(root)
    return root


def _packages(tag: str) -> Path:
    """A folder with emupos and what it needs, for Python `tag`."""
    folder = _CACHE / f"{EMUPOS.replace('==', '-')}-python{tag}"
    if not folder.exists():
        half = _fresh("emupos.tmp")
        # Our pip may itself run on an older Python than it installs for; the wheels' tags hold what counts.
        how = [
            "--quiet",
            "--only-binary=:all:",
            "--python-version",
            tag,
            "--ignore-requires-python",
            "--no-compile",
        ]
        _run(sys.executable, "-m", "pip", "install", *how, "--target", str(half), EMUPOS)
        half.rename(folder)
    return folder


def _fresh(name: str) -> Path:
    """A path where an earlier, cut attempt left nothing."""
    path = _CACHE / name
    shutil.rmtree(path, ignore_errors=True)
    return path


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed ({done.returncode}): {done.stderr[-2000:]}")
