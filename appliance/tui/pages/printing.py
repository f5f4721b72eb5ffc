"""The letter gets its number and comes out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.message import Message
from textual.widget import Widget

from appliance.desk.views import Issued, Session
from appliance.model.printing import Status
from appliance.tui.box import Box
from appliance.tui.flow import job_ended
from appliance.tui.page import Bar, Page
from appliance.tui.pages.fault import fault_lines, what_happened
from appliance.tui.widgets.progress import Bar as ProgressBar
from appliance.tui.widgets.words import Line, Words


class Printing(Page):
    """Asks the printer, takes the number only when it is fine, sends the job. `settle` is a person's answer for
    a job of which nobody knew whether it came out."""

    guarded = False
    hears_cards = False

    class Went(Message):
        """`done` of `total` parts are out; or the printer waits for a person, because of `code`."""

        def __init__(self, done: int, total: int, code: str | None = None) -> None:
            super().__init__()
            self.done, self.total, self.code = done, total, code

    def __init__(self, number: int = 0, settle: bool | None = None) -> None:
        super().__init__(number)
        self._settle = settle
        self._done, self._total = 0, 0
        self._fault: str | None = None

    def question(self) -> str:
        """What happens, or what the printer waits for."""
        if self._fault is not None:
            return "▲ " + what_happened(self.kiosk, self._fault)
        return self.say("Surat sedang dicetak.")

    def body(self, box: Box) -> Iterable[Widget]:
        """A bar and what to do meanwhile; while the printer waits, what holds and whom to call."""
        if self._fault is not None:
            lines = fault_lines(self.kiosk, self._fault, kept=True)
            yield Words(*lines, airy=True, middle=True).at(box.inset(2))
            return
        room = box.inset(5)
        top = max(1, (box.height - 7) // 2)
        self._bar = ProgressBar(self._share())
        yield self._bar.at(room.below(top).top(2))
        self._told = Words(*self._lines(), airy=True)
        yield self._told.at(Box(box.x + 1, box.y + top + 3, box.width - 2, box.height - top - 3))

    def _share(self) -> float:
        return self._done / self._total if self._total else 0.0

    def _lines(self) -> list[Line]:
        part = ""
        if self._total > 1:
            part = self.say("Bagian {part} dari {parts}", part=min(self._done + 1, self._total), parts=self._total)
        return [
            Line(part, align="center"),
            Line(self.say("Tunggu sebentar, jangan ditarik."), bold=True, align="center"),
        ]

    def buttons(self) -> Bar:
        """Nothing can be done but wait."""
        return None, None, None

    def help_text(self) -> str:
        """Not reachable; kept for the manual."""
        return self.say("Surat keluar di bawah layar.")

    def opened(self) -> None:
        """Go."""
        visit, errands, desk = self.visit, self.kiosk.errands, self.kiosk.desk
        if self._settle is not None and visit.issued is not None:
            work = partial(desk.settle, visit.issued.job, self._settle, visit.clerk)
            errands.run(work, partial(job_ended, self.kiosk), device="printer")
        elif visit.issued is not None:
            self._send(visit.issued)
        else:
            errands.run(desk.printer_status, self._asked, device="printer")

    def _asked(self, status: Status) -> None:
        if status.fault is not None:
            if self.kiosk.cards.left:
                self.kiosk.router.sign_out()
            else:
                self.kiosk.router.show("fault", status.fault, kept=False)
            return
        visit, desk = self.visit, self.kiosk.desk
        if isinstance(visit.who, Session):
            self.kiosk.errands.run(partial(desk.issue, visit.who, visit.wish, visit.preview), self._issued)

    def _issued(self, issued: Issued) -> None:
        self.visit.issued = issued
        self.visit.trail.clear()
        self._send(issued)

    def _send(self, issued: Issued) -> None:
        kiosk = self.kiosk

        def progress(done: int, total: int) -> None:
            self.post_message(self.Went(done, total))

        def waiting(code: str) -> bool:
            self.post_message(self.Went(0, 0, code))
            return not kiosk.errands.closing

        work = partial(kiosk.desk.print_job, issued.job, progress, waiting)
        kiosk.errands.run(work, partial(job_ended, kiosk), device="printer")

    def on_printing_went(self, message: Went) -> None:
        """The printer's thread told something."""
        if message.code is None:
            self._done, self._total = message.done, message.total
        if message.code != self._fault:
            self._fault = message.code
            self.refresh_parts()
        elif self._fault is None:
            self._bar.set_share(self._share())
            self._told.set_lines(*self._lines())

    def tick(self, waited: float) -> None:
        """The page itself says what is awaited."""
        super().tick(0.0 if self._fault is not None else waited)
