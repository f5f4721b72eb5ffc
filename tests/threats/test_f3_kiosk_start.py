"""F3: the kiosk meets a store or a disk in trouble at its start: a page says so, and it goes on by itself once that
is mended. Nothing begins anew."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hall import make_hall
from tests.tui.pty_terminal import Terminal, terminal

KIOSK = ("appliance.cli.main", "kiosk", "--state")
TRY_AGAIN = (40, 13)


@pytest.fixture
def disk(tmp_path: Path, state: Path) -> Iterator[Path]:
    """The village on a small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    try:
        shutil.copytree(state, place / "state")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def broken(good: bytes) -> dict[str, tuple[bytes | None, str]]:
    """What may lie where a good store was, and its code."""
    flipped = bytearray(good)
    flipped[200] ^= 4
    return {
        "missing": (None, "E-STO-10"),
        "flipped bit in the first page": (bytes(flipped), "E-STO-01"),
        "cut in half": (good[: len(good) // 2], "E-STO-01"),
        "empty": (b"", "E-STO-01"),
        "not ours": (b"{}" * 4096, "E-STO-01"),
    }


def lay(store: Path, content: bytes | None) -> None:
    for left in store.parent.glob(store.name + "*"):
        left.unlink()
    if content is not None:
        store.write_bytes(content)


def page_of_trouble(kiosk: Terminal, code: str) -> None:
    kiosk.until(code)
    for words in ("Mesin sedang diperiksa.", "Data aman. Silakan ke petugas desa.", "Coba lagi"):
        assert words in kiosk.text
    kiosk.read(0.6)


def test_a_broken_store_is_a_page_and_stays_as_it_is(state: Path) -> None:
    store = state / "store.sqlite"
    good = store.read_bytes()
    ways = broken(good)
    lay(store, None)
    with terminal(*KIOSK, str(state)) as kiosk:
        for content, code in ways.values():
            lay(store, content)
            kiosk.forget()
            kiosk.tap(*TRY_AGAIN)
            page_of_trouble(kiosk, code)
            assert (store.read_bytes() if store.exists() else None) == content, "nothing begins anew"
        lay(store, good)
        kiosk.forget()
        kiosk.tap(*TRY_AGAIN)
        kiosk.until("Tanpa KTP")
    hall = make_hall(state)
    assert hall.books.residents.count() == 60 and hall.problems() == []


def test_a_full_disk(disk: Path) -> None:
    ballast = disk / "ballast"
    (disk / "state/store.sqlite.reserve").unlink(missing_ok=True)
    with ballast.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2
    with terminal(*KIOSK, str(disk / "state")) as kiosk:
        page_of_trouble(kiosk, "E-STO-02")
        ballast.unlink()
        kiosk.until("Tanpa KTP")


def test_a_disk_that_takes_nothing(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with terminal(*KIOSK, str(disk / "state")) as kiosk:
        page_of_trouble(kiosk, "E-STO-04")
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        kiosk.forget()
        kiosk.tap(*TRY_AGAIN)
        kiosk.until("Tanpa KTP")
