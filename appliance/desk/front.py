"""The desk's one front for the screen: fulfils `desk.api.Desk` by the use cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from appliance.desk import clerks, issue_letter, letter_kinds, open_questions, print_job, requests, sign_in
from appliance.desk.office import Office
from appliance.desk.show_resident import family_of, resident_by_key
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
from appliance.letters.eligibility import subjects
from appliance.letters.kind import find_kind
from appliance.letters.words import DAYS, long_date
from appliance.model.card import Tapped
from appliance.model.printing import Progress, Status, Waiting, wait_on
from appliance.model.village import Village


@dataclass(frozen=True)
class FrontDesk:
    """See `appliance.desk.api.Desk`, which says what each call means."""

    office: Office

    def village(self) -> Village:
        return self.office.village

    def sign_in(self, card: Tapped) -> Session | Visitor:
        return sign_in.sign_in(self.office, card)

    def data_page(self, session: Session) -> DataPage:
        data = sign_in.data_page(self.office, session)
        return replace(data, unsure=open_questions.unsure_letter(self.office, session.resident))

    def tiles(self) -> tuple[Tile, ...]:
        return letter_kinds.tiles()

    def subjects(self, session: Session, kind: str) -> tuple[Member, ...]:
        holder = resident_by_key(self.office, session.resident)
        today = self.office.clock.now().date()
        found = subjects(find_kind(kind), holder, tuple(family_of(self.office, holder)))
        return tuple(Member(person.key, person.name, person.age(today)) for person in found)

    def questions(self, kind: str, language: str = "id") -> tuple[Question, ...]:
        return letter_kinds.questions(kind, language)

    def preview(self, session: Session, wish: Wish) -> Preview:
        return issue_letter.preview_letter(self.office, session, wish)

    def issue(self, session: Session, wish: Wish, read: Preview | None = None) -> Issued:
        return issue_letter.issue_direct(self.office, session, wish, read)

    def ask_release(self, session: Session, wish: Wish) -> Slip:
        return requests.ask_release(self.office, session, wish)

    def ask_first_tap(self, visitor: Visitor, nik: str, kind: str, answers: dict[str, str]) -> Slip:
        return requests.ask_first_tap(self.office, visitor, nik, kind, answers)

    def printer_status(self) -> Status:
        return print_job.printer_status(self.office)

    def print_job(self, job: int, progress: Progress, waiting: Waiting = wait_on) -> JobEnd:
        return print_job.print_job(self.office, job, progress, waiting)

    def settle(self, job: int, came_out: bool, clerk: ClerkSession | None = None) -> JobEnd:
        return print_job.settle(self.office, job, came_out, clerk)

    def print_waiting(self) -> int:
        return print_job.print_waiting(self.office)

    def clerks(self) -> tuple[str, ...]:
        return clerks.clerk_names(self.office)

    def clerk_sign_in(self, name: str, pin: str) -> ClerkSession:
        return clerks.clerk_sign_in(self.office, name, pin)

    def requests(self) -> tuple[Request, ...]:
        return requests.waiting(self.office)

    def release(self, request: str, clerk: ClerkSession, second_tap: Tapped | None = None) -> Issued:
        return requests.release(self.office, request, clerk, second_tap)

    def refuse(self, request: str, clerk: ClerkSession) -> None:
        requests.refuse(self.office, request, clerk)

    def open_papers(self) -> tuple[OpenPaper, ...]:
        print_job.recover(self.office)
        return open_questions.open_papers(self.office)

    def letter_of(self, job: int) -> Issued:
        return open_questions.letter_of(self.office, job)

    def clock_doubt(self) -> str | None:
        doubt = self.office.clock.doubt()
        return f"{DAYS[doubt.weekday()]} {long_date(doubt.date())}, {doubt:%H.%M}" if doubt else None

    def confirm_clock(self, clerk: ClerkSession, today: date | None = None) -> None:
        clock = self.office.clock
        if today is None:
            clock.confirm_by_eye(clerk.name)
        else:
            clock.confirm(clerk.name, today)
