"""All that the screen knows of the person before it. One object, dropped at sign-out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.desk.views import (
        ClerkSession,
        DataPage,
        Issued,
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


@dataclass
class Visit:
    """From the first touch or tap to the sign-out. `trail` holds the steps walked, for "Kembali"; `began` is
    monotonic seconds. `over`: the letter or slip is out, so that a tap needs no question."""

    began: float
    card: Tapped | None = None
    who: Session | Visitor | None = None
    data: DataPage | None = None
    nik: str = ""
    letters: tuple[Tile, ...] = ()
    letter: Tile | None = None
    questions: tuple[Question, ...] = ()
    subjects: tuple[Member, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    subject: Member | None = None
    preview: Preview | None = None
    issued: Issued | None = None
    slip: Slip | None = None
    clerk: ClerkSession | None = None
    clerk_name: str = ""
    requests: tuple[Request, ...] = ()
    request: Request | None = None
    papers: tuple[OpenPaper, ...] = ()
    paper: OpenPaper | None = None
    second_tap: Tapped | None = None
    over: bool = False
    trail: list[tuple[str, int]] = field(default_factory=list)

    @property
    def wish(self) -> Wish:
        """The letter as chosen so far. Only once letter and subject stand."""
        assert self.letter is not None and self.subject is not None  # noqa: S101
        from appliance.desk.views import Wish

        return Wish(self.letter.kind, self.subject.key, dict(self.answers))

    def choose(self, letter: Tile, questions: tuple[Question, ...], subjects: tuple[Member, ...]) -> None:
        """Begin a wish; answers of another letter do not carry over, typed words do (rule 10)."""
        if self.letter is None or self.letter.kind != letter.kind:
            self.answers.clear()
        self.letter, self.questions, self.subjects = letter, questions, subjects
        self.subject = subjects[0] if subjects else None

    def again(self) -> None:
        """Ready for another letter of the same person."""
        self.over = False
        self.letter = self.subject = self.preview = self.issued = self.slip = None
        self.questions, self.subjects = (), ()
        self.answers.clear()
        self.typed.clear()
        self.trail.clear()
