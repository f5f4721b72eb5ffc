"""What the screen shows and sends: frozen values between the desk and whoever asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page, Qr


@dataclass(frozen=True)
class Session:
    """A resident who tapped a linked card: the key of the resident's row. Ends with the router's session."""

    resident: int


@dataclass(frozen=True)
class Visitor:
    """Somebody without a linked card: the keyed hash of the card that was tapped, or None without a card."""

    card: str | None = None


@dataclass(frozen=True)
class Member:
    """A person of the family as the card alone may show it: whole name and age in years."""

    key: int
    name: str
    age: int


@dataclass(frozen=True)
class Tile:
    """A letter to choose: two short lines for the tile (at most 11 letters each) and the full title."""

    kind: str
    top: str
    bottom: str
    title: str


@dataclass(frozen=True)
class DataPage:
    """One's own data as the card alone opens it. `nik` is whole, for the ten seconds of "Lihat".
    `unsure` is a letter of which somebody has to say whether it came out."""

    name: str
    nik: str
    nik_masked: str
    address: str
    family: tuple[Member, ...]
    last_used: str | None
    tiles: tuple[Tile, ...]
    letters_left: int
    unsure: Issued | None = None


@dataclass(frozen=True)
class Choice:
    """A ready answer: `value` goes into the letter, `label` (at most 19 letters) on the tile."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One input of a letter. Choices come first; `free` allows own words (at most `limit` letters)."""

    name: str
    text: str
    example: str
    choices: tuple[Choice, ...]
    free: bool
    required: bool
    limit: int = 120


@dataclass(frozen=True)
class Wish:
    """Which letter, for whom (key of a resident) and with which answers."""

    kind: str
    subject: int
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """The letter before it exists. `lines` say it in three plain lines; `page` is the letter itself without
    number and seal. `way` is ``direct`` (out at once) or ``released`` (a clerk first, `sentence` says why).
    `ready` is the desk's own: given back to `issue`, it makes the letter that was read the one that comes out."""

    lines: tuple[str, str, str]
    page: Page
    way: Literal["direct", "released"]
    sentence: str | None = None
    ready: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Issued:
    """A letter that has its number. `job` is its print job, `code` its ten characters (``K7Q4M-X2P9D``)."""

    letter: str
    kind: str
    title: str
    number: str
    code: str
    job: int
    qr: Qr


@dataclass(frozen=True)
class Slip:
    """A place in the queue of the service desk. `number` is like ``A-07``; `job` prints it, or None."""

    number: str
    bring: str
    job: int | None


@dataclass(frozen=True)
class Request:
    """A letter that waits for a clerk. `name` is the register's name for the typed NIK, None when the NIK is
    not there; `new_card` tells that a card nobody knows yet was tapped for it. `subject` names
    whom the letter is for when it is somebody else, `purpose` what for."""

    id: str
    slip: str
    nik: str
    name: str | None
    kind: str
    title: str
    new_card: bool
    asked_at: datetime
    subject: str | None = None
    purpose: str = ""


@dataclass(frozen=True)
class ClerkSession:
    """A clerk who gave the right PIN."""

    name: str


@dataclass(frozen=True)
class OpenPaper:
    """A letter whose paper waits for a person: ``unsure`` whether it came out, or ``queued`` and not printed yet.
    `letter` and `job` are their keys, `name` is whom the letter is about, `code` the cause of the last trouble."""

    letter: str
    job: int
    number: str
    title: str
    name: str
    state: Literal["queued", "unsure"]
    code: str | None
    made_at: datetime


@dataclass(frozen=True)
class JobEnd:
    """Where a print job stands after a try: `state` as in `model.printing`, `code` the cause when not printed, and
    `cause` the error itself where there is one, with its facts for the clerk. `job` is the key of the copy that
    took the job's place, where one did."""

    state: Literal["queued", "printed", "unsure"]
    code: str | None = None
    cause: ApplianceError | None = field(default=None, compare=False)
    job: int | None = field(default=None, compare=False)
