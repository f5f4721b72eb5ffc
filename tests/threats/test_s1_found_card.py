"""S1: a card that was found or stolen opens what is printed on it, and direct letters about oneself."""

from __future__ import annotations

import pytest

from appliance.desk.views import Session, Wish
from appliance.letters.kind import kinds
from appliance.model.layout import Page, words
from appliance.model.resident import Resident
from tests.support.hall import Hall

PURPOSE = {"keperluan": "Melamar kerja"}


def secrets_of(hall: Hall, holder: Resident) -> set[str]:
    """What the holder's card must not tell: KK number, relatives' NIK, mothers' names."""
    found = {holder.kk}
    for member in hall.residents():
        if member.kk == holder.kk:
            document = hall.books.residents.by_key(member.key) or {}
            mother = str(document.get("nama_lgkp_ibu", ""))
            others = {one.name for one in hall.residents() if one.kk == holder.kk}
            found |= {mother} - others - {"", "-"}
            if member.key != holder.key:
                found |= {member.nik or "", str(document["tgl_lhr"])}
    return found - {""}


@pytest.fixture
def holder(hall: Hall) -> Resident:
    parent = hall.parent()
    hall.has_basis(parent)
    assert secrets_of(hall, parent) > {parent.kk}
    return parent


def test_the_data_page_shows_names_and_ages_of_the_family_and_no_more(hall: Hall, holder: Resident) -> None:
    session = hall.desk.sign_in(hall.has_card(holder))
    assert isinstance(session, Session)
    shown = repr(hall.desk.data_page(session))
    assert holder.nik is not None and holder.nik in shown
    assert [secret for secret in secrets_of(hall, holder) if secret in shown] == []


@pytest.mark.parametrize("kind", list(kinds()))
@pytest.mark.parametrize("child", [False, True])
def test_a_direct_letter_tells_nothing_that_the_card_does_not(
    hall: Hall, holder: Resident, kind: str, child: bool
) -> None:
    session = Session(holder.key)
    members = hall.desk.subjects(session, kind)
    subject = members[-1].key if child else holder.key
    wish = Wish(kind, subject, PURPOSE)
    preview = hall.desk.preview(session, wish)
    if preview.way != "direct":
        pytest.skip("a clerk looks at this one")
    issued = hall.desk.issue(session, wish, preview)
    hall.desk.print_job(issued.job, lambda _done, _all: None)
    letter = hall.books.letters.get(int(issued.letter))
    assert letter is not None
    printed = "\n".join(paper.text for paper in hall.machine.papers)
    secrets = secrets_of(hall, holder)
    for text in (words(Page.from_json(letter.page)), printed, repr(preview.lines)):
        assert [secret for secret in secrets if secret in text] == []


def test_no_event_tells_a_kk_number_or_a_mother_s_name(hall: Hall, holder: Resident) -> None:
    session = hall.desk.sign_in(hall.has_card(holder))
    assert isinstance(session, Session)
    hall.desk.data_page(session)
    hall.desk.issue(session, Wish("SKTM", holder.key, PURPOSE))
    journal = b"".join(hall.books.journal.lines()).decode()
    assert holder.kk not in journal
    assert [name for name in secrets_of(hall, holder) if " " in name and name in journal] == []
