"""Villages of Lampung and their words."""

from importlib.resources import files

import pytest

from appliance.registry.places import Place, Terms, find_village, kecamatan_codes, terms_of, village_name


def test_a_village_by_its_code() -> None:
    place = Place("18.01.04.2001", "Hajimena", "Natar", "Lampung Selatan", "Kabupaten")
    assert find_village("18.01.04.2001") == place
    assert find_village("1801042001") == place


def test_a_kelurahan_of_a_town() -> None:
    place = find_village("18.71.14.1007")
    assert place is not None
    assert (place.name, place.kabupaten, place.kabupaten_term) == ("Kampung Baru", "Bandar Lampung", "Kota")


@pytest.mark.parametrize("code", ["18.99.99.2999", "18.01.04", "18", "", "nama", "18.01.04.20011", "33.01.01.2001"])
def test_codes_that_do_not_exist(code: str) -> None:
    assert find_village(code) is None


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        ("18.01.04.2001", Terms("Desa", "Kepala Desa")),
        ("18.02.01.2001", Terms("Kampung", "Kepala Kampung")),
        ("18.04.10.2005", Terms("Pekon", "Peratin")),
        ("18.06.03.2020", Terms("Pekon", "Kepala Pekon")),
        ("18.12.01.2001", Terms("Tiyuh", "Kepalo Tiyuh")),
        ("18.13.01.2003", Terms("Pekon", "Peratin")),
        ("18.71.14.1007", Terms("Kelurahan", "Lurah")),
        ("18.01.06.1001", Terms("Kelurahan", "Lurah")),
    ],
)
def test_terms_by_regency(code: str, terms: Terms) -> None:
    assert terms_of(code) == terms


def test_every_village_of_the_list_is_found_and_has_terms() -> None:
    lines = files("appliance.registry").joinpath("data/wilayah-18.csv").read_text(encoding="utf-8").splitlines()
    villages = [line.split(",", 2) for line in lines if line.count(".") >= 3]
    assert len(villages) == 2446 + 205
    for code, level, name in villages:
        place = find_village(code)
        assert place is not None and place.name == name
        assert (terms_of(code).term == "Kelurahan") == (level == "kelurahan")


def test_the_licence_stands_beside_the_list() -> None:
    notice = files("appliance.registry").joinpath("data/wilayah-18.txt").read_text(encoding="utf-8")
    assert "Open Database License" in notice and "idn-area-data" in notice


def test_229_kecamatan() -> None:
    assert len(kecamatan_codes()) == 229
    assert "180104" in kecamatan_codes() and "180101" not in kecamatan_codes()


@pytest.mark.parametrize(
    ("given", "official", "name"),
    [
        ("Desa Hajimena", "Hajimena", "Hajimena"),
        ("Hajimena", "Hajimena", "Hajimena"),
        ("desa  HAJIMENA ", "Hajimena", "Hajimena"),
        ("Pekon Pagar Dewa", "Pagar Dewa", "Pagar Dewa"),
        ("Tiyuh Karta", "Karta", "Karta"),
        ("Kampung Baru", "Kampung Baru", "Kampung Baru"),
        ("Desa Kampung Baru", "Kampung Baru", "Kampung Baru"),
        ("Pekon Balak", "Pekon Balak", "Pekon Balak"),
        ("Pekon Pekon Balak", "Pekon Balak", "Pekon Balak"),
        ("Desa Desaku", "Hajimena", "Desaku"),
        ("Desa", "Hajimena", "Desa"),
        ("", "Hajimena", ""),
    ],
)
def test_village_name(given: str, official: str, name: str) -> None:
    assert village_name(given, official) == name
