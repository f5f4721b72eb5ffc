"""What holds between the rows of a file: doubles, twins that left, families, and the whole column of NIK."""

import pytest
from registry_helpers import TODAY, accepted, extract, person, read, reasons, rejected, told

from appliance.registry import extract as extract_module

NIK = person()["NIK"]


def lines_of(rows: list[dict[str, str]]) -> list[int]:
    return [item.line for item in accepted(read(extract(rows)))]


def test_the_second_active_row_with_a_nik_is_rejected_and_both_lines_are_named() -> None:
    items = read(extract([person(1), person(2), person(1)]))
    assert rejected(items) == [(4, "E-REG-20")]
    assert [item.line for item in accepted(items)] == [2, 3]
    (reason,) = reasons(items)
    assert "baris 4" in reason and "baris 2" in reason


@pytest.mark.parametrize("gone", ["1", "Mati", "PINDAH (DALAM NEGERI)", "Tidak Valid"])
def test_of_an_active_and_an_inactive_row_the_active_one_stays(gone: str) -> None:
    for rows, kept, left in (
        ([person(), person(FLAG_STATUS=gone)], 2, 3),
        ([person(FLAG_STATUS=gone), person()], 3, 2),
        ([person(FLAG_STATUS=gone), person(), person(FLAG_STATUS=gone)], 3, 2),
    ):
        items = read(extract(rows))
        assert [(item.line, item.document["x"]["active"]) for item in accepted(items)] == [(kept, True)]
        assert (left, "E-REG-62") in told(items)
        assert not rejected(items)


def test_an_inactive_resident_alone_is_kept() -> None:
    items = read(extract([person(1, FLAG_STATUS="MATI"), person(2)]))
    assert [(item.line, item.document["x"]["active"]) for item in accepted(items)] == [(3, True), (2, False)]


def test_two_inactive_rows_with_a_nik_are_one_resident() -> None:
    items = read(extract([person(FLAG_STATUS="MATI"), person(FLAG_STATUS="HILANG")]))
    assert [item.line for item in accepted(items)] == [2]
    assert told(items)[0] == (3, "E-REG-62")


def test_more_inactive_rows_than_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes on; its active twin still comes after it and is taken, so that it wins in the register."""
    monkeypatch.setattr(extract_module, "HELD_LIMIT", 2)
    rows = [person(n, FLAG_STATUS="1") for n in (1, 2, 3)] + [person(1), person(1, FLAG_STATUS="1")]
    items = read(extract(rows))
    assert [(item.line, item.document["x"]["active"]) for item in accepted(items)] == [
        (2, False),
        (5, True),
        (3, False),
        (4, False),
    ]
    assert (6, "E-REG-62") in told(items)


def test_residents_without_nik_are_told_apart_by_family_name_and_birth() -> None:
    kk = person()["NO_KK"]
    baby = person(NIK="", NO_KK=kk, STAT_HBKEL="ANAK", STAT_KWN="1", TGL_LHR="01-10-2026", NAMA_LGKP="BAYI SATU")
    items = read(extract([person(), baby, {**baby, "NAMA_LGKP": "BAYI DUA"}, {**baby, "NIK": "0"}]))
    assert [item.line for item in accepted(items)] == [2, 3, 4]
    assert rejected(items) == [(5, "E-REG-21")]


@pytest.mark.parametrize(("rows", "warned"), [(19, False), (20, True)])
def test_a_file_whose_nik_all_end_in_zero(rows: int, warned: bool) -> None:
    items = read(extract(person(n * 10) for n in range(1, rows + 1)))
    assert ((1, "E-REG-40") in told(items)) is warned


def test_one_nik_that_ends_otherwise_clears_the_file() -> None:
    assert told(read(extract([*(person(n * 10) for n in range(1, 40)), person(7)]))) == []


def family(*members: dict[str, str]) -> list[tuple[int, str]]:
    """What is told of a family with one KK."""
    kk = person()["NO_KK"]
    return told(read(extract([{**member, "NO_KK": kk} for member in members])))


def woman(serial: int, born: str, relation: str, **cells: str) -> dict[str, str]:
    day, month, year = born.split("-")
    nik = f"180104{int(day) + 40}{month}{year[2:]}{serial:04}"
    return person(NIK=nik, TGL_LHR=born, STAT_HBKEL=relation, JENIS_KLMIN="P", **cells)


def child(serial: int, born: str, **cells: str) -> dict[str, str]:
    day, month, year = born.split("-")
    nik = f"180104{day}{month}{year[2:]}{serial:04}"
    return person(NIK=nik, TGL_LHR=born, STAT_HBKEL="ANAK", STAT_KWN="1", **cells)


def test_a_usual_family() -> None:
    assert family(person(1), woman(2, "05-06-1986", "ISTRI"), child(3, "01-02-2010")) == []


def test_no_head() -> None:
    assert family(woman(2, "05-06-1986", "ISTRI"), child(3, "01-02-2010")) == [(2, "E-REG-48")]


def test_a_head_who_died_is_no_head() -> None:
    assert family(person(1, FLAG_STATUS="MATI"), woman(2, "05-06-1986", "ISTRI")) == [(3, "E-REG-48")]


def test_two_heads() -> None:
    assert family(person(1), person(2), person(4)) == [(3, "E-REG-49"), (4, "E-REG-49")]


@pytest.mark.parametrize(
    ("born", "warned"),
    [
        ("04-06-1998", True),
        ("05-06-1998", False),
        ("04-06-2042", False),
        ("01-01-1980", True),
    ],
)
def test_ages_of_mother_and_child(born: str, warned: bool) -> None:
    """The mother was born on 5 June 1986: at least 12, at most 55 years."""
    kk = person()["NO_KK"]
    rows = [{**row, "NO_KK": kk} for row in (person(1), woman(2, "05-06-1986", "ISTRI"), child(3, born))]
    items = read(extract(rows), TODAY.replace(year=2045))
    assert ((4, "E-REG-50") in told(items)) is warned


def test_a_mother_more_than_55_years_older() -> None:
    mother = woman(2, "05-06-1950", "ISTRI")
    assert family(person(1), mother, child(3, "04-06-2006")) == []
    assert family(person(1), mother, child(3, "05-06-2006")) == [(4, "E-REG-50")]


def test_a_stepmother_is_no_mother() -> None:
    step = woman(2, "05-06-2000", "ISTRI")
    elsewhere = child(3, "01-02-2010", NIK_IBU="1801045203840009")
    assert family(person(1), step, elsewhere) == []
    assert family(person(1), step, child(3, "01-02-2010")) == [(4, "E-REG-50")]
    assert family(person(1), step, child(3, "01-02-2010", NIK_IBU=step["NIK"])) == [(4, "E-REG-50")]


def test_of_two_wives_none_is_taken_for_the_mother() -> None:
    wives = (woman(2, "05-06-2005", "ISTRI"), woman(4, "05-06-2006", "ISTRI"))
    assert family(person(1), *wives, child(3, "01-02-2010")) == []


def test_a_file_without_relations_says_nothing_about_families() -> None:
    columns = ["NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR"]
    rows = [{column: person(n)[column] for column in columns} for n in (1, 2)]
    assert told(read(extract(rows, columns))) == []
