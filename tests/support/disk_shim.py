"""The disk shim (`disk_shim.c`): built, put in front of a program, and its log read back."""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SOURCE = Path(__file__).with_name("disk_shim.c")
_HEAD = struct.Struct("=IIIIQQQ")


class Fault(IntEnum):
    """What happens at the chosen change; the same numbers as in the source."""

    NONE = 0
    ONCE = 1
    LASTING = 2
    SHORT = 3
    """Half of it is written, everything later fails: how a disk really becomes full."""
    DEATH = 4
    """SIGKILL, before it is made."""


@dataclass(frozen=True)
class Change:
    """One change of the disk, as it was made.

    `kind`: ``c`` a new file, ``w`` bytes at `at`, ``t`` cut or grown to `at`, ``a`` grown to `at` at least, ``s``
    flushed, ``m`` a new folder, ``l`` a second name `other`, ``r`` renamed to `other`, ``u`` removed. `file` tells
    files apart as long as they live (0 where only names change).
    """

    kind: str
    file: int
    at: int
    path: str
    other: str
    data: bytes
    process: int


def build(folder: Path) -> Path:
    """Compile the shim into `folder`."""
    target = folder / "disk_shim.so"
    subprocess.run(
        ["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", target, _SOURCE, "-ldl"], check=True
    )
    return target


def surroundings(shim: Path, root: Path, log: Path | None = None) -> dict[str, str]:
    """The environment of a program whose disk below `root` is watched, and logged where `log` says so."""
    told = {"LD_PRELOAD": str(shim), "DISK_ROOT": str(root)}
    return os.environ | told | ({"DISK_LOG": str(log)} if log else {})


def read_log(log: Path) -> list[Change]:
    """Every change in the order in which it was made."""
    content, changes, at = log.read_bytes(), [], 0
    while at < len(content):
        kind, path, other, process, file, place, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        parts = []
        for length in (path, other, size):
            parts.append(content[at : at + length])
            at += length
        changes.append(Change(chr(kind), file, place, parts[0].decode(), parts[1].decode(), parts[2], process))
    return changes


def set_fault(nth: int, error: int, how: Fault) -> None:
    """In a program behind the shim: let its `nth` change from now on end so; `error` is an errno."""
    ctypes.CDLL(None).disk_fault(ctypes.c_long(nth), error, int(how))


def changes_made() -> int:
    """In a program behind the shim: changes tried since `set_fault`, failed ones included."""
    made = ctypes.CDLL(None).disk_changes
    made.restype = ctypes.c_long
    return int(made())


def failed_change() -> str:
    """In a program behind the shim: the kind of the change that failed first since `set_fault`; empty where none
    has."""
    kind = int(ctypes.CDLL(None).disk_failed())
    return chr(kind) if kind else ""
