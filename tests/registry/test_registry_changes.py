"""What a later extract changes."""

import json
from typing import Any

from registry_helpers import accepted, extract, person, read

from appliance.registry.changes import ROOM, diff, find_unnumbered, merge, split
from appliance.registry.sampling import COLUMNS


def document(columns: list[str] | None = None, **cells: str) -> dict[str, Any]:
    return accepted(read(extract([person(**cells)], columns or COLUMNS)))[0].document


def test_the_same_row_changes_nothing() -> None:
    assert diff(document(), document()) == {}
    assert merge(document(), document()) == document()


def test_a_change_has_before_and_after() -> None:
    assert diff(document(), document(STAT_KWN="CERAI HIDUP")) == {"stat_kwn": ("KAWIN", "CERAI HIDUP")}


def test_protected_columns_are_named_without_values() -> None:
    changed = diff(document(), document(PNYDNG_CCT="3", NAMA_LGKP_IBU="SUMINAH"))
    assert changed == {"pnydng_cct": (None, None), "nama_lgkp_ibu": (None, None)}


def test_a_narrower_file_takes_nothing_away() -> None:
    old = document(JENIS_PKRJN="9", ALAMAT="JL. LAMA")
    narrow = ["NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR", "ALAMAT"]
    new = {column: person()[column] for column in narrow} | {"ALAMAT": "JL. BARU"}
    merged = merge(old, accepted(read(extract([new], narrow)))[0].document)
    assert diff(old, merged) == {"alamat": ("JL. LAMA", "JL. BARU")}
    assert merged["x"] == old["x"]


def test_words_after_codes_take_the_place_of_the_label() -> None:
    merged = merge(document(STAT_KWN="2", AGAMA="1"), document(STAT_KWN="CERAI MATI", AGAMA="1"))
    assert merged["x"]["marital"] == 4
    assert merged["stat_kwn"] == "CERAI MATI"
    assert merged["x"]["label"]["agama"] == "ISLAM"


def test_a_known_nik_is_not_lost_to_an_older_file() -> None:
    assert merge(document(), document(NIK="0"))["nik"] == person()["NIK"]
    assert merge(document(NIK="0"), document())["nik"] == person()["NIK"]


def test_a_newborn_is_found_again() -> None:
    baby = document(NIK="", NAMA_LGKP="SITI")
    twin = document(NIK="", NAMA_LGKP="SITA")
    shelf = [(1, document()), (5, twin), (6, baby)]
    assert find_unnumbered(shelf, document(NIK="", NAMA_LGKP="SITI")) == (6, baby)
    assert find_unnumbered(shelf, document(NAMA_LGKP="SITI")) == (6, baby)
    assert find_unnumbered(shelf, document(NIK="", NAMA_LGKP="SITU")) is None


def test_two_numbers_are_two_people() -> None:
    shelf = [(1, document())]
    assert find_unnumbered(shelf, document(NIK="1801041203840004")) is None


def test_a_change_is_split_only_where_no_event_holds_it() -> None:
    usual = diff(document(), document(ALAMAT="X" * 255, STAT_KWN="CERAI HIDUP"))
    assert list(split(usual)) == [usual]
    assert list(split({})) == []
    huge = {f"kolom_{n}": ("\N{GRINNING FACE}" * 255, "\N{WINKING FACE}" * 255) for n in range(12)}
    pieces = list(split(huge))
    assert {column: change for piece in pieces for column, change in piece.items()} == huge
    assert len(pieces) == 3 and all(len(json.dumps(piece)) <= ROOM for piece in pieces)
