"""The desk as the screen sees it. Every call may block (disk, printer): call it from a thread worker, never from
the screen's loop. Refusals are `ApplianceError` with a sentence for the resident."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from appliance.desk.views import (
    ClerkSession,
    DataPage,
    Issued,
    JobEnd,
    Member,
    OpenPaper,
    Preview,
    Question,
    Request,
    Session,
    Slip,
    Tile,
    Visitor,
    Wish,
)
from appliance.model.card import Tapped
from appliance.model.printing import Progress, Status, Waiting, wait_on
from appliance.model.village import Village


class Desk(Protocol):
    """All that resident and clerk can do at the terminal."""

    def village(self) -> Village:
        """The village of this terminal."""

    # the resident
    def sign_in(self, card: Tapped) -> Session | Visitor:
        """A tap: a session for a linked card, a visitor for an unknown one. Refuses (E-CRD-..) a card that is no
        KTP, a random UID and a blocked card."""

    def data_page(self, session: Session) -> DataPage:
        """The holder's own data; the view is recorded in the journal."""

    def tiles(self) -> tuple[Tile, ...]:
        """The letters that may be asked for, in the village's order."""

    def subjects(self, session: Session, kind: str) -> tuple[Member, ...]:
        """For whom the holder may ask this letter: the holder first, then children in the KK."""

    def questions(self, kind: str, language: str = "id") -> tuple[Question, ...]:
        """What the letter needs to know beside the register, in order, in the screen's language."""

    def preview(self, session: Session, wish: Wish) -> Preview:
        """The letter as it would come out. Refuses (E-LTR-..) what the person may not have, in a kind sentence."""

    def issue(self, session: Session, wish: Wish, read: Preview | None = None) -> Issued:
        """Give the letter its number, with print job and event in one transaction. Only for `way` direct. `read` is
        the preview that the resident saw of this wish."""

    def ask_release(self, session: Session, wish: Wish) -> Slip:
        """Put the letter on the clerk's list."""

    def ask_first_tap(self, visitor: Visitor, nik: str, kind: str, answers: dict[str, str]) -> Slip:
        """A person without a linked card asks; the same answer whether or not the NIK exists. Refuses after too
        many typed NIKs (E-CRD-..)."""

    # the printer
    def printer_status(self) -> Status:
        """Ask the printer now; `Status.fault` also tells that it is away."""

    def print_job(self, job: int, progress: Progress, waiting: Waiting = wait_on) -> JobEnd:
        """Send a queued job. While paper is out in mid job, `waiting` is asked about once a second."""

    def settle(self, job: int, came_out: bool, clerk: ClerkSession | None = None) -> JobEnd:
        """A person's answer for an unsure job: it came out, or it did not and a marked copy is queued and sent."""

    def print_waiting(self) -> int:
        """Print jobs that still wait and may be printed by themselves; how many came out."""

    # the clerk
    def clerks(self) -> tuple[str, ...]:
        """Names of the clerks' accounts."""

    def clerk_sign_in(self, name: str, pin: str) -> ClerkSession:
        """Refuses a wrong PIN (E-CRD-..) and locks the account for a while after five."""

    def requests(self) -> tuple[Request, ...]:
        """What waits for a clerk, oldest first."""

    def release(self, request: str, clerk: ClerkSession, second_tap: Tapped | None = None) -> Issued:
        """The clerk compared face and card: issue the letter, and link the card when `second_tap` shows the same
        UID as the first tap (another UID is refused)."""

    def refuse(self, request: str, clerk: ClerkSession) -> None:
        """Take a request off the list."""

    def open_papers(self) -> tuple[OpenPaper, ...]:
        """Letters of which nobody knows whether they came out, and letters that were not printed, oldest first."""

    def letter_of(self, job: int) -> Issued:
        """The letter that a job prints."""

    def clock_doubt(self) -> str | None:
        """The date as the terminal has it (in words), when it needs a clerk's confirmation; else None."""

    def confirm_clock(self, clerk: ClerkSession, today: date | None = None) -> None:
        """The clerk says that the date is right. Refuses a leap far ahead without `today`, the date as the clerk
        typed it (E-CLK-04), and another date than the machine's (E-CLK-05)."""
