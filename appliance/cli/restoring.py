"""`store restore` put together: a backup takes the place of the store, and a new life of the journal begins."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from appliance.desk.begin_life import Former, NewLife, begin_life
from appliance.desk.numbers import held, known_series, seen, unknown
from appliance.model.errors import ApplianceError
from appliance.store.restore import alone, draft_of, former_file, swap
from appliance.wiring import STORE, Terminal, make_folder, make_keys, terminal_on


@dataclass(frozen=True)
class Restored:
    """`aside` is where the former store is kept; None where there was none."""

    life: NewLife
    aside: Path | None


def restore_terminal(state: Path, copy: Path, told: Mapping[str, int]) -> Restored:
    """Put the backup `copy` in the place of the store of the folder `state`. `told` are last letter numbers of this
    year by series, as the paper book has them.

    Raises E-STO-14 while others have the store open, E-STO-16 for another village's backup, E-STO-.. for a backup
    that cannot be used, E-LTR-13 to -15 for numbers that cannot be. Until the last step nothing has changed.
    """
    make_folder(state)
    store = state / STORE
    with alone(store), draft_of(copy, store) as draft, _former(store) as known:
        make_keys(state)
        terminal = terminal_on(draft, state)
        try:
            village = terminal.office.place.code
            if known is not None and known[0] != village:
                raise ApplianceError("E-STO-16", village=village)
            life = begin_life(terminal.office, known[1] if known else None, told, int(time.time()))
            terminal.books.database.engine.write_back()  # the draft's main file alone becomes the store
        finally:
            terminal.books.database.close()
        return Restored(life, swap(draft, store))


@contextmanager
def _former(store: Path) -> Iterator[tuple[str, Former] | None]:
    """Village and knowledge of the store that is to be replaced; None where it is not there or not whole in every
    respect."""
    try:
        terminal = terminal_on(former_file(store), store.parent, read_only=True)
    except ApplianceError:
        yield None
        return
    try:
        yield _knowledge(terminal)
    finally:
        terminal.books.database.close()


def _knowledge(terminal: Terminal) -> tuple[str, Former] | None:
    books = terminal.books
    if not terminal.check()["ok"]:
        return None
    head = books.journal.head()
    if head is None:
        return None
    series = [row for _key, row in books.series.find()]
    silent = sorted(known_series(books)) if held(books) else unknown(books)
    return terminal.office.place.code, Former(head, series, books.journal.hash_of, silent, seen(books))
