"""Papers that wait for a person, as the clerk sees and settles them (threats F2, F5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.print_job import STALE, print_waiting
from appliance.desk.views import ClerkSession, JobEnd, OpenPaper, Session, Wish
from tests.support.hall import CLERK, Hall
from tests.support.refusals import refused


def quiet(_done: int, _all: int) -> None:
    """No progress."""


def issue(hall: Hall, nth: int = 0) -> tuple[str, int]:
    key, _letter, job = issue_for_clerk(hall.office, hall.parent(nth).nik or "", "DOMISILI", {"keperluan": "uji"})
    return str(key), job


def unsure(hall: Hall) -> tuple[str, int]:
    """A letter whose link died in the middle."""
    letter, job = issue(hall)
    hall.machine.life = 600
    assert hall.desk.print_job(job, quiet).state == "unsure"
    hall.machine.power_cycle()
    return letter, job


def test_a_clerk_sees_what_is_unsure_and_what_waits_however_old(hall: Hall) -> None:
    letter, job = unsure(hall)
    hall.machine.cover_open = True
    waiting, old = issue(hall, 1)
    assert hall.desk.print_job(old, quiet) == JobEnd("queued", "E-PRN-03")
    hall.clock.on(minutes=STALE.seconds / 60 + 1)
    hall.machine.mend()
    assert print_waiting(hall.office) == 0
    assert [(paper.letter, paper.job, paper.state, paper.code) for paper in hall.desk.open_papers()] == [
        (letter, job, "unsure", "E-PRN-07"),
        (waiting, old, "queued", "E-PRN-03"),
    ]
    paper = hall.desk.open_papers()[1]
    assert (paper.name, paper.title) == (hall.parent(1).name, "Surat Keterangan Domisili")
    assert paper.made_at < hall.clock.at - STALE
    assert hall.desk.print_job(old, quiet) == JobEnd("printed")
    assert [paper.job for paper in hall.desk.open_papers()] == [job]


@pytest.mark.parametrize("came_out", [True, False])
def test_a_clerks_answer_ends_it_and_stands_in_the_journal_with_the_name(hall: Hall, came_out: bool) -> None:
    letter, job = unsure(hall)
    end = hall.desk.settle(job, came_out, ClerkSession(CLERK))
    assert end == JobEnd("printed") and (end.job is None) is came_out
    event = hall.events("desa.print.settled")[-1].data
    assert (event["clerk"], event["came_out"], event["letter"]) == (CLERK, came_out, int(letter))
    assert hall.desk.open_papers() == ()
    copies = [paper for paper in hall.machine.papers if "SALINAN KE-1" in paper.text]
    assert len(copies) == (0 if came_out else 1)


def test_the_copy_that_waits_is_the_one_to_go_on_with(hall: Hall) -> None:
    """Not the job that it took the place of, which would be told as printed while nothing came out."""
    _letter, job = unsure(hall)
    hall.machine.dots_left = 0
    end = hall.desk.settle(job, False)
    assert end == JobEnd("queued", "E-PRN-02") and end.job not in (None, job)
    hall.machine.mend()
    hall.machine.life = 4000
    assert hall.desk.print_job(end.job or 0, quiet).state == "unsure"
    hall.machine.power_cycle()
    assert [paper.job for paper in hall.desk.open_papers()] == [end.job]
    assert hall.desk.settle(end.job or 0, True) == JobEnd("printed")
    assert hall.desk.open_papers() == ()


def test_a_job_that_was_cut_off_is_asked_about_without_another_print(hall: Hall) -> None:
    letter, job = issue(hall)
    found = hall.books.jobs.get(job)
    assert found is not None
    hall.books.jobs.put(job, replace(found, state="sending"))
    (paper,) = hall.again().desk.open_papers()
    assert isinstance(paper, OpenPaper)
    assert (paper.letter, paper.state, paper.code) == (letter, "unsure", "E-JOB-01")
    assert hall.desk.letter_of(job).letter == letter


def test_nobody_is_asked_about_a_slip(hall: Hall) -> None:
    hall.machine.cover_open = True
    session = hall.desk.sign_in(hall.has_card(hall.parent()))
    assert isinstance(session, Session)
    slip = hall.desk.ask_release(session, Wish("SKTM", session.resident, {"keperluan": "uji"}))
    assert slip.job is not None
    assert hall.desk.print_job(slip.job, quiet).state == "queued"
    assert hall.desk.open_papers() == ()
    with refused("E-JOB-02"):
        hall.desk.letter_of(slip.job)
