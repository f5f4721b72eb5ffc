"""What a clerk is told of a printer in trouble keeps its facts; a letter keeps the paper it was issued for."""

from __future__ import annotations

from dataclasses import replace

from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.print_job import print_job, recover
from appliance.desk.views import Session, Wish
from appliance.model.errors import ApplianceError
from appliance.printer.none import NonePrinter
from tests.support.hall import Hall


def test_the_cause_keeps_its_facts(hall: Hall) -> None:
    away = NonePrinter(48, ApplianceError("E-PRN-10", path="kertas.bin", reason="disk hilang"))
    office = replace(hall.office, printer=away)
    _key, _letter, job = issue_for_clerk(office, hall.parent().nik or "", "SKTM", {"keperluan": "uji"})
    end = print_job(office, job)
    assert end.cause is not None
    assert "kertas.bin" in end.cause.for_clerk()
    assert "disk hilang" in end.cause.for_clerk()


def test_a_letter_is_shown_on_the_paper_it_was_issued_for(hall: Hall) -> None:
    _key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "SKTM", {"keperluan": "uji"})
    before = [hall.terminal.render(letter, form) for form in ("text", "png", "pdf", "escpos")]
    hall.set("printer.width", "58")
    assert [hall.terminal.render(letter, form) for form in ("text", "png", "pdf", "escpos")] == before


def test_an_unsure_letter_is_asked_for_at_the_next_tap(hall: Hall) -> None:
    parent = hall.parent()
    hall.has_basis(parent)
    session = hall.desk.sign_in(hall.has_card(parent))
    assert isinstance(session, Session)
    issued = hall.desk.issue(session, Wish("SKTM", parent.key, {"keperluan": "uji"}))
    job = hall.books.jobs.get(issued.job)
    assert job is not None
    hall.books.jobs.put(issued.job, replace(job, state="sending"))
    assert recover(hall.office) == 1
    unsure = hall.desk.data_page(session).unsure
    assert unsure is not None
    assert (unsure.letter, unsure.job) == (issued.letter, issued.job)
    assert hall.desk.settle(unsure.job, True).state == "printed"
    assert hall.desk.data_page(session).unsure is None
