"""Issuing at the screen and at the desk: one number, one event, one job, and the letter that was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from appliance.desk import enter_letter, issue_letter
from appliance.desk.enter_letter import enter
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.views import Issued, Session, Wish
from appliance.letters.seal import verify
from appliance.model.clock import WIB
from appliance.model.layout import Page, words
from appliance.model.resident import Resident
from tests.support.hall import Hall
from tests.support.refusals import refused


def wish(person: Resident, kind: str = "DOMISILI") -> Wish:
    return Wish(kind, person.key, {"keperluan": "Melamar kerja"})


def take(hall: Hall, person: Resident, kind: str = "DOMISILI") -> Issued:
    return hall.desk.issue(Session(person.key), wish(person, kind))


def paper(hall: Hall, issued: Issued) -> str:
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None
    return words(Page.from_json(letter.page))


def test_a_letter_has_number_event_job_and_seal(hall: Hall) -> None:
    parent = hall.parent()
    issued = take(hall, parent)
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None and (letter.seq, letter.nik, letter.applicant) == (1, parent.nik, parent.key)
    event = hall.events("desa.letter.issued")[-1]
    assert (event.number, event.data["number"], event.data["nik"]) == (letter.event, issued.number, parent.nik)
    assert [job.letter for _key, job in hall.books.jobs.find(state="queued")] == [int(issued.letter)]
    seal = verify(letter.seal, hall.office.keys.signer.public)
    assert seal.valid and seal.number == issued.number
    assert seal.digest is not None and event.data["digest"].startswith(seal.digest)
    assert issued.qr.matrix, "the screen shows the seal as it is printed"
    assert hall.problems() == []


def test_what_was_read_is_what_comes_out(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = hall.parent()
    read = hall.desk.preview(Session(parent.key), wish(parent))

    def never(*_: Any) -> None:
        raise AssertionError("the letter was composed a second time")

    monkeypatch.setattr(issue_letter, "compose", never)
    issued = hall.desk.issue(Session(parent.key), wish(parent), read)
    assert words(read.page).replace("…", issued.number) == paper(hall, issued)


def test_a_letter_that_was_read_before_a_change_is_composed_anew(hall: Hall) -> None:
    parent = hall.parent()
    read = hall.desk.preview(Session(parent.key), wish(parent))
    hall.set("village.name", "Sinar Baru")
    assert "Sinar Baru" in paper(hall, hall.desk.issue(Session(parent.key), wish(parent), read))


def test_a_letter_that_was_read_yesterday_bears_today_s_date(hall: Hall) -> None:
    parent = hall.parent()
    read = hall.desk.preview(Session(parent.key), wish(parent))
    hall.clock.on(days=1)
    issued = hall.desk.issue(Session(parent.key), wish(parent), read)
    assert f", {hall.clock.at.day} " in paper(hall, issued)


def test_somebody_else_s_preview_is_not_taken(hall: Hall) -> None:
    first, second = hall.parent(0), hall.parent(1)
    read = hall.desk.preview(Session(first.key), wish(first))
    issued = hall.desk.issue(Session(second.key), wish(second), read)
    assert second.name in paper(hall, issued) and first.name not in paper(hall, issued)


def test_an_sktm_without_a_basis_goes_to_the_clerk(hall: Hall) -> None:
    parent = hall.parent()
    assert hall.desk.preview(Session(parent.key), wish(parent, "SKTM")).way == "released"
    with refused("E-JOB-06"):
        take(hall, parent, "SKTM")
    assert hall.books.letters.count() == 0
    hall.has_basis(parent)
    assert take(hall, parent, "SKTM").number


def test_without_the_village_s_own_rule_nothing_is_direct(hall: Hall) -> None:
    hall.set("village.rule", "")
    with refused("E-JOB-06"):
        take(hall, hall.parent())


def test_the_clerk_s_own_act_prints_whatever_the_policy(hall: Hall) -> None:
    hall.set("village.rule", "")
    _key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "SKTM", {"keperluan": "uji"}, "Wati")
    assert (letter.way, letter.clerk, letter.seq) == ("released", "Wati", 1)


def test_a_person_takes_so_many_letters_a_day_and_no_more(hall: Hall) -> None:
    parent = hall.parent()
    hall.set("kiosk.letters_per_day", "2")
    take(hall, parent)
    take(hall, parent)
    with refused("E-JOB-05"):
        take(hall, parent)
    take(hall, hall.parent(1))
    hall.clock.on(days=1)
    assert take(hall, parent).number.split("/")[1] == "004", "the refused one took no number"


def test_the_clerk_s_letters_do_not_count(hall: Hall) -> None:
    parent = hall.parent()
    hall.set("kiosk.letters_per_day", "1")
    issue_for_clerk(hall.office, parent.nik or "", "DOMISILI", {"keperluan": "uji"})
    take(hall, parent)


def test_a_child_s_letter_names_the_child_and_counts_for_the_parent(hall: Hall) -> None:
    parent = hall.parent()
    child = hall.child(parent)
    issued = hall.desk.issue(Session(parent.key), wish(child))
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None and (letter.subject, letter.applicant) == (child.key, parent.key)


def test_a_stranger_s_letter_is_not_to_be_had(hall: Hall) -> None:
    with refused("E-LTR-09"):
        hall.desk.issue(Session(hall.parent(0).key), wish(hall.parent(1)))


def test_numbers_begin_anew_with_the_year_and_belong_to_the_letter_s_date(hall: Hall) -> None:
    person = hall.parent()
    hall.clock.at = datetime(2026, 12, 31, 23, 59, 59, tzinfo=WIB)
    assert take(hall, person).number.endswith("/001/1801042001/XII/2026")
    hall.clock.on(seconds=2)
    assert take(hall, person).number.endswith("/001/1801042001/I/2027")
    assert take(hall, person).number.endswith("/002/1801042001/I/2027")
    assert hall.problems() == []


def test_midnight_between_composing_and_issuing_leaves_one_year_in_the_number(hall: Hall) -> None:
    person = hall.parent()
    hall.clock.at = datetime(2026, 12, 31, 23, 59, 59, tzinfo=WIB)
    draft = issue_letter._prepare(hall.office, Session(person.key), wish(person), hall.clock.at).draft
    hall.clock.on(seconds=2)
    with hall.books.transaction():
        _key, letter, _job = enter(hall.office, draft, hall.office.clock.now())
    assert (letter.year, letter.number[-9:]) == (2026, "/XII/2026")


@pytest.mark.parametrize(
    "text", ["x" * 121, "", "\x1b\x00\u202e", "y" * 100_000], ids=["121", "empty", "signs", "huge"]
)
def test_a_purpose_is_text_of_at_most_120_letters(hall: Hall, text: str) -> None:
    events = len(hall.events())
    with pytest.raises(Exception, match=r"E-LTR-0[23]"):
        issue_for_clerk(hall.office, hall.parent().nik or "", "SKTM", {"keperluan": text})
    assert len(hall.events()) == events


@pytest.mark.parametrize("text", ["x" * 120, "Ñandú’s — ☂", "| NIK | 1", ":keluarga", "{{ 7*7 }}", "a\udcffb"])
def test_any_text_is_printed_as_text(hall: Hall, text: str) -> None:
    key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "SKTM", {"keperluan": text})
    assert text.replace("\udcff", "") in words(Page.from_json(letter.page))
    assert hall.problems() == [] and key == 1


def test_a_letter_never_half(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> int:
        raise OSError

    monkeypatch.setattr(enter_letter, "new_job", fail)
    before = len(hall.events())
    with pytest.raises(OSError):
        take(hall, hall.parent())
    monkeypatch.undo()
    assert hall.books.letters.count() == 0 and len(hall.events()) == before
    assert take(hall, hall.parent()).number.split("/")[1] == "001"


def test_a_missing_key_leaves_no_number(hall: Hall) -> None:
    (hall.terminal.state / "keys" / "village.key").unlink()
    with refused("E-STO-12"):
        take(hall, hall.parent())
    assert hall.books.letters.count() == 0 and hall.books.series.find() == []


def test_people_who_are_not_here_any_more_get_no_letter(hall: Hall) -> None:
    parent = hall.parent()
    document: dict[str, Any] = dict(hall.books.residents.by_key(parent.key) or {})
    gone = {**document, "x": {**document["x"], "status": "PINDAH", "active": False}}
    hall.books.residents.write([], [(parent.key, gone)])
    with refused("E-LTR-05"):
        take(hall, parent)
    with refused("E-LTR-05"):
        issue_for_clerk(hall.office, parent.nik or "", "DOMISILI", {"keperluan": "uji"})


def test_a_stored_letter_never_changes(hall: Hall) -> None:
    issued = take(hall, hall.parent())
    before = hall.books.letters.get(int(issued.letter))
    for key, value in (
        ("village.name", "Lain"),
        ("letters.codes", "old"),
        ("verify.url", "https://contoh.desa.id/p"),
    ):
        hall.set(key, value)
    after = hall.books.letters.get(int(issued.letter))
    assert before is not None and before == after
