"""What follows on an answer: the order of the steps from letter to paper, in one place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from appliance.desk.views import JobEnd, Member, Preview, Question, Session, Slip, Tile, Visitor

if TYPE_CHECKING:
    from appliance.tui.app import KioskApp


def steps(kiosk: KioskApp, step: str, number: int = 0) -> str:
    """ "Langkah 2 dari 4" for the header. A visitor types the NIK and chooses the letter first; everybody answers
    the questions; who has children in the KK says for whom; a resident ends with the preview."""
    visit = kiosk.visit
    first = ["nik", "letters"] if isinstance(visit.who, Visitor) else ["data"]
    asked = ["ask"] * max(1, len(visit.questions))
    several = ["whom"] if len(visit.subjects) > 1 else []
    last = [] if isinstance(visit.who, Visitor) else ["preview"]
    walk = [*first, *asked, *several, *last]
    if step == "letters" and "letters" not in walk:
        step = "data"
    place = walk.index(step) + 1 + number
    return kiosk.say("Langkah {step} dari {steps}", step=place, steps=len(walk))


def choose_letter(kiosk: KioskApp, letter: Tile) -> None:
    """A letter was touched: learn what it asks and for whom it may be."""
    desk, who = kiosk.desk, kiosk.visit.who

    def learn() -> tuple[tuple[Question, ...], tuple[Member, ...]]:
        members = desk.subjects(who, letter.kind) if isinstance(who, Session) else ()
        return desk.questions(letter.kind, kiosk.language), members

    def learned(answer: tuple[tuple[Question, ...], tuple[Member, ...]]) -> None:
        kiosk.visit.choose(letter, *answer)
        _next_question(kiosk, 0)

    kiosk.errands.run(learn, learned)


def after_question(kiosk: KioskApp, number: int, value: str) -> None:
    """Question `number` was answered; an empty answer leaves it open."""
    name = kiosk.visit.questions[number].name
    if value:
        kiosk.visit.answers[name] = value
    else:
        kiosk.visit.answers.pop(name, None)
    _next_question(kiosk, number + 1)


def _next_question(kiosk: KioskApp, number: int) -> None:
    visit = kiosk.visit
    if number < len(visit.questions):
        kiosk.router.go("ask" if visit.questions[number].choices else "write", number)
    elif len(visit.subjects) > 1:
        kiosk.router.go("whom")
    else:
        after_subject(kiosk)


def after_subject(kiosk: KioskApp) -> None:
    """All is known: the preview for a resident, a slip for a visitor."""
    visit, desk = kiosk.visit, kiosk.desk
    who, letter = visit.who, visit.letter
    if isinstance(who, Session):
        kiosk.errands.run(partial(desk.preview, who, visit.wish), partial(_previewed, kiosk))
    elif who is not None and letter is not None:
        ask = partial(desk.ask_first_tap, who, visit.nik, letter.kind, dict(visit.answers))
        kiosk.errands.run(ask, partial(_noted, kiosk))


def _previewed(kiosk: KioskApp, preview: Preview) -> None:
    kiosk.visit.preview = preview
    kiosk.router.go("preview")


def ask_clerk(kiosk: KioskApp) -> None:
    """Put the letter on the clerk's list."""
    visit, desk = kiosk.visit, kiosk.desk
    if isinstance(visit.who, Session):
        kiosk.errands.run(partial(desk.ask_release, visit.who, visit.wish), partial(_noted, kiosk))


def _noted(kiosk: KioskApp, slip: Slip) -> None:
    kiosk.visit.slip = slip
    kiosk.router.replace("slip")


def job_ended(kiosk: KioskApp, end: JobEnd) -> None:
    """A try to print is over. Where a copy took the job's place, the copy is what to go on with."""
    visit = kiosk.visit
    if end.job is not None and visit.issued is not None:
        visit.issued = replace(visit.issued, job=end.job)
    if end.state == "printed":
        kiosk.router.replace("done")
    elif end.state == "unsure":
        kiosk.router.replace("unsure")
    else:
        kiosk.router.show("fault", end.code or "E-PRN-01", kept=True)
