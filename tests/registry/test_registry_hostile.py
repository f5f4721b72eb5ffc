"""Files that are broken, strange or meant to harm (S12): good rows are taken, bad rows told, memory is bounded."""

import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registry_helpers import TODAY, Stream, accepted, extract, person, read, rejected

from appliance.model.errors import ApplianceError
from appliance.registry import rows as rows_module
from appliance.registry.columns import COLUMN_LIMIT, open_extract
from appliance.registry.extract import read_extract
from appliance.registry.items import Row
from appliance.registry.lines import CHUNK, ROW_LIMIT, SPAN_LIMIT
from appliance.registry.rows import CELL_LIMIT, read_rows
from appliance.registry.sampling import COLUMNS, sample

HEADER = ",".join(COLUMNS) + "\n"


def line_of(**cells: str) -> str:
    """One good row as a line of text, its cells in quotation marks only where needed."""
    return extract([person(**cells)]).decode().split("\n", 1)[1]


def refusal(data: bytes) -> str:
    with pytest.raises(ApplianceError) as caught:
        read(data)
    return caught.value.code


# the file as a whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-IMP-02"),
        (b"\n\n\n", "E-IMP-02"),
        (b"halo dunia\n", "E-IMP-02"),
        (b"NIK;NAMA\n1;2\n", "E-IMP-02"),
        (bytes(range(256)) * 99, "E-IMP-03"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 300, "E-IMP-03"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "E-IMP-02"),
        (b"PK\x03\x04\x14\x00", "E-IMP-05"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E-IMP-05"),
        (b"NIK,NO_KK," + b"A," * 100_000 + b"\n", "E-IMP-06"),
        (b"NIK,NO_KK," + b"A" * 1_000_000, "E-IMP-06"),
        (b"NIK,NO_KK\n", "E-IMP-07"),
        (b"NIK,NO_KK,NAMA_LGKP,JENIS_KLMIN\n", "E-IMP-07"),
        (b"Nomor KK,NIK,Nama Penduduk,Status\n", "E-IMP-08"),
        (b"alamat,dusun,rw,rt,nama,no_kk,nik,sex\n", "E-IMP-08"),
        (b",BUKU INDUK KEPENDUDUKAN,,\n", "E-IMP-08"),
        (b"NIK,NO_KK,NAMA_LGKP,JENIS_KLMIN,TGL_LHR,NIK\n", "E-IMP-09"),
        (b"NIK,NO_KK,NAMA_LGKP,NAMA_LENGKAP,JENIS_KLMIN,TGL_LHR\n", "E-IMP-09"),
    ],
)
def test_files_that_are_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("more", [0, 1])
def test_column_limit(more: int) -> None:
    names = [*COLUMNS, *(f"K{n}" for n in range(COLUMN_LIMIT - len(COLUMNS) + more))]
    data = (",".join(names) + "\n").encode()
    if more:
        assert refusal(data) == "E-IMP-06"
    else:
        assert read(data) == []


# spellings of the same file


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_delimiters_marks_and_line_ends(delimiter: str, bom: bytes, end: bytes) -> None:
    data = extract([person(1), person(2, NAMA_LGKP="MASIRIN, SE; S.PD")], delimiter=delimiter)
    items = read(bom + data.replace(b"\n", end))
    assert [(item.line, item.document["nama_lgkp"]) for item in accepted(items)] == [
        (2, "BUDI SANTOSO"),
        (3, "MASIRIN, SE; S.PD"),
    ]
    assert not rejected(items)


def test_a_separator_line_of_a_spreadsheet() -> None:
    items = read(b"sep=;\r\n" + extract([person()], delimiter=";"))
    assert [item.line for item in accepted(items)] == [3]


def test_other_headings_are_stored_under_siak_names() -> None:
    row = person()
    swap = {
        "TMPT_LHR": "Tempat Lahir",
        "TGL_LHR": "TANGGAL_LAHIR",
        "NAMA_LGKP": "nama lengkap",
        "STAT_KWN": "STATUS_KAWIN",
    }
    row = {swap.get(column, column): cell for column, cell in row.items()} | {"X": "1", "Catatan Desa": "baik"}
    document = accepted(read(extract([row], columns=row)))[0].document
    assert (document["tmpt_lhr"], document["tgl_lhr"], document["nama_lgkp"]) == (
        "NATAR",
        "12-03-1984",
        "BUDI SANTOSO",
    )
    assert document["x"]["marital"] == 2
    assert document["catatan_desa"] == "baik"


def test_cp1252_beside_utf8() -> None:
    data = (
        HEADER.encode()
        + line_of(NIK=person(1)["NIK"], NAMA_LGKP="JOSÉ").encode("cp1252")
        + line_of(NIK=person(2)["NIK"], NAMA_LGKP="RENÉ").encode("utf-8")
    )
    assert [item.document["nama_lgkp"] for item in accepted(read(data))] == ["JOSÉ", "RENÉ"]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_unicode_text_of_a_spreadsheet(order: str, mark: str) -> None:
    """UTF-16 with tabs; half a pair of surrogates costs its row."""
    rows = [person(1, NAMA_LGKP="RENÉ 😀"), person(2), person(3, NAMA_LGKP="ANI")]
    data = (mark + extract(rows, delimiter="\t").decode()).replace("\n", "\r\n").encode(order)
    data = data.replace("BUDI".encode(order), "BUD\ud800".encode(order, "surrogatepass"))
    items = read(data)
    assert [item.document["nama_lgkp"] for item in accepted(items)] == ["RENÉ 😀", "ANI"]
    assert rejected(items) == [(3, "E-REG-34")]


def test_a_file_that_comes_in_pieces_is_the_same_file() -> None:
    data = b"\xef\xbb\xbf" + extract([person(1), person(2)]).replace(b"\n", b"\r\n")
    for source in (data, data.decode("utf-8-sig").encode("utf-16")):
        assert list(read_extract(Stream(bytes([byte]) for byte in source), TODAY)) == read(data)


def test_bytes_that_no_encoding_has_cost_their_row() -> None:
    good = line_of().encode()
    data = HEADER.encode() + good.replace(b"BUDI", b"B\x81DI") + good.replace(b"BUDI", b"B\0DI") + good
    items = read(data)
    assert rejected(items) == [(2, "E-REG-34"), (3, "E-REG-34")]
    assert [item.line for item in accepted(items)] == [4]


# rows


def test_line_is_where_the_row_begins() -> None:
    rows = [person(1), person(2, ALAMAT="JL. A\nNO. 1\r\nRT 2"), person(3), person(4, NIK="1")]
    items = read(extract(rows))
    assert [item.line for item in accepted(items)] == [2, 3, 6]
    assert rejected(items) == [(7, "E-REG-10")]
    assert accepted(items)[1].document["alamat"] == "JL. A\nNO. 1\r\nRT 2"


def test_empty_rows_are_no_rows() -> None:
    data = HEADER + "\n" + "," * 33 + "\n" + line_of() + "\r\n"
    assert [item.line for item in accepted(read(data.encode()))] == [4]


def test_a_million_characters_cost_one_row() -> None:
    data = extract([person(1), person(2, NAMA_LGKP="A" * 1_000_000), person(3)])
    items = read(data)
    assert rejected(items) == [(3, "E-REG-32")]
    assert [item.line for item in accepted(items)] == [2, 4]


def test_a_million_columns_cost_one_row() -> None:
    data = HEADER + "," * 1_000_000 + "x\n" + line_of()
    items = read(data.encode())
    assert rejected(items) == [(2, "E-REG-32")]
    assert [item.line for item in accepted(items)] == [3]


@pytest.mark.parametrize(
    ("length", "codes"), [(CELL_LIMIT - 1, []), (CELL_LIMIT, []), (CELL_LIMIT + 1, [(2, "E-REG-33")])]
)
def test_cell_limit(length: int, codes: list[tuple[int, str]]) -> None:
    assert rejected(read(extract([person(ALAMAT="A" * length)]))) == codes


@pytest.mark.parametrize("more", [0, 1])
def test_row_limit(more: int) -> None:
    line = line_of()
    line = line[:-1] + "," * 33 + "x" * (ROW_LIMIT - len(line) - 33 + 1 + more) + "\n"
    assert len(line) == ROW_LIMIT + 1 + more
    items = read((HEADER + line.replace("\n", "\r\n")).encode())
    assert rejected(items)[0][1] == ("E-REG-32" if more else "E-REG-30")


def test_too_many_or_too_few_cells() -> None:
    good = line_of()
    short = ",".join(good.split(",")[:20]) + "\n"
    cut = ",".join(good.split(",")[:4]) + "\n"
    data = HEADER + good[:-1] + ",lebih\n" + cut + short.replace("0003", "0004", 1) + good[:-1] + ",,,\n"
    items = read(data.encode())
    assert rejected(items) == [(2, "E-REG-30"), (3, "E-REG-30")]
    assert [item.line for item in accepted(items)] == [4, 5]


def test_an_open_quotation_mark_costs_one_row() -> None:
    lines = [line_of(NIK=person(serial)["NIK"]) for serial in range(1, 60)]
    lines[4] = lines[4].replace("BUDI", '"BUDI')
    items = read((HEADER + "".join(lines)).encode())
    assert rejected(items) == [(6, "E-REG-31")]
    assert len(accepted(items)) == 58


@pytest.mark.parametrize("last", ['"', '"x', 'x"y"', '""x"'])
def test_quotation_marks_that_would_join_two_rows(last: str) -> None:
    """The last cell opens; the first `"` of the next row would close it."""
    good = line_of()
    quoted = ",".join(f'"{cell}"' for cell in good.rstrip("\n").split(",")) + "\n"
    data = HEADER + good[:-1] + last + "\n" + quoted.replace("0003", "0004") + good.replace("0003", "0005")
    items = read(data.encode())
    found = {item.line for item in accepted(items)}
    assert {3, 4} <= found
    assert found | {line for line, _ in rejected(items)} == {2, 3, 4}


def test_a_row_swallowed_with_the_right_number_of_cells_is_seen() -> None:
    """Row 2's last cell opens and a stray mark at the end of row 3 closes it: 34 cells, with row 3 inside."""
    good = line_of()
    data = HEADER + good[:-1] + '"x\n' + good[:-1] + '"\n' + good
    items = read(data.encode())
    assert rejected(items) == [(2, "E-REG-31"), (3, "E-REG-31")]
    assert [item.line for item in accepted(items)] == [4]


def test_a_record_of_too_many_lines_is_given_up() -> None:
    fits = person(1, ALAMAT="\n" * (SPAN_LIMIT - 1))
    long = person(2, ALAMAT="\n" * SPAN_LIMIT)
    items = read(extract([fits, long, person(3)]))
    assert [item.document["nik"] for item in accepted(items)] == [fits["NIK"], person(3)["NIK"]]
    assert rejected(items)[0] == (2 + SPAN_LIMIT, "E-REG-31")


def test_rows_beyond_the_limit_stop_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "RECORD_LIMIT", 5)
    assert len(accepted(read(extract(person(n) for n in range(1, 6))))) == 5
    with pytest.raises(ApplianceError, match="E-IMP-10"):
        read(extract(person(n) for n in range(1, 7)))


# properties


@given(st.binary(max_size=600))
def test_any_bytes_are_refused_or_read(tail: bytes) -> None:
    """Every line of a hostile tail is told or empty, and the good rows before it are taken."""
    data = extract([person(1), person(2)])
    items = read(data + tail)
    assert [item.line for item in accepted(items)][:2] == [2, 3]


@given(st.binary(max_size=300))
def test_any_bytes_as_a_file(data: bytes) -> None:
    assert refusal(data).startswith("E-IMP-")


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


def _fits(cells: list[str]) -> bool:
    return any(cells) and sum(cell.count("\n") for cell in cells) < SPAN_LIMIT


@given(st.lists(st.lists(CELL, min_size=34, max_size=34).filter(_fits), max_size=6), st.sampled_from(",;\t"))
def test_cells_come_back_as_they_were_written(table: list[list[str]], delimiter: str) -> None:
    columns = [f"K{n}" for n in range(29)] + ["NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR"]
    data = extract((dict(zip(columns, cells, strict=True)) for cells in table), columns, delimiter)
    header, lines = open_extract(io.BytesIO(data))
    assert header.delimiter == delimiter
    assert [row.cells for row in read_rows(header, lines) if isinstance(row, Row)] == table


@given(st.lists(st.sampled_from(['"', ",", "a", '""', "\r"]), max_size=60), st.integers(0, 2))
def test_quotation_marks_never_lose_a_good_row(noise: list[str], where: int) -> None:
    """Whatever stands on a line of its own between good rows, with and without quotation marks of their own."""
    rows = [
        line_of(NIK=person(n)["NIK"], NAMA_LGKP=name) for n, name in ((1, "ANI"), (2, "MASIRIN, SE"), (3, "EKO"))
    ]
    rows.insert(where, "".join(noise) + "\n")
    items = read((HEADER + "".join(rows)).encode())
    assert len(accepted(items)) == 3


# memory


def _lines(text: str, size: int) -> Iterator[bytes]:
    """`size` bytes of one text again and again."""
    piece = text.encode() * (CHUNK // len(text.encode()) + 1)
    for _ in range(size // len(piece)):
        yield piece


HOSTILE: dict[str, Callable[[], Iterator[bytes]]] = {
    "one endless line": lambda: _lines("A", 40_000_000),
    "one endless quoted cell": lambda: _lines('"', 40_000_000),
    "commas": lambda: _lines(",", 40_000_000),
    "empty lines": lambda: _lines("\n", 200_000),
    "lone returns": lambda: _lines("\r", 40_000_000),
    "open quotation marks": lambda: _lines('"a\n', 200_000),
    "zeros": lambda: _lines("\0", 40_000_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_memory_stays_bounded(kind: str) -> None:
    def pieces() -> Iterator[bytes]:
        yield HEADER.encode()
        yield from HOSTILE[kind]()
        yield ("\n" + line_of()).encode()

    tracemalloc.start()
    try:
        taken = sum(1 for item in accepted(read_extract(Stream(pieces()), TODAY)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000
    assert taken == 1


@pytest.mark.parametrize("cut", [1, 20, 80, 150])
def test_a_file_cut_short_empties_nothing(cut: int) -> None:
    """The last row has lost cells: it is told by its line, never taken with empty values."""
    whole = b"".join(sample(3, 7)).rstrip(b"\n")
    found = read(whole[:-cut])
    kept = accepted(found)
    if rejected(found):
        assert rejected(found) == [(4, "E-REG-30")]
        assert [item.line for item in kept] == [2, 3]
    else:
        assert kept[2].document["flag_status"] == "0", "only the last cell was shortened"
