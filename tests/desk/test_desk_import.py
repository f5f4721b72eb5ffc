"""Importing: again and again to the same result, also after a cut (the rules of rows have their own tests)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from appliance.desk import import_residents as import_module
from appliance.desk.import_residents import BATCH, cut_before
from appliance.model.errors import ApplianceError
from appliance.registry.sampling import sample
from tests.support.hall import Hall
from tests.support.refusals import refused

MANY = b"".join(sample(3 * BATCH, 11))
FEW = b"".join(sample(40, 12))


def register(hall: Hall) -> list[Any]:
    return [hall.books.residents.by_key(key) for key in range(1, hall.books.residents.count() + 1)]


def test_the_same_file_again_changes_nothing(hall: Hall) -> None:
    first = hall.take(FEW)
    events = len(hall.events())
    second = hall.take(FEW)
    assert (first.accepted, second.accepted, second.unchanged) == (40, 0, 40)
    assert len(hall.events()) == events


def test_a_later_extract_tells_what_changed(hall: Hall) -> None:
    hall.take(FEW)
    header, first, *rest = FEW.decode().splitlines(keepends=True)
    hall.take("".join([header, first.replace("ISLAM", "KRISTEN", 1), *rest]).encode())
    changed = hall.events("desa.resident.changed")
    assert [event.data["changed"] for event in changed] == [{"agama": ["ISLAM", "KRISTEN"]}]
    assert hall.problems() == []


@pytest.fixture
def cut(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second batch fails, in the middle of its transaction."""
    write, calls = hall.books.residents.write, []

    def failing(*args: Any) -> list[int]:
        calls.append(1)
        keys = write(*args)
        if len(calls) == 2:
            raise ApplianceError("E-STO-02")
        return keys

    monkeypatch.setattr(hall.books.residents, "write", failing)


@pytest.mark.usefixtures("cut")
def test_a_cut_import_says_so_and_goes_on_to_the_same_result(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ApplianceError) as caught:
        hall.take(MANY)
    assert caught.value.code == "E-IMP-11" and "E-STO-02" in str(caught.value)
    assert caught.value.facts["rows"] == BATCH, "whole batches stay"
    assert hall.again().office.books.settings.note("import.open") == "1" and cut_before(hall.office)
    monkeypatch.undo()
    report = hall.take(MANY)
    assert report.resumed and (report.taken, report.unchanged) == (2 * BATCH, BATCH)
    assert not cut_before(hall.office)
    assert hall.events("desa.residents.imported")[-1].data["resumed"] is True
    assert hall.problems() == []


def test_the_result_after_a_cut_is_that_of_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from appliance.wiring import found_terminal
    from tests.support.hall import make_hall

    found_terminal(tmp_path / "whole", "18.01.04.2001", "Hajimena").books.database.close()
    found_terminal(tmp_path / "cut", "18.01.04.2001", "Hajimena").books.database.close()
    whole, broken = make_hall(tmp_path / "whole"), make_hall(tmp_path / "cut")
    whole.take(MANY)
    write, calls = broken.books.residents.write, []

    def failing(*args: Any) -> list[int]:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(broken.books.residents, "write", failing)
    with refused("E-IMP-11"):
        broken.take(MANY)
    monkeypatch.undo()
    broken.take(MANY)
    assert register(whole) == register(broken)


def test_a_fault_before_the_first_row_is_told_as_it_is(hall: Hall) -> None:
    with refused("E-IMP-02"):
        hall.take(b"a,b,c\n1,2,3\n")
    assert not cut_before(hall.office)


def test_a_doubtful_clock_refuses_nobody_as_born_in_the_future(hall: Hall) -> None:
    hall.clock.on(days=300)
    born = hall.clock.at.strftime("%d-%m-%Y")
    header, first, *_ = FEW.decode().splitlines(keepends=True)
    names, cells = header.strip().split(","), first.strip().split(",")
    cells[names.index("TGL_LHR")] = born
    report = hall.take(f"{header}{','.join(cells)}\n".encode())
    assert report.accepted == 1 and report.rejected == []


def test_events_of_an_import_name_no_mother_and_no_disability(hall: Hall) -> None:
    hall.take(FEW)
    header, first, *rest = FEW.decode().splitlines()
    names, cells = header.split(","), first.split(",")
    column = names.index("NAMA_LGKP_IBU")
    cells[column] = "IBU RAHASIA"
    hall.take("\n".join([header, ",".join(cells), *rest, ""]).encode())
    assert hall.events("desa.resident.changed")[-1].data["changed"] == {"nama_lgkp_ibu": [None, None]}
    assert b"IBU RAHASIA" not in b"".join(hall.books.journal.lines())


def test_s12_a_row_of_rare_signs_does_not_stop_the_rows_after_it(hall: Hall) -> None:
    """A sign outside the common plane takes twelve bytes in an event; a row of them that changes fills two."""
    header, first, second, *_ = FEW.decode().splitlines(keepends=True)
    columns = header.strip().split(",")
    for sign in ("\N{GRINNING FACE}", "\N{WINKING FACE}"):
        cells = first.strip().split(",")
        for column in ("TMPT_LHR", "ALAMAT", "DUSUN", "NAMA_LGKP_AYAH", "NAMA_LGKP_IBU", "AGAMA", "PDDK_AKH"):
            cells[columns.index(column)] = sign * 250
        report = hall.take("".join([header, ",".join(cells) + "\n", second]).encode())
        assert (report.rejected, report.taken + report.unchanged) == ([], 2)
    assert len(hall.events("desa.resident.changed")) == 2
    assert hall.problems() == []


def test_s12_findings_beyond_a_limit_are_counted_alone(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    header, *rows = FEW.decode().splitlines(keepends=True)
    spoilt = "".join([header, *(row.replace("ISLAM", "?") for row in rows)]).encode()
    whole = hall.take(spoilt)
    assert len(whole.warnings) > 10 and whole.untold == 0
    monkeypatch.setattr(import_module, "TOLD_LIMIT", 10)
    short = hall.take(spoilt)
    assert short.warnings == whole.warnings[:10]
    assert short.untold == len(whole.warnings) - 10 + max(0, len(whole.informed) - 10)
    assert short.as_json()["untold"] == short.untold
