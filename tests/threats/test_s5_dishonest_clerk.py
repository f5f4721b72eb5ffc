"""S5: whoever changes something stands in the journal, with before and after, and the journal cannot be mended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from appliance.desk.clerks import add_clerk
from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.link_card import link_card, unlink_card
from appliance.model.event import write_line
from appliance.registry.sampling import sample
from tests.support.hall import UID, Hall


def test_every_act_leaves_its_event(hall: Hall) -> None:
    parent = hall.parent()
    nik = parent.nik or ""
    acts: dict[str, Callable[[], object]] = {
        "desa.settings.changed": lambda: hall.set("theme", "gelap"),
        "desa.family.basis": lambda: hall.has_basis(parent),
        "desa.card.linked": lambda: link_card(hall.office, UID, nik),
        "desa.card.unlinked": lambda: unlink_card(hall.office, nik),
        "desa.clerk.added": lambda: add_clerk(hall.office, "Budi", "135790"),
        "desa.clerk.signed-in": lambda: hall.desk.clerk_sign_in("Budi", "135790"),
        "desa.letter.issued": lambda: issue_for_clerk(hall.office, nik, "SKTM", {"keperluan": "x"}, "Budi"),
        "desa.clock.confirmed": lambda: hall.office.clock.confirm("Budi"),
    }
    for kind, act in acts.items():
        before = len(hall.events())
        act()
        assert kind in [event.type for event in hall.events()[before:]], kind


def test_a_change_and_its_undoing_are_both_told_with_before_and_after(hall: Hall) -> None:
    extract = b"".join(sample(60, 7))
    hall.take(extract.replace(b"BELUM KAWIN", b"KAWIN", 1))
    hall.take(extract)
    (there,), (back,) = [list(event.data["changed"].values()) for event in hall.events("desa.resident.changed")]
    assert there == [*reversed(back)] and there[1] == "KAWIN"


def test_a_letter_names_the_clerk_who_released_it(hall: Hall) -> None:
    issue_for_clerk(hall.office, hall.parent().nik or "", "SKTM", {"keperluan": "x"}, "Budi")
    assert hall.events("desa.letter.issued")[-1].data["clerk"] == "Budi"


@pytest.mark.parametrize("rewritten", [False, True])
def test_an_event_changed_in_the_file_is_found(hall: Hall, rewritten: bool) -> None:
    """Also when its own hash was made anew: the next event holds the old one."""
    event = hall.events()[4]
    line = event.line.replace(b"desa.", b"dosa.", 1)
    if rewritten:
        body = line.rpartition(b',"hash":')[0]
        line = body + b',"hash":"' + hashlib.sha256(body).hexdigest().encode() + b'"}'
    hall.books.database.sql("UPDATE journal SET body=? WHERE number=?", (line, event.number))
    assert hall.books.journal.verify() == event.number + rewritten


def test_an_event_taken_out_or_put_in_is_found(hall: Hall) -> None:
    hall.books.database.sql("DELETE FROM journal WHERE number=6")
    assert hall.books.journal.verify() == 6
    last = hall.events()[-1]
    line, _hash = write_line(
        number=6, village="1801042001", epoch=1, type="x", time=hall.clock.at, data={}, prevhash=last.hash
    )
    hall.books.database.sql("INSERT INTO journal (number, body) VALUES (6, ?)", (line,))
    assert hall.books.journal.verify() == 6
