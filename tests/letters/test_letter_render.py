"""Pictures and sheets: read back by software that is not ours."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from letters_helpers import CHILD, CUSTOM, FAMILY, VILLAGE, WIFE, Way, draft, key, letter, person, seal_of
from PIL import Image

from appliance.letters.code import code_of
from appliance.letters.compose import finish, mark_copy, number_of
from appliance.letters.qr import payload, seal_in, seal_qr
from appliance.letters.render import fonts
from appliance.letters.render.pdf import PAPER, to_pdf
from appliance.letters.render.png import to_png
from appliance.letters.render.sheet import Signing, parts
from appliance.letters.render.text import to_text
from appliance.letters.seal import verify
from appliance.letters.slip import compose_slip
from appliance.model.clock import WIB
from appliance.model.layout import Gap, Page, Qr, Text, words

needs_zbar = pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbar-tools is not installed")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
URL = "https://desa.lampungprov.example/periksa/surat"


def scan(path: Path) -> str:
    """What zbar reads; it is a program of its own and knows nothing of us."""
    done = subprocess.run(["zbarimg", "-q", "--raw", str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def pdf_text(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def pdf_scan(data: bytes, folder: Path) -> str:
    source = folder / "letter.pdf"
    source.write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(source), str(folder / "sheet")], check=True)
    return scan(folder / "sheet.png")


@needs_zbar
@pytest.mark.parametrize("margin", [0, 32])
@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("way", ["direct", "released"])
def test_the_picture_has_the_papers_width_and_a_seal_that_reads(
    way: Way, width: int, margin: int, tmp_path: Path
) -> None:
    path = tmp_path / "letter.png"
    path.write_bytes(to_png(letter("SKTM", way), width, margin))
    with Image.open(path) as image:
        assert image.width == {80: 576, 58: 384}[width] + 2 * margin
        assert image.getextrema() == (0, 255)
    verdict = verify(scan(path), key().public)
    assert verdict.valid and verdict.number == "400.10.2.2/012/1801042001/XI/2026"


@needs_zbar
@pytest.mark.parametrize("width", [80, 58])
def test_the_longest_seal_behind_an_address_still_reads(width: int, tmp_path: Path) -> None:
    someone = replace(WIFE, name="RADEN AYU SITI MAIMUNAH BINTI ABDUL RACHMAN SALEH")
    custom = replace(
        CUSTOM, verify_url=URL, number_format="{classification}/{seq:6}/{village}/{month}/{year}/KET-X"
    )
    made = draft("TIDAK_BEKERJA", subject=someone, applicant=someone, custom=custom)
    page = Page.from_json(finish(made, number_of(made, 123456), seal_of(made, 123456), "K7Q4M-X2P9D"))
    path = tmp_path / "letter.png"
    path.write_bytes(to_png(page, width))
    read = scan(path)
    assert read.startswith(f"{URL}#")
    verdict = verify(seal_in(read), key().public)
    assert verdict.valid and verdict.name == "RADEN AYU SITI MAIMUNAH BINTI AB"


def test_a_bare_seal_needs_no_address() -> None:
    assert seal_in("ABC") == "ABC" and payload("ABC") == "ABC"
    assert seal_in(payload("ABC", URL)) == "ABC"
    qr = seal_qr(seal_of(draft()))
    assert len(qr.matrix) <= 57, "version 10 at most for a common letter"
    assert all(len(row) == len(qr.matrix) and set(row) <= {"0", "1"} for row in qr.matrix)


@needs_poppler
@needs_zbar
@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("way", ["direct", "released"])
@pytest.mark.parametrize("kind", ["SKTM", "DOMISILI", "TIDAK_BEKERJA", "PENGANTAR"])
def test_the_sheet_says_what_the_paper_says(kind: str, way: Way, paper: str, tmp_path: Path) -> None:
    page = letter(kind, way, subject=CHILD)
    data = to_pdf(page, paper, title="Surat")  # type: ignore[arg-type]
    text = pdf_text(data, tmp_path / "a.pdf")
    for node in page.nodes:
        if isinstance(node, Text) and node.align != "left" and not node.aside:
            assert node.text in text
    assert "SITI NUR'AINI" in text and f"Kode {code_of('9e' * 32)}" in text
    assert "6 bulan" not in text, "a sheet does not fade"
    assert "halaman" not in text, "a common letter has one sheet"
    assert verify(pdf_scan(data, tmp_path), key().public).valid


@needs_poppler
def test_the_sheet_has_its_size_and_its_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for paper, size in (("F4", "609.449 x 935.433"), ("A4", "595.276 x 841.89")):
        path.write_bytes(to_pdf(letter(), paper))  # type: ignore[arg-type]
        info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
        assert size in info, (paper, PAPER)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows and all(row.split()[3] == "yes" for row in rows), "every font is embedded"


def test_the_same_letter_gives_the_same_bytes() -> None:
    first = to_pdf(letter("SKTM", "released"))
    assert first == to_pdf(Page.from_json(letter("SKTM", "released").to_json()))
    assert first != to_pdf(letter("SKTM", "direct"))
    assert first.startswith(b"%PDF")


@needs_poppler
def test_a_large_family_goes_on_a_second_sheet(tmp_path: Path) -> None:
    many = tuple(
        person(20 + index, f"ANAK KE {index} BIN MASIRIN", "L", date(2000, 1, 1), 4, relation_text="ANAK")
        for index in range(22)
    )
    text = pdf_text(to_pdf(letter("SKTM", "released", family=(*FAMILY, *many))), tmp_path / "a.pdf")
    assert "halaman 1 dari 2" in text and "halaman 2 dari 2" in text
    for member in many:
        assert f"{member.name}" in text and str(member.nik) in text


@needs_poppler
def test_signs_that_a_font_lacks_become_plain_letters(tmp_path: Path) -> None:
    someone = replace(WIFE, name="NGUYỄN ŠITI ﬁ 漢")
    page = letter("DOMISILI", applicant=someone, subject=someone)
    assert "NGUYEN ŠITI" in pdf_text(to_pdf(page), tmp_path / "a.pdf")
    assert to_png(page).startswith(b"\x89PNG")


@needs_poppler
def test_a_copy_is_marked_on_the_sheet_too(tmp_path: Path) -> None:
    text = pdf_text(to_pdf(mark_copy(letter(), 2)), tmp_path / "a.pdf")
    assert text.startswith("SALINAN KE-2") and text.endswith("SALINAN KE-2")


def test_the_seal_stands_beside_the_signing_block() -> None:
    found = parts(letter())
    signing = [part for part in found if isinstance(part, Signing)]
    assert len(signing) == 1
    assert isinstance(signing[0].seal[0], Qr) and len(signing[0].seal) == 4
    assert signing[0].block[0] == Text("Hajimena, 24 November 2026", align="right")
    assert sum(node.lines for node in signing[0].block if isinstance(node, Gap)) >= 5, "room for a stamp"
    assert not any(isinstance(part, Qr) for part in found)


def test_the_slip_tells_where_to_go_and_no_name() -> None:
    page = compose_slip(VILLAGE, "A-07", datetime(2026, 11, 24, 9, 5, tzinfo=WIB), what="Surat Keterangan Domisili")
    text = words(page)
    assert "Nomor A-07" in text and "Silakan ke meja pelayanan. Bawa KTP dan Kartu Keluarga." in text
    assert "24 November 2026, pukul 09.05" in text and "Surat Keterangan Domisili" in text
    for columns in (48, 32):
        assert max(len(line) for line in to_text(page, columns).splitlines()) <= columns
    assert to_png(page, 58).startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(to_png(page))).width == 576


def test_a_font_is_there_on_a_bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANJUNGAN_PREFIX", str(tmp_path))
    fonts.mono_face.cache_clear()
    try:
        face = fonts.mono_face()
        assert Path(face.regular).is_file() and Path(face.bold).is_file()
        assert to_png(letter(), 58).startswith(b"\x89PNG")
    finally:
        fonts.mono_face.cache_clear()
