"""What the store keeps besides residents and journal: one frozen record a row, plain JSON inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from appliance.model.printing import JobState


@dataclass(frozen=True)
class Letter:
    """A letter that has its number; final. `page` is the finished layout tree (`model.layout.Page.to_json`),
    `content` the plain data it was made of, `event` the number of the event that issued it,
    `width` the paper (mm) it was issued for, in which it is shown for ever."""

    kind: str
    title: str
    number: str
    series: str
    year: int
    seq: int
    nik: str
    subject: int
    applicant: int
    way: Literal["direct", "released"]
    clerk: str | None
    issued_at: str
    event: int
    seal: str
    code: str
    page: list[dict[str, Any]]
    content: dict[str, Any]
    width: int = 80
    status: Literal["issued", "void"] = "issued"


@dataclass(frozen=True)
class Job:
    """A print job. `letter` is the letter's key, or None for a slip, whose page stands in `page`. `copy` 0 is the
    first print, n says SALINAN KE-n. `code` is the cause of the last trouble. `made_at` is ISO time."""

    letter: int | None
    copy: int
    state: JobState
    made_at: str
    code: str | None = None
    page: list[dict[str, Any]] | None = None


@dataclass(frozen=True)
class Card:
    """A card by its keyed hash, linked to a resident. `pin` is an Argon2id string or None."""

    uid_hash: str
    resident: int
    linked_at: str
    by: str
    pin: str | None = None
    blocked: bool = False


@dataclass(frozen=True)
class Clerk:
    """A clerk's account; `pin` is an Argon2id string. `wrong` counts wrong PINs since the last right one,
    `locked_until` is ISO time or empty."""

    name: str
    pin: str
    wrong: int = 0
    locked_until: str = ""


@dataclass(frozen=True)
class Asked:
    """A letter that waits for a clerk. `resident` is the applicant where a linked card asked, None where a NIK
    was typed; `card` the keyed hash of an unknown card. `day` is the ISO day, `slip` like ``A-07``."""

    slip: str
    day: str
    nik: str
    kind: str
    inputs: dict[str, str]
    asked_at: str
    resident: int | None = None
    subject: int | None = None
    card: str | None = None
    state: Literal["waiting", "released", "refused"] = "waiting"
    letter: int | None = None


@dataclass(frozen=True)
class Basis:
    """Why a family counts as low income (domain fact sheet, section 4). `source` is dtsen_desil, program, musdes,
    rt or pernyataan; `date` ISO day of the source."""

    kk: str
    source: str
    detail: str
    date: str
    by: str


@dataclass(frozen=True)
class Series:
    """The last number given in a series and year."""

    series: str
    year: int
    last: int


@dataclass(frozen=True)
class Lost:
    """Places of a series, from `first` to `last`, that are void: they were given in a journal that is no more, or
    on paper only. `event` is the number of the event that says so, `at` its ISO time."""

    series: str
    year: int
    first: int
    last: int
    event: int
    at: str


@dataclass(frozen=True)
class Visit:
    """When a resident's data was last opened by card. Kept under the resident's own key."""

    resident: int
    at: str


@dataclass(frozen=True)
class Clues:
    """Typed NIKs of one day and terminal, for the limit on guessing. `times` are ISO times."""

    what: str
    times: list[str] = field(default_factory=list)
