"""Every command of the terminal, and a store that something happened to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from appliance.store.engine import Engine
from appliance.wiring import STORE

NIK = "{nik}"
OUT = "{out}"

READING: tuple[tuple[str, ...], ...] = (
    ("settings",),
    ("residents", "show", NIK),
    ("letter", "kinds"),
    ("letter", "list"),
    ("letter", "list", "--nik", NIK),
    ("letter", "jobs"),
    ("letter", "pending"),
    ("letter", "show", "1", "--out", OUT),
    ("letter", "verify", "--seal", "x"),
    ("key", "show"),
    ("journal", "list"),
    ("journal", "verify"),
    ("store", "check"),
    ("store", "backup", OUT),
)
"""Commands that change nothing in the store; each has a right answer where the store is whole."""

WRITING: tuple[tuple[str, ...], ...] = (
    ("init", "--village", "18.01.04.2001", "--name", "Hajimena"),
    ("set", "theme", "gelap"),
    ("residents", "import", OUT),
    ("family", "basis", "--nik", NIK, "--source", "program", "--detail", "PKH", "--date", "01-02-2026"),
    ("card", "link", "--uid", "04A1B2C3D4E5F6", "--nik", NIK),
    ("card", "unlink", "--nik", NIK),
    ("card", "read", "--timeout", "0.1"),
    ("clerk", "add", "--name", "Budi", "--pin", "135790"),
    ("letter", "issue", "--nik", NIK, "--kind", "DOMISILI", "--input", "keperluan=uji"),
    ("letter", "print", "1"),
    ("letter", "settle", "1", "--came-out", "yes"),
    ("letter", "release", "1", "--clerk", "Wati", "--pin", "482913"),
    ("store", "backup"),
    ("store", "last", "umum=9"),
    ("clock", "confirm"),
    ("agent", "--once"),
)
"""Commands that would write."""

ELSEWHERE = {"sample", "doctor", "kiosk", "store restore"}
"""Commands that need no store, tell of it whatever its state, or mend it."""


@contextmanager
def closing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each store that is opened within the block is closed at its end, as by the end of a process."""
    opened: list[Engine] = []
    begin = Engine.__init__

    def noted(engine: Engine, *args: object, **options: object) -> None:
        begin(engine, *args, **options)  # type: ignore[arg-type]
        opened.append(engine)

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "__init__", noted)
        try:
            yield
        finally:
            for engine in opened:
                engine.close()


def _cut(keep: Callable[[int], int]) -> Callable[[Path], object]:
    return lambda store: store.write_bytes(store.read_bytes()[: keep(store.stat().st_size)])


def _foreign(store: Path) -> None:
    store.unlink()
    database = apsw.Connection(str(store))
    database.execute("CREATE TABLE t1 (id INTEGER PRIMARY KEY, body TEXT)")
    database.close()


def _folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


def _lost(store: Path) -> None:
    store.unlink()
    store.with_name(f"{STORE}-wal").write_bytes(b"rest")


def _lost_but_copied(store: Path) -> None:
    (store.parent / "backups").mkdir()
    shutil.move(store, store.parent / "backups" / "1801042001-20261124-120000-e1-n5.sqlite")
    store.with_name(f"{STORE}-wal").unlink(missing_ok=True)


def flip(store: Path, offset: int, bit: int = 4) -> None:
    """Change one bit."""
    content = bytearray(store.read_bytes())
    content[offset] ^= 1 << bit
    store.write_bytes(content)


TOLD_AT_OPENING: dict[str, Callable[[Path], object]] = {
    "empty": lambda store: store.write_bytes(b""),
    "zeros": lambda store: store.write_bytes(bytes(store.stat().st_size)),
    "words": lambda store: store.write_bytes(b"halo dunia\n" * 3000),
    "header alone": _cut(lambda _size: 100),
    "half": _cut(lambda size: size // 2),
    "last page gone": _cut(lambda size: size - 4096),
    "last byte gone": _cut(lambda size: size - 1),
    "first page": lambda store: flip(store, 70),
    "foreign": _foreign,
    "folder": _folder,
    "lost beside its wal": _lost,
    "lost beside its copies": _lost_but_copied,
}
"""What a store may meet with; each is told before anything is answered."""
