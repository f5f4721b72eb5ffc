"""What letters say: the words of the rules, what a card alone may not open, and data that tries to be more."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_helpers import (
    CHILD,
    CUSTOM,
    ELDER,
    FAMILY,
    HASH,
    TODAY,
    VILLAGE,
    WIFE,
    Way,
    draft,
    facts,
    letter,
    seal_of,
)

from appliance.letters.code import code_of
from appliance.letters.compose import finish, mark_copy, number_of, page_digest, preview, three_lines
from appliance.letters.kind import find_kind, kinds
from appliance.letters.people import address
from appliance.letters.render.text import to_text
from appliance.letters.seal import verify
from appliance.letters.words import add_months, long_date
from appliance.model.layout import Field, Page, Qr, Table, Text, words
from appliance.model.records import Basis
from appliance.model.resident import Resident
from appliance.model.village import Village

GOLDEN = Path(__file__).parent / "golden"
KINDS = list(kinds())
WAYS: list[Way] = ["direct", "released"]


def check_golden(name: str, text: str) -> None:
    """Compare with the file, or write it where GOLDEN=write: then look at the difference before committing it."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_letters_read_as_before(kind: str, way: Way) -> None:
    check_golden(f"{kind}-{way}-48", to_text(letter(kind, way), 48))


@pytest.mark.parametrize("way", WAYS)
def test_a_childs_letter_on_narrow_paper_reads_as_before(way: Way) -> None:
    check_golden(f"SKTM-{way}-child-32", to_text(letter("SKTM", way, subject=CHILD), 32))


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("subject", [WIFE, CHILD])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_stands_within_its_paper(kind: str, way: Way, subject: Resident, columns: int) -> None:
    page = letter(kind, way, subject=subject)
    lines = to_text(page, columns).splitlines()
    assert max(len(line) for line in lines if not line.startswith("<")) <= columns
    text = words(page)
    number = "400.12.2.1/012" if kind == "DOMISILI" else "400.10.2.2/012"
    assert f"Nomor : {number}/1801042001/XI/2026" in text
    assert subject.name in text
    assert find_kind(kind).title.id.upper() in text
    assert "…" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_direct_letter_says_only_what_the_register_says(kind: str) -> None:
    text = words(letter(kind))
    opening = (
        "Pemerintah Desa Hajimena menerangkan, berdasarkan data kependudukan per tanggal 20 November 2026, bahwa:"
    )
    assert opening in text
    assert (
        "Dicetak oleh anjungan Desa Hajimena berdasarkan Keputusan Kepala Desa Hajimena Nomor 5 Tahun 2026." in text
    )
    assert "(cap desa)" in text
    assert "SUHARTONO" not in text and "petugas" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_released_letter_names_the_clerk_and_cites_no_rule(kind: str) -> None:
    text = words(letter(kind, "released"))
    assert "per tanggal 20 November 2026 dan pemeriksaan petugas, bahwa:" in text
    assert "Diperiksa oleh petugas Desa Hajimena: Ani Lestari." in text
    assert "Kepala Desa Hajimena SUHARTONO, S.Sos." in text
    assert "Keputusan" not in text and "anjungan" not in text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_claims_a_signature(kind: str, way: Way) -> None:
    text = to_text(letter(kind, way), 200).lower()
    assert "yang bertanda tangan" not in text
    assert "ditandatangani" not in text
    assert "bukan tanda tangan elektronik" in text
    assert "bsre" not in text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_says_how_long_it_lasts_and_how_to_get_it_again(kind: str, way: Way) -> None:
    text = to_text(letter(kind, way), 200)
    assert "bertahan sekitar 6 bulan" in text and "Fotokopi surat ini." in text
    assert f"Kode {code_of(HASH)}" in text and "cetak ulang: sebut kode ini" in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", [WIFE, CHILD, ELDER])
def test_a_card_alone_opens_no_kk_and_no_relative(kind: str, subject: Resident) -> None:
    """Threat S1: whoever found the card learns nothing from the paper that the card or the screen does not say."""
    page = letter(kind, "direct", subject=subject)
    text = to_text(page, 200) + repr(page.nodes)
    assert WIFE.kk not in text
    for member in FAMILY:
        if member is not WIFE:
            assert str(member.nik) not in text
            assert long_date(member.born) not in text and f"{member.born:%d-%m-%Y}" not in text
    assert str(WIFE.nik) in text


def test_a_released_letter_lists_the_family_with_nik() -> None:
    text = words(letter("SKTM", "released"))
    for member in FAMILY:
        assert member.name in text and str(member.nik) in text and f"{member.born:%d-%m-%Y}" in text
    assert f"No. KK : {WIFE.kk}" in text
    newborn = replace(CHILD, key=9, nik=None, name="BAYI SITI")
    assert "BAYI SITI P 01-02-2014 belum ber-NIK ANAK" in words(
        letter("SKTM", "released", family=(*FAMILY, newborn))
    )


def test_the_family_stands_in_order_of_relation_and_age() -> None:
    table = next(node for node in letter(family=tuple(reversed(FAMILY))).nodes if isinstance(node, Table))
    assert [row[0] for row in table.rows] == [member.name for member in FAMILY]
    assert table.rows[0] == ("MASIRIN, SE", "L", "47", "KEPALA KELUARGA")


def test_sktm_without_a_basis_speaks_of_the_villages_knowledge() -> None:
    text = words(letter("SKTM", "released", basis=None))
    assert "menurut pengetahuan Pemerintah Desa Hajimena termasuk keluarga tidak mampu" in text
    assert "DTSEN" not in text
    weak = Basis(WIFE.kk, "rt", "", "2026-11-01", "Ani")
    assert "menurut keterangan Ketua RT, tanggal 1 November 2026." in words(letter("SKTM", "released", basis=weak))


@pytest.mark.parametrize(
    ("village", "head", "letterhead", "regency"),
    [
        (Village("18.04.05.2003", "Way Empulau Ulu", "Pekon", "Peratin", "Balik Bukit", "Lampung Barat"),
         "Peratin Way Empulau Ulu", "PEKON WAY EMPULAU ULU", "PEMERINTAH KABUPATEN LAMPUNG BARAT"),
        (Village("18.12.03.2001", "Panaragan", "Tiyuh", "Kepalo Tiyuh", "Way Kenanga", "Tulang Bawang Barat"),
         "Kepalo Tiyuh Panaragan", "TIYUH PANARAGAN", "PEMERINTAH KABUPATEN TULANG BAWANG BARAT"),
        (Village("18.72.01.1001", "Metro", "Kelurahan", "Lurah", "Metro Pusat", "Metro"),
         "Lurah Metro", "KELURAHAN METRO", "PEMERINTAH KOTA METRO"),
    ],
)  # fmt: skip
def test_every_village_is_called_by_its_own_words(
    village: Village, head: str, letterhead: str, regency: str
) -> None:
    text = words(letter("DOMISILI", "released", village=village))
    assert text.startswith(f"{regency} KECAMATAN {village.kecamatan.upper()} {letterhead} ")
    assert f"{head} SUHARTONO" in text
    assert "Desa" not in text and "Kepala Pekon" not in text
    assert f"(cap {village.term.lower()})" in words(letter("DOMISILI", village=village))


def test_names_and_titles_stay_as_entered() -> None:
    someone = replace(
        WIFE, name="Dr. Hj. R.A. SITI d'ARC, S.Pd., M.M.", job_text="SLTA/SEDERAJAT", birthplace="OKU"
    )
    text = words(letter("DOMISILI", applicant=someone, subject=someone))
    assert (
        "Dr. Hj. R.A. SITI d'ARC, S.Pd., M.M." in text
        and "SLTA/SEDERAJAT" in text
        and "OKU, 17 Agustus 1983" in text
    )


def test_what_is_not_known_leaves_no_empty_line() -> None:
    someone = replace(WIFE, religion="", marital_text="", birthplace="", address="", hamlet="", rt="", rw="")
    page = letter("DOMISILI", applicant=someone, subject=someone)
    fields = {node.label: node.value for node in page.nodes if isinstance(node, Field)}
    assert "Agama" not in fields and "Status kawin" not in fields
    assert fields["Tempat/tgl. lahir"] == "17 Agustus 1983" and fields["Alamat"] == "-"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "JL. RADEN GUNAWAN NO. 12, RT 003/RW 001, DUSUN II"),
        ({"rw": ""}, "JL. RADEN GUNAWAN NO. 12, RT 003, DUSUN II"),
        ({"rt": "", "rw": "", "hamlet": ""}, "JL. RADEN GUNAWAN NO. 12"),
        ({"address": "DUSUN II KRAJAN"}, "DUSUN II KRAJAN, RT 003/RW 001"),
    ],
)
def test_an_address_on_one_line(change: dict[str, str], expected: str) -> None:
    assert address(replace(WIFE, **change)) == expected  # type: ignore[arg-type]


HOSTILE = [
    ":keluarga",
    "| NIK | 1234567890123456",
    "{{ applicant.kk }}",
    "{% include 'bagian/pembuka.j2' %}",
    "\n\n:keluarga\n\n",
    "a\x1b@b\x1dV\x00c",
    "\u202egnalab\u202c <b>x</b> &amp;",
    "| | |",
    ":",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_data_is_only_data(kind: str, text: str) -> None:
    """Neither an answer nor a name can be a mark, a template or a command for the printer (threat S11)."""
    plain = letter(kind)
    hostile = replace(WIFE, name=f"A {text}", job_text=text, address=text, hamlet=text)
    page = letter(kind, subject=hostile, applicant=hostile, inputs={"keperluan": text})
    assert [type(node) for node in page.nodes] == [type(node) for node in plain.nodes]
    fields = [node for node in page.nodes if isinstance(node, Field)]
    kept = " ".join(text.translate({27: None, 29: " ", 0: None, 0x202E: None, 0x202C: None}).split())
    assert fields[-1] == Field("Keperluan", kept)
    assert fields[0] == Field("Nama", f"A {kept}")
    said = words(page) + preview(draft(kind, subject=hostile)).to_json().__repr__()
    assert "\x1b" not in said and "\x00" not in said and "\u202e" not in said and "\ue000" not in said


@settings(deadline=None)
@given(st.text(min_size=1, max_size=120), st.text(min_size=1, max_size=60))
def test_any_text_gives_the_same_shape(purpose: str, name: str) -> None:
    someone = replace(WIFE, name=f"X{name}")
    page = preview(draft("SKTM", subject=someone, applicant=someone, inputs={"keperluan": f"x{purpose}"}))
    plain = preview(draft("SKTM"))
    assert [type(node) for node in page.nodes] == [type(node) for node in plain.nodes]
    assert words(page).isprintable()


def test_the_purpose_stands_on_the_paper_once() -> None:
    assert to_text(letter(inputs={"keperluan": "KODE7421"})).count("KODE7421") == 1


def test_to_whom_it_goes() -> None:
    page = letter("SKTM", inputs={"keperluan": "Beasiswa", "instansi": "SMAN 1 Natar"})
    assert Field("Ditujukan kepada", "SMAN 1 Natar") in page.nodes


def test_the_preview_is_the_letter_without_number_and_seal() -> None:
    shown = preview(draft())
    assert not any(isinstance(node, Qr) for node in shown.nodes)
    assert words(shown) == words(letter()).replace("400.10.2.2/012/1801042001/XI/2026", "…")


def test_the_digest_covers_every_word_and_can_be_made_again() -> None:
    made = draft()
    number = number_of(made, 12)
    stored = Page.from_json(letter().to_json())
    assert page_digest(stored) == made.digest(number) == page_digest(mark_copy(stored, 2))
    digest = verify(seal_of(made)).digest
    assert digest is None, "unsigned words are not passed on"
    others = {
        draft(inputs={"keperluan": "Lain"}).digest(number),
        draft("SKTM", "released").digest(number),
        draft(family=FAMILY[:2]).digest(number),
        made.digest(number_of(made, 13)),
    }
    assert len(others | {made.digest(number)}) == 5


def test_a_stored_letter_is_the_same_tree() -> None:
    for kind in KINDS:
        page = letter(kind, "released")
        assert Page.from_json(page.to_json()) == page


def test_copies_say_so_at_head_and_foot() -> None:
    page = letter()
    assert mark_copy(page, 0) is page
    copy = mark_copy(page, 3)
    lines = to_text(copy).splitlines()
    assert lines[0].strip() == lines[-1].strip() == "SALINAN KE-3"
    assert copy.nodes[1:-1] == page.nodes


def test_the_letter_in_three_lines() -> None:
    assert three_lines(find_kind("SKTM"), facts(subject=CHILD)) == (
        "Surat Keterangan Tidak Mampu",
        "Untuk SITI NUR'AINI, 12 tahun",
        "Keperluan: Biaya sekolah atau kuliah",
    )


def test_the_plain_content() -> None:
    content = draft("SKTM", subject=CHILD).content
    assert content["kind"] == "SKTM" and content["purpose"] == "pendidikan"
    assert content["valid_until"] == "2027-02-24" and content["date"] == TODAY.isoformat()
    assert content["applicant"]["nik"] == WIFE.nik and content["subject"]["name"] == CHILD.name
    assert content["rule"] == CUSTOM.rule and draft("SKTM", "released").content["rule"] is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -12, date(2025, 1, 31)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_old_classification_and_the_verify_page() -> None:
    custom: Any = replace(CUSTOM, codes="old", verify_url="https://desa.example/periksa")
    made = draft("SKTM", custom=custom)
    number = number_of(made, 7)
    assert number == "401/007/1801042001/XI/2026"
    page = Page.from_json(finish(made, number, "SEGEL", "K7Q4M-X2P9D"))
    qr = next(node for node in page.nodes if isinstance(node, Qr))
    assert qr.payload == "https://desa.example/periksa#SEGEL"
    assert any(
        isinstance(node, Text) and node.text == "Periksa di https://desa.example/periksa" for node in page.nodes
    )


def test_an_unknown_head_leaves_a_dotted_line() -> None:
    text = words(letter("PENGANTAR", "released", custom=replace(CUSTOM, head_name=""), clerk=None))
    assert "Kepala Desa Hajimena (...." in text and text.count("Diperiksa oleh petugas Desa Hajimena.") == 1
    assert VILLAGE.full_name in text
