"""What a power cut leaves on a disk: everything flushed, and of the rest whatever chance has written back.

The model takes nothing for granted that POSIX does not promise:

- What a completed flush (fsync, fdatasync) of a file covered is there. Each later write to it is kept, lost, or
  torn at sectors of 512 bytes, each by itself; so a later one may be there and an earlier one not.
- A name (new, renamed, removed) is sure only once its folder was flushed. Those that were not are kept up to a
  point in time, as a journalling file system does, or each by itself.
- A shared-memory file (``-shm``), which nobody flushes, is gone or holds anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.support.disk_shim import Change

SECTOR = 512
_KEPT = (0.0, 0.5, 0.9, 1.0)
"""Shares of a file's unflushed changes that reach the disk; each file draws one."""
_SHARED_MEMORY = 32768
"""Bytes of the smallest ``-shm``."""
_FOLDER = -1
"""Stands among the numbers of files for a folder."""


@dataclass
class File:
    """One file: what is sure, and what was changed since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)

    def flush(self) -> None:
        """All of it is sure now."""
        for change in self.since:
            _apply(self.sure, change)
        self.since.clear()

    def whole(self) -> bytes:
        """As programs see it."""
        content = bytearray(self.sure)
        for change in self.since:
            _apply(content, change)
        return bytes(content)

    def after_cut(self, dice: random.Random) -> bytes:
        """As it may lie there after a cut."""
        content, share = bytearray(self.sure), dice.choice(_KEPT)
        for change in self.since:
            if dice.random() < share:
                _apply(content, change)
            elif change.kind == "w" and dice.random() < 0.5:
                for sector in _sectors(change):
                    if dice.random() < 0.5:
                        _apply(content, sector)
        return bytes(content)


class Disk:
    """The disk below `root` after some changes, beginning empty. What lies at a `lasting` path is sure at once:
    paper, and what was said to a person. With `honest` false a flush does nothing, as on a card that lies."""

    def __init__(self, root: Path, lasting: Iterable[str] = (), *, honest: bool = True) -> None:
        self._root, self._honest = str(root), honest
        self._lasting = {f"{root}/{name}" for name in lasting}
        self._files: list[File] = []
        self._of_inode: dict[int, int] = {}
        self._names: dict[str, int] = {self._root: _FOLDER}
        self._sure: dict[str, int] = {self._root: _FOLDER}
        """Names that are sure; `_since` are the changes of names after them."""
        self._since: list[Change] = []

    def make(self, changes: Iterable[Change]) -> None:
        """Let changes happen."""
        for change in changes:
            if change.kind == "s":
                self._flush(change)
            elif change.kind in "wta":
                self._write(change)
            else:
                self._name(change)

    def files(self) -> dict[str, bytes]:
        """Every file as programs see it, by its path from the root."""
        return {
            self._short(path): self._files[number].whole()
            for path, number in self._names.items()
            if number != _FOLDER and not _is_shared_memory(path)
        }

    def after_cut(self, dice: random.Random, unhurt: str = "") -> dict[str, bytes | None]:
        """What may lie there after a cut, by its path from the root, folders (None) before what is in them. What
        lies below `unhurt` is another machine's, which goes on."""
        names = dict(self._sure)
        journalled = dice.random() < 0.5
        upto = dice.randint(0, len(self._since))
        for number, change in enumerate(self._since):
            kept = number < upto if journalled else dice.random() < 0.5
            if kept or self._is(unhurt, change.path):
                _rename(names, change)
        image: dict[str, bytes | None] = {}
        for path, number in sorted(names.items()):
            if path == self._root or not self._stands(names, path):
                continue
            if _is_shared_memory(path):
                if dice.random() < 0.5:
                    image[self._short(path)] = dice.randbytes(_SHARED_MEMORY)
            elif number == _FOLDER:
                image[self._short(path)] = None
            else:
                file = self._files[number]
                image[self._short(path)] = file.whole() if self._is(unhurt, path) else file.after_cut(dice)
        return image

    def _write(self, change: Change) -> None:
        file = self._files[self._of_inode[change.file]]
        file.since.append(change)
        if change.path in self._lasting:
            file.flush()

    def _name(self, change: Change) -> None:
        if change.kind == "c":
            self._of_inode[change.file] = len(self._files)
            change = replace(change, file=len(self._files))
            self._files.append(File())
        _rename(self._names, change)
        self._since.append(change)
        if change.path in self._lasting:
            self._flush_names(self._root)

    def _flush(self, change: Change) -> None:
        if not self._honest:
            return
        if self._names.get(change.path) == _FOLDER:
            self._flush_names(change.path)
        else:
            self._files[self._of_inode[change.file]].flush()

    def _flush_names(self, folder: str) -> None:
        """Make the names of one folder sure; one that moved is so with either of its folders."""
        left = []
        for change in self._since:
            if folder in (_folder(change.path), _folder(change.other)):
                _rename(self._sure, change)
            else:
                left.append(change)
        self._since = left

    def _stands(self, names: dict[str, int], path: str) -> bool:
        """Whether every folder above it is there."""
        while path != self._root:
            path = _folder(path)
            if names.get(path) != _FOLDER:
                return False
        return True

    def _is(self, part: str, path: str) -> bool:
        return bool(part) and f"{path}/".startswith(f"{self._root}/{part}/")

    def _short(self, path: str) -> str:
        return path.removeprefix(f"{self._root}/")


def _rename(names: dict[str, int], change: Change) -> None:
    """Change a name; what a lost change left without a source changes nothing."""
    match change.kind:
        case "c":
            names[change.path] = change.file
        case "m":
            names[change.path] = _FOLDER
        case "l" if change.path in names:
            names[change.other] = names[change.path]
        case "r" if change.path in names:
            names[change.other] = names.pop(change.path)
        case "u":
            names.pop(change.path, None)


def _apply(content: bytearray, change: Change) -> None:
    """Write, cut or grow; what was skipped over is zeros."""
    end = change.at + len(change.data)
    if change.kind == "t":
        del content[change.at :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.at : end] = change.data


def _sectors(change: Change) -> Iterator[Change]:
    """A write in pieces, none of which crosses the border of a sector."""
    start, end = change.at, change.at + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield replace(change, at=start, data=change.data[start - change.at : stop - change.at])
        start = stop


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_shared_memory(path: str) -> bool:
    return path.endswith("-shm")
