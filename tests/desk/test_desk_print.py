"""Print jobs: a letter comes out once, or a person says what happened (threats F2, F5)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from appliance.desk import print_job as jobs
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.print_job import print_letter, recover
from appliance.desk.views import JobEnd
from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.printing import Outcome, Status
from tests.support.hall import Hall
from tests.support.refusals import refused


def quiet(_done: int, _all: int) -> None:
    """No progress."""


def issue(hall: Hall) -> tuple[int, str, int]:
    key, letter, job = issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    return key, letter.code, job


def papers(hall: Hall, code: str) -> list[str]:
    """What came out for this letter."""
    return [paper.text for paper in hall.machine.papers if code in paper.text]


def states(hall: Hall) -> list[str]:
    return [job.state for _key, job in hall.books.jobs.find()]


def test_a_printed_letter_is_printed_once(hall: Hall) -> None:
    _key, code, job = issue(hall)
    assert hall.desk.print_job(job, quiet) == JobEnd("printed")
    assert hall.desk.print_job(job, quiet) == JobEnd("printed")
    assert len(papers(hall, code)) == 1
    assert [event.data["job"] for event in hall.events("desa.print.printed")] == [job]


def test_paper_out_before_the_job_keeps_it_waiting(hall: Hall) -> None:
    key, code, job = issue(hall)
    hall.machine.dots_left = 0
    assert hall.desk.print_job(job, quiet) == JobEnd("queued", "E-PRN-02")
    assert papers(hall, code) == [] and states(hall) == ["queued"]
    hall.machine.mend()
    assert print_letter(hall.office, key) == JobEnd("printed")
    assert len(papers(hall, code)) == 1 and "SALINAN" not in papers(hall, code)[0]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"life": 0}, "E-PRN-01"),
        ({"dots_left": 0}, "E-PRN-02"),
        ({"cover_open": True}, "E-PRN-03"),
        ({"hot": True}, "E-PRN-05"),
        ({"broken": True}, "E-PRN-12"),
    ],
)
def test_what_is_wrong_before_is_known_before_the_number_and_keeps_a_job_waiting(
    hall: Hall, fault: dict[str, int | bool], code: str
) -> None:
    for name, value in fault.items():
        setattr(hall.machine, name, value)
    assert hall.desk.printer_status().fault == code, "so the screen takes no number"
    _key, letter, job = issue(hall)
    assert hall.desk.print_job(job, quiet) == JobEnd("queued", code)
    assert states(hall) == ["queued"] and papers(hall, letter) == []
    hall.machine.mend()
    hall.machine.life = None
    assert hall.desk.print_waiting() == 1
    assert len(papers(hall, letter)) == 1


def test_a_printer_that_dies_in_the_middle_leaves_it_to_a_person(hall: Hall) -> None:
    key, code, job = issue(hall)
    hall.machine.life = 600
    end = hall.desk.print_job(job, quiet)
    assert end.state == "unsure" and end.code == "E-PRN-07"
    hall.machine.power_cycle()
    assert hall.desk.print_job(job, quiet).state == "unsure", "never again by itself"
    assert hall.desk.print_waiting() == 0
    assert print_letter(hall.office, key) == JobEnd("printed")
    whole = [text for text in papers(hall, code) if "SALINAN KE-1" in text]
    assert len(whole) == 1 and states(hall) == ["settled", "printed"]


@pytest.mark.parametrize(("came_out", "after"), [(True, ["printed"]), (False, ["settled", "printed"])])
def test_a_person_settles_an_unsure_job(hall: Hall, came_out: bool, after: list[str]) -> None:
    _key, code, job = issue(hall)
    hall.machine.swallows, hall.machine.silent = True, True
    assert hall.desk.print_job(job, quiet).state == "unsure"
    hall.machine.swallows = hall.machine.silent = False
    assert hall.desk.settle(job, came_out) == JobEnd("printed")
    assert states(hall) == after and hall.events("desa.print.settled")[-1].data["came_out"] is came_out
    assert len(papers(hall, code)) == (0 if came_out else 1)
    assert hall.desk.settle(job, False) == JobEnd("printed"), "asked twice it does nothing"
    assert states(hall) == after


def test_copies_count_up_and_are_marked_at_head_and_foot(hall: Hall) -> None:
    key, code, job = issue(hall)
    hall.desk.print_job(job, quiet)
    for copy in (1, 2):
        assert print_letter(hall.office, key) == JobEnd("printed")
        assert papers(hall, code)[copy].count(f"SALINAN KE-{copy}") == 2
    assert "SALINAN" not in papers(hall, code)[0]


def test_a_job_cut_off_by_a_power_cut_is_unsure_for_the_next_one(hall: Hall) -> None:
    _key, code, job = issue(hall)
    record = hall.books.jobs.get(job)
    assert record is not None
    hall.books.jobs.put(job, replace(record, state="sending"))
    again = hall.again()
    assert again.desk.print_job(job, quiet) == JobEnd("unsure", "E-JOB-01")
    assert papers(hall, code) == []
    assert hall.events("desa.print.unsure")[-1].data["code"] == "E-JOB-01"


def test_who_prints_is_not_disturbed_by_who_recovers(hall: Hall) -> None:
    _key, _code, job = issue(hall)
    seen: list[int] = []

    def look(_done: int, _all: int) -> None:
        thread = threading.Thread(target=lambda: seen.append(recover(hall.office)))
        thread.start()
        thread.join()

    assert hall.desk.print_job(job, look) == JobEnd("printed")
    assert seen and set(seen) == {0}


class OneLine:
    """A printer whose line does as it is told: raises, or prints and then lets the test act."""

    kind: Any = "simulated"
    columns = 48

    def __init__(self, after: Any = None, error: ApplianceError | None = None, leaving: Any = None) -> None:
        self.sent = 0
        self._after, self._error, self._leaving = after, error, leaving

    @contextmanager
    def connect(self) -> Iterator[OneLine]:
        yield self
        if self._leaving is not None:
            raise self._leaving

    def status(self) -> Status:
        return Status()

    def send(self, page: Page, progress: Any, **_: Any) -> Outcome:
        if self._error is not None:
            raise self._error
        self.sent += 1
        if self._after is not None:
            self._after()
        return Outcome("printed")


def with_printer(hall: Hall, printer: OneLine) -> Hall:
    return replace(hall, terminal=replace(hall.terminal, office=replace(hall.office, printer=printer)))


def test_a_store_that_fails_after_the_last_byte_never_prints_twice(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    _key, _code, job = issue(hall)

    def disk_is_full(*_: Any) -> None:
        raise ApplianceError("E-STO-02")

    printer = OneLine(after=lambda: monkeypatch.setattr(jobs, "_end", disk_is_full))
    other = with_printer(hall, printer)
    with refused("E-STO-02"):
        other.desk.print_job(job, quiet)
    monkeypatch.undo()
    assert other.desk.print_job(job, quiet) == JobEnd("unsure", "E-JOB-01")
    assert other.desk.print_waiting() == 0
    assert printer.sent == 1


def test_a_link_that_fails_at_closing_never_prints_twice(hall: Hall) -> None:
    _key, _code, job = issue(hall)
    printer = OneLine(leaving=ApplianceError("E-PRN-07"))
    other = with_printer(hall, printer)
    with refused("E-PRN-07"):
        other.desk.print_job(job, quiet)
    assert other.desk.print_job(job, quiet) == JobEnd("printed")
    assert printer.sent == 1


def test_a_line_that_sent_nothing_leaves_the_job_waiting(hall: Hall) -> None:
    _key, _code, job = issue(hall)
    other = with_printer(hall, OneLine(error=ApplianceError("E-PRN-01")))
    assert other.desk.print_job(job, quiet) == JobEnd("queued", "E-PRN-01")
    assert hall.books.settings.note("printer.trouble") == "0", "and no torn picture to be led out of"
    assert hall.desk.print_job(job, quiet) == JobEnd("printed")


def test_after_trouble_the_next_job_leads_the_printer_out(hall: Hall) -> None:
    _key, _code, job = issue(hall)
    hall.machine.life = 600
    hall.desk.print_job(job, quiet)
    hall.machine.power_cycle()
    mark = len(hall.machine.received)
    _key, _code, job = issue(hall)
    hall.desk.print_job(job, quiet)
    assert bytes(1000) in hall.machine.received[mark:]
    mark = len(hall.machine.received)
    _key, _code, job = issue(hall)
    hall.desk.print_job(job, quiet)
    assert bytes(1000) not in hall.machine.received[mark:]


def test_fresh_jobs_are_printed_once_the_printer_is_back_stale_ones_are_not(hall: Hall) -> None:
    hall.machine.cover_open = True
    _key, old, job = issue(hall)
    hall.desk.print_job(job, quiet)
    hall.clock.on(minutes=31)
    _key, new, job = issue(hall)
    assert hall.desk.print_job(job, quiet) == JobEnd("queued", "E-PRN-03")
    assert hall.desk.printer_status().fault == "E-PRN-03"
    hall.machine.mend()
    assert hall.desk.print_waiting() == 1
    assert papers(hall, old) == [] and len(papers(hall, new)) == 1


def test_a_job_that_is_none(hall: Hall) -> None:
    with refused("E-JOB-02"):
        hall.desk.print_job(99, quiet)
    with refused("E-JOB-02"):
        hall.desk.settle(99, True)


def test_a_printer_taken_for_too_long_refuses_a_copy_and_keeps_a_job(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, code, job = issue(hall)
    monkeypatch.setattr(jobs, "PATIENCE", 0.1)
    taken, free = threading.Event(), threading.Event()

    def hold() -> None:
        with hall.books.printer_lock(1.0) as mine:
            assert mine
            taken.set()
            free.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(10)
    try:
        assert hall.desk.print_job(job, quiet) == JobEnd("queued", "E-JOB-03")
        assert hall.desk.printer_status() == Status()
        with refused("E-JOB-03"):
            print_letter(hall.office, key)
    finally:
        free.set()
        thread.join()
    assert papers(hall, code) == []


def test_a_job_that_the_store_cannot_note_waits_and_nothing_leaves(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    _key, code, job = issue(hall)

    def disk_is_full(*_: Any) -> None:
        raise ApplianceError("E-STO-02")

    with monkeypatch.context() as patched:
        patched.setattr(hall.books.jobs, "put", disk_is_full)
        assert hall.desk.print_job(job, quiet) == JobEnd("queued", "E-STO-02")
    assert papers(hall, code) == [] and states(hall) == ["queued"]
    assert hall.desk.print_job(job, quiet) == JobEnd("printed")
    assert len(papers(hall, code)) == 1
