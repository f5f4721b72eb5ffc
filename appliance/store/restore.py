"""Putting another store file in the place of the present one; the former is kept aside.

A new main file beside the WAL of the former one would be poisoned by it, and the former file without its WAL would
be an older copy of itself. So a mark says that a restore is under way: while it lies there nothing opens the store
(E-STO-15), and the same restore, given again, ends what was begun.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.store.backup import backup
from appliance.store.database import Database
from appliance.store.faults import disk_fault
from appliance.store.files import sync_folder, write_file
from appliance.store.openers import Openers, restore_mark


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Nobody else has the store open within the block. Raises E-STO-14 while kiosk or agent run."""
    openers = Openers(store)
    try:
        if not openers.alone:
            raise ApplianceError("E-STO-14")
        yield
    finally:
        openers.leave()


@contextmanager
def draft_of(copy: Path, store: Path) -> Iterator[Path]:
    """A checked copy of the backup `copy` in a folder of its own beside `store`, to begin a new life in; the folder
    is gone after the block. Raises E-STO-01 for a backup that is broken or no store, E-STO-05 for one of a newer
    release, E-STO-10 where there is none, E-STO-02 and E-STO-04 for the disk."""
    folder = store.with_name(f".{store.name}.draft")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # of a restore that was cut off
        folder.mkdir(0o700)
        draft = folder / store.name
        with Database(copy, create=False, read_only=True) as db:
            backup(db, draft)
        yield draft
    except OSError as error:
        raise disk_fault(error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def former_file(store: Path) -> Path:
    """The file that holds what was the store before this restore began: the store itself, or what a restore that
    was cut off has put aside already. Called while nobody else has the store open."""
    mark = restore_mark(store)
    if mark.exists():
        aside = store.with_name(mark.read_text("utf-8"))
        if aside.exists():
            return aside
        mark.unlink()  # cut off before anything had changed
    return store


def swap(draft: Path, store: Path) -> Path | None:
    """Put `draft`, which is closed, in the place of `store`; the name under which the former one is kept, None
    where there was none. Raises E-STO-04; then the mark may lie there, and the restore has to be made again."""
    mark = restore_mark(store)
    try:
        aside = former_file(store)
        if aside == store:
            aside = _next_name(store)
            write_file(mark, aside.name.encode(), 0o660)
        _put_aside(store, aside)
        for end in ("-wal", "-shm"):
            store.with_name(store.name + end).unlink(missing_ok=True)
        draft.chmod(0o660)
        draft.replace(store)
        sync_folder(store.parent)
        mark.unlink()
        sync_folder(store.parent)
    except OSError as error:
        raise disk_fault(error) from error
    return aside if aside.exists() else None


def _next_name(store: Path) -> Path:
    """Never the name of an earlier one."""
    taken = [path.suffix[8:] for path in store.parent.glob(f"{store.name}.former-*")]
    number = max((int(text) for text in taken if text.isdigit()), default=0) + 1
    return store.with_name(f"{store.name}.former-{number}")


def _put_aside(store: Path, aside: Path) -> None:
    """Keep the former store under a second name, main file last: once that is there, all of it is. The WAL of a
    store that is lost is kept alone."""
    if aside.exists():
        return
    log, kept = store.with_name(store.name + "-wal"), aside.with_name(aside.name + "-wal")
    if log.exists() and log.stat().st_size:
        kept.unlink(missing_ok=True)  # a name that a cut-off restore gave to this very file
        os.link(log, kept)
    if store.is_dir():  # which cannot have two names
        store.rename(aside)
    elif store.exists():
        os.link(store, aside)
    sync_folder(store.parent)
