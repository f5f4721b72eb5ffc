"""Every page with the longest real values, made without walking there."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from appliance.desk.views import ClerkSession, Session, Slip, Visitor, Wish
from appliance.model.card import Tapped
from appliance.model.errors import ApplianceError
from appliance.tui.app import KioskApp
from appliance.tui.visit import Visit
from tests.tui.fake_desk import LINKED, NIK, PURPOSE, TILES, FakeDesk, paper

Maker = Callable[[KioskApp, FakeDesk], None]


def resident(app: KioskApp, desk: FakeDesk) -> Visit:
    """Somebody who tapped and chose a letter."""
    session = Session(1)
    data = desk.data_page(session)
    visit = Visit(monotonic(), card=Tapped(LINKED), who=session, data=data, letters=data.tiles)
    visit.choose(TILES[0], (PURPOSE,), desk.subjects(session, "SKTM"))
    visit.answers["keperluan"] = "Permohonan keringanan pembayaran"
    visit.trail = [("data", 0), ("ask", 0)]
    app.router.visit = visit
    return visit


def visitor(app: KioskApp, desk: FakeDesk, card: str | None = None) -> Visit:
    """Somebody with a card nobody knows, or without."""
    app.router.visit = Visit(monotonic(), who=Visitor(card), nik=NIK[:10], letters=TILES, trail=[("nik", 0)])
    return app.router.visit


def clerk(app: KioskApp, desk: FakeDesk) -> Visit:
    """A clerk at work."""
    visit = Visit(monotonic(), clerk=ClerkSession("Slamet Riyadi"), clerk_name="Slamet Riyadi")
    visit.requests = desk.requests()
    visit.request = visit.requests[0]
    app.router.visit = visit
    return visit


def papers(app: KioskApp, desk: FakeDesk) -> Visit:
    """A clerk before papers that wait; the first one is unsure."""
    desk.papers = [paper(n, "unsure" if n % 2 else "queued") for n in range(1, 8)]
    visit = clerk(app, desk)
    visit.papers = desk.open_papers()
    visit.paper = visit.papers[0]
    return visit


def _waiting_paper(app: KioskApp, desk: FakeDesk) -> None:
    visit = papers(app, desk)
    visit.paper = visit.papers[1]
    app.router.show("clerk_paper")


def _step(who: Callable[[KioskApp, FakeDesk], Visit], step: str, **options: object) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        who(app, desk)
        app.router.show(step, **options)

    return make


def _welcome(app: KioskApp, desk: FakeDesk) -> None:
    app.router.sign_out()


def _reader_away(app: KioskApp, desk: FakeDesk) -> None:
    app.router.sign_out()
    app.cards.away = "E-RDR-01"


def _unreadable(app: KioskApp, desk: FakeDesk) -> None:
    app.router.sign_out()
    app.cards.unread = "E-RDR-04"


def _clock_doubt(app: KioskApp, desk: FakeDesk) -> None:
    app.router.sign_out()
    desk.doubt = "Selasa, 24 November 2026, 18.40"


def _ask_clock(app: KioskApp, desk: FakeDesk) -> None:
    clerk(app, desk)
    app.clock_doubt = "Selasa, 24 November 2026, 18.40"
    app.router.show("clock")


def _type_date(app: KioskApp, desk: FakeDesk) -> None:
    clerk(app, desk)
    app.router.show("clock")
    app.page._asks = True  # type: ignore[attr-defined]
    app.page._refusal = ApplianceError("E-CLK-05").for_resident(app.say)  # type: ignore[attr-defined]


def _preview(way: str, step: str) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        visit = resident(app, desk)
        desk.way = way
        visit.preview = desk.preview(Session(1), Wish("SKTM", 2, visit.answers))
        app.router.show(step)

    return make


def _issued(step: str, **options: object) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        visit = resident(app, desk)
        visit.issued = desk.issue(Session(1), visit.wish)
        app.router.show(step, **options)

    return make


def _slip(app: KioskApp, desk: FakeDesk) -> None:
    resident(app, desk).slip = Slip("A-07", "KTP dan Kartu Keluarga", None)
    app.router.show("slip")


def _refused(code: str) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        resident(app, desk)
        app.show_refusal(ApplianceError(code, minutes=5, left=3, limit=120, label="Keperluan"))

    return make


def _trouble(app: KioskApp, desk: FakeDesk) -> None:
    app.router.sign_out()
    app.router.show("trouble", ApplianceError("E-STO-01", reason="DatabaseError 11"))


def _wrong_pin(app: KioskApp, desk: FakeDesk) -> None:
    clerk(app, desk)
    app.router.show("clerk_pin")
    app.page._refusal = ApplianceError("E-CRD-07", minutes=15).for_resident(app.say)  # type: ignore[attr-defined]


def _over(step: str, *args: object) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        resident(app, desk)
        app.router.show("data")
        app.router.lay_over(step, *args)

    return make


def _help_on(step: str) -> Maker:
    def make(app: KioskApp, desk: FakeDesk) -> None:
        PAGES[step](app, desk)
        app.show_help()

    return make


def _printing(app: KioskApp, desk: FakeDesk) -> None:
    resident(app, desk)
    desk.gate.clear()
    app.router.show("printing")


PAGES: dict[str, Maker] = {
    "welcome": _welcome,
    "reader away": _reader_away,
    "unreadable": _unreadable,
    "clock doubt": _clock_doubt,
    "nik": _step(visitor, "nik"),
    "nik of a new card": _step(lambda app, desk: visitor(app, desk, "hash"), "nik"),
    "data": _step(resident, "data"),
    "letters": _step(visitor, "letters"),
    "ask": _step(resident, "ask"),
    "write": _step(resident, "write"),
    "whom": _step(resident, "whom"),
    "preview": _preview("direct", "preview"),
    "preview released": _preview("released", "preview"),
    "large": _preview("direct", "large"),
    "printing": _printing,
    "unsure": _issued("unsure"),
    "done": _issued("done"),
    "slip": _slip,
    "fault": _step(resident, "fault", code="E-PRN-02", kept=False),
    "fault kept": _step(resident, "fault", code="E-PRN-07", kept=True),
    "refused": _refused("E-LTR-05"),
    "refused pin": _refused("E-CRD-07"),
    "trouble": _trouble,
    "clerk name": _step(resident, "clerk_name"),
    "clerk pin": _step(clerk, "clerk_pin"),
    "clerk pin refused": _wrong_pin,
    "clerk list": _step(clerk, "clerk_list"),
    "clerk detail": _step(clerk, "clerk_detail"),
    "clerk list with papers": _step(papers, "clerk_list"),
    "clerk papers": _step(papers, "clerk_papers"),
    "clerk paper": _step(papers, "clerk_paper"),
    "clerk paper that waits": _waiting_paper,
    "clock": _ask_clock,
    "clock, far ahead": _type_date,
    "still here": _over("still_here"),
    "swap": _over("swap", Tapped(LINKED)),
}
HELPLESS = {"printing", "clerk name", "still here", "swap", "clerk pin refused"}
"""Pages without a help of their own."""
PAGES |= {f"help on {name}": _help_on(name) for name in list(PAGES) if name not in HELPLESS}
