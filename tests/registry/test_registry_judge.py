"""Each line of the fact sheet's table of checks that one row can break."""

from datetime import date

import pytest
from registry_helpers import TODAY, accepted, extract, person, read, reasons, rejected, told

from appliance.model.resident import from_document


def only(**cells: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Rejections and findings of one row."""
    items = read(extract([person(**cells)]))
    return rejected(items), told(items)


def test_a_good_row_has_nothing_to_say() -> None:
    assert only() == ([], [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"NIK": "123"}, "E-REG-10"),
        ({"NIK": "180104120384000"}, "E-REG-10"),
        ({"NIK": "18010412038400033"}, "E-REG-10"),
        ({"NIK": "18010412O3840003"}, "E-REG-10"),
        ({"NIK": "=1801041203840003"}, "E-REG-10"),
        ({"NO_KK": ""}, "E-REG-10"),
        ({"NO_KK": "0"}, "E-REG-10"),
        ({"NO_KK": "-"}, "E-REG-10"),
        ({"NIK": "1,80104E+15"}, "E-REG-11"),
        ({"NIK": "1.80104120384e+15"}, "E-REG-11"),
        ({"NIK": "1801041203840003.0"}, "E-REG-11"),
        ({"NIK": "180104120384000.0"}, "E-REG-11"),
        ({"NO_KK": "1.80104E+15"}, "E-REG-11"),
        ({"TGL_LHR": ""}, "E-REG-12"),
        ({"TGL_LHR": "00-00-0000"}, "E-REG-12"),
        ({"TGL_LHR": "31-02-1990"}, "E-REG-13"),
        ({"TGL_LHR": "03/31/1984"}, "E-REG-13"),
        ({"TGL_LHR": "=TODAY()"}, "E-REG-13"),
        ({"TGL_LHR": "25-11-2026"}, "E-REG-14"),
        ({"TGL_LHR": "24-11-1905"}, "E-REG-15"),
        ({"NAMA_LGKP": ""}, "E-REG-16"),
        ({"NAMA_LGKP": " - "}, "E-REG-16"),
        ({"NAMA_LGKP": "A" * 121}, "E-REG-17"),
        ({"NAMA_LGKP": "BUDI\x1b[2J"}, "E-REG-18"),
        ({"NAMA_LGKP": "BUDI\nSANTOSO"}, "E-REG-18"),
        ({"NAMA_LGKP": "=HYPERLINK(1)"}, "E-REG-18"),
        ({"NAMA_LGKP": "+62"}, "E-REG-18"),
        ({"NAMA_LGKP": "@SUM(A1)"}, "E-REG-18"),
        ({"NAMA_LGKP": "-1+1"}, "E-REG-18"),
        ({"NAMA_LGKP": " \u200b=cmd|' /C calc'!A0"}, "E-REG-18"),
        ({"NAMA_LGKP": "\u202e\u200b"}, "E-REG-16"),
        ({"JENIS_KLMIN": ""}, "E-REG-19"),
        ({"JENIS_KLMIN": "3"}, "E-REG-19"),
    ],
)
def test_rejected(cells: dict[str, str], code: str) -> None:
    assert only(**cells) == ([(2, code)], [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"TGL_LHR": "13-03-1984"}, "E-REG-41"),
        ({"TGL_LHR": "12-03-1994"}, "E-REG-41"),
        ({"JENIS_KLMIN": "P"}, "E-REG-42"),
        ({"NIK": "1801043302840003"}, "E-REG-43"),
        ({"NIK": "1801041213840003"}, "E-REG-43"),
        ({"NIK": "2001041203840003"}, "E-REG-44"),
        ({"NO_KK": "1801044508120007"}, "E-REG-45"),
        ({"NAMA_LGKP": "BUDI 5ANTOSO"}, "E-REG-52"),
        ({"AGAMA": "JEDI"}, "E-REG-53"),
        ({"STAT_KWN": "9"}, "E-REG-53"),
        ({"NIK": "0"}, "E-REG-60"),
        ({"NIK": ""}, "E-REG-60"),
        ({"NIK": "0180104200100001"}, "E-REG-60"),
        ({"NIK": "1801011203840003"}, "E-REG-61"),
        ({"NIK": "1805031203840003"}, "E-REG-61"),
    ],
)
def test_taken_and_told(cells: dict[str, str], code: str) -> None:
    assert only(**cells) == ([], [(2, code)])


def test_relation_against_sex() -> None:
    head = person(1)
    husband = person(2, NO_KK=head["NO_KK"], STAT_HBKEL="SUAMI", JENIS_KLMIN="P", NIK="1801045203840002")
    wife = person(3, NO_KK=head["NO_KK"], STAT_HBKEL="ISTRI")
    assert told(read(extract([head, husband, wife]))) == [(3, "E-REG-47"), (4, "E-REG-46")]


@pytest.mark.parametrize(("born", "warned"), [("25-11-2010", True), ("24-11-2010", False)])
def test_married_under_sixteen(born: str, warned: bool) -> None:
    day, month, year = born.split("-")
    nik = f"180104{day}{month}{year[2:]}0001"
    assert (only(TGL_LHR=born, NIK=nik)[1] == [(2, "E-REG-51")]) is warned


def test_limits_of_age_and_name_are_inside() -> None:
    assert only(TGL_LHR="25-11-1905", NIK="1801042511050001")[0] == []
    assert only(TGL_LHR=TODAY.strftime("%d-%m-%Y"), NIK="1801042411260001", STAT_KWN="1")[0] == []
    assert only(NAMA_LGKP="A" * 120) == ([], [])


@pytest.mark.parametrize(
    "name", ["SUTRISNO", "NUR'AINI", "I WAYAN SUDARMA", "MASIRIN, SE", "ABD. ROHIM", "SRI-LESTARI"]
)
def test_old_names_are_right(name: str) -> None:
    assert only(NAMA_LGKP=name) == ([], [])


def test_formulas_elsewhere_stay_text() -> None:
    items = read(extract([person(ALAMAT="=cmd|' /C calc'!A0", TMPT_LHR="@NATAR")]))
    assert accepted(items)[0].document["alamat"] == "=cmd|' /C calc'!A0"


def test_a_document_keeps_the_texts_and_adds_what_they_mean() -> None:
    cells = person(STAT_KWN="2", JENIS_PKRJN="09", AGAMA="Kong Hu Cu", NO_RT="1.0", NIK="'1801 0412 0384 0003")
    document = accepted(read(extract([cells])))[0].document
    assert document["nik"] == "1801041203840003"
    assert [document[key] for key in ("stat_kwn", "jenis_pkrjn", "agama", "no_rt")] == [
        "2",
        "09",
        "Kong Hu Cu",
        "1.0",
    ]
    assert document["x"] == {
        "born": "1984-03-12",
        "sex": "L",
        "marital": 2,
        "relation": 1,
        "job": 9,
        "religion": 6,
        "education": 5,
        "rt": "001",
        "rw": "002",
        "status": "HIDUP",
        "active": True,
        "label": {"stat_kwn": "KAWIN", "jenis_pkrjn": "PETANI/PEKEBUN"},
    }


def test_a_resident_needs_no_parsing() -> None:
    cells = person(
        STAT_KWN="2", JENIS_PKRJN="ASTRONOT", DUSUN="-", NO_RW="000", PNYDNG_CCT="1", NAMA_LGKP_IBU="SUMI"
    )
    resident = from_document(7, accepted(read(extract([cells])))[0].document)
    assert (resident.key, resident.nik, resident.kk) == (7, cells["NIK"], cells["NO_KK"])
    assert (resident.marital, resident.marital_text) == (2, "KAWIN")
    assert (resident.job, resident.job_text) == (None, "ASTRONOT")
    assert (resident.hamlet, resident.rt, resident.rw) == ("", "001", "")
    assert (resident.citizenship, resident.active, resident.sex_text) == ("WNI", True, "LAKI-LAKI")
    assert "SUMI" not in str(vars(resident).values())
    assert "BUDI" not in repr(resident)


def test_age_counts_full_years() -> None:
    resident = from_document(1, accepted(read(extract([person()])))[0].document)
    assert resident.age(date(2026, 3, 11)) == 41
    assert resident.age(date(2026, 3, 12)) == 42


def test_no_nik_is_none_and_the_text_stays() -> None:
    document = accepted(read(extract([person(NIK="0180104200100001")])))[0].document
    assert document["nik"] == "0180104200100001"
    assert from_document(1, document).nik is None


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"FLAG_STATUS": ""}, "HIDUP"),
        ({"FLAG_STATUS": "0"}, "HIDUP"),
        ({"FLAG_STATUS": "1"}, "TIDAK AKTIF"),
        ({"FLAG_STATUS": "MATI"}, "MATI"),
        ({"FLAG_STATUS": "0", "STATUS": "Tidak Valid"}, "TIDAK VALID"),
        ({"FLAG_STATUS": "0", "STATUS": "PINDAH LUAR NEGERI"}, "PINDAH"),
        ({"FLAG_STATUS": "1", "STATUS": "HIDUP"}, "TIDAK AKTIF"),
        ({"FLAG_STATUS": "0", "STATUS": "ENTAH"}, "TIDAK AKTIF"),
    ],
)
def test_status(cells: dict[str, str], status: str) -> None:
    row = person(**cells)
    document = accepted(read(extract([row], columns=row)))[0].document
    assert document["x"]["status"] == status
    assert document["x"]["active"] is (status == "HIDUP")


def test_no_reason_holds_what_stands_in_a_cell() -> None:
    rows = [person(1, NIK="RAHASIA"), person(2, NAMA_LGKP="=RAHASIA"), person(3, AGAMA="RAHASIA"), person(3)]
    sentences = reasons(read(extract(rows)))
    assert len(sentences) == 4
    assert not any(word in sentence for sentence in sentences for word in ("RAHASIA", "BUDI", "{", "?"))
