"""What the desk needs of the world: shelves of records, the journal, keys and time. Edges fulfil it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from appliance.model.event import Event
from appliance.model.journal import Head
from appliance.model.keys import Signer
from appliance.model.records import Asked, Basis, Card, Clerk, Clues, Job, Letter, Lost, Series, Visit
from appliance.model.settings import Value

T = TypeVar("T")
Document = Mapping[str, Any]


class Shelf(Protocol[T]):
    """Records of one sort, each under a whole number."""

    def get(self, key: int) -> T | None:
        """The record, or None."""

    def add(self, record: T, key: int | None = None) -> int:
        """Store a new record; its key. `key` comes from `next_key` of the same transaction."""

    def put(self, key: int, record: T) -> None:
        """Keep the record under `key`, in place of what was there."""

    def find(self, **equal: object) -> list[tuple[int, T]]:
        """Records whose fields equal all of `equal`, in the order of their keys."""

    def next_key(self) -> int:
        """The key that `add` would give now; for a record that has to name its own key."""

    def remove(self, key: int) -> None:
        """Take a record away."""


class Residents(Protocol):
    """The register. A document has the extract's columns in lower case, and derived values under ``x``."""

    def by_key(self, key: int) -> Document | None:
        """One resident's document."""

    def by_nik(self, nik: str) -> tuple[int, Document] | None:
        """Key and document of the resident with this NIK."""

    def family(self, kk: str) -> list[tuple[int, Document]]:
        """All rows of one family card, in the order of their keys."""

    def known(self, niks: Iterable[str]) -> dict[str, tuple[int, Document]]:
        """Those of `niks` that are in the register."""

    def unnumbered(self) -> list[tuple[int, Document]]:
        """Residents who have no NIK of Disdukcapil yet."""

    def write(self, new: list[Document], changed: list[tuple[int, Document]]) -> list[int]:
        """Add rows and replace rows; the keys of the new ones."""


class Journal(Protocol):
    """The village's journal, inside the transaction that surrounds the call."""

    def open_epoch(self, village_digits: str, epoch: int) -> None:
        """Say for all later events which village writes, and in which life of its store."""

    def append(self, type: str, data: Mapping[str, Any], at: datetime) -> Event:
        """Append one event."""

    def head(self) -> Head | None:
        """The newest event, or None in an empty journal."""

    def length(self) -> int:
        """The number of the newest event; 0 in an empty journal."""

    def append_many(self, items: Iterable[tuple[str, Mapping[str, Any]]], at: datetime) -> list[Event]:
        """Append several events."""


class Settings(Protocol):
    """Stored settings and small facts of the store's own."""

    def all(self) -> Mapping[str, Value]:
        """Every setting, defaults included; not to be changed."""

    def put(self, key: str, value: Value) -> None:
        """Store one setting."""

    def note(self, key: str) -> str | None:
        """A small fact that is no setting (village code, confirmed clock)."""

    def set_note(self, key: str, value: str) -> None:
        """Store such a fact."""


class Books(Protocol):
    """Everything the village keeps. Changes inside one `transaction` happen together or not at all."""

    @property
    def residents(self) -> Residents: ...

    @property
    def letters(self) -> Shelf[Letter]: ...

    @property
    def jobs(self) -> Shelf[Job]: ...

    @property
    def cards(self) -> Shelf[Card]: ...

    @property
    def clerks(self) -> Shelf[Clerk]: ...

    @property
    def asked(self) -> Shelf[Asked]: ...

    @property
    def bases(self) -> Shelf[Basis]: ...

    @property
    def series(self) -> Shelf[Series]: ...

    @property
    def lost(self) -> Shelf[Lost]: ...

    @property
    def visits(self) -> Shelf[Visit]: ...

    @property
    def clues(self) -> Shelf[Clues]: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def journal(self) -> Journal: ...

    def transaction(self) -> AbstractContextManager[object]:
        """One transaction across everything; nested ones join."""

    def last_event(self) -> datetime | None:
        """The time of the newest event."""

    def printer_lock(self, seconds: float) -> AbstractContextManager[bool]:
        """Own the printer among all processes of this terminal; False when it stays taken for `seconds`."""


class Keys(Protocol):
    """The village's secrets."""

    @property
    def signer(self) -> Signer:
        """The key that seals letters."""

    def hash_uid(self, uid: bytes) -> str:
        """The keyed hash of a card's UID (hex)."""
