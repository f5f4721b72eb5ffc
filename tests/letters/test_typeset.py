"""The page set in lines, and its plain JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.model.layout import Field, Gap, Page, Qr, Rule, Table, Text, words
from appliance.model.typeset import QrBlock, RuleLine, TextLine, typeset, wrap
from tests.support.refusals import refused

plain = st.text(max_size=60)
nodes: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        Text,
        plain,
        align=st.sampled_from(["left", "center", "right"]),
        bold=st.booleans(),
        size=st.sampled_from([1, 2]),
        aside=st.booleans(),
        roll_only=st.booleans(),
    ),
    st.builds(Field, plain, plain),
    st.lists(st.tuples(plain, plain, plain), max_size=4).map(
        lambda rows: Table(("Nama", "L/P", "Hubungan"), tuple(rows), (22, 3, 15))
    ),
    st.builds(Rule, st.booleans()),
    st.builds(Gap, st.integers(0, 5)),
    st.just(Qr("SEGEL", ("10", "01"))),
)
pages = st.lists(nodes, max_size=8).map(lambda found: Page(tuple(found)))


@settings(deadline=None)
@given(pages)
def test_a_page_comes_back_from_its_json(page: Page) -> None:
    assert Page.from_json(json.loads(json.dumps(page.to_json()))) == page


def test_letters_of_an_earlier_release_still_open() -> None:
    old = [
        {
            "node": "text",
            "text": "A",
            "align": "left",
            "bold": False,
            "underline": False,
            "italic": False,
            "size": 1,
        }
    ]
    assert Page.from_json(old) == Page((Text("A"),))


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        ["text"],
        [{"node": "hologram"}],
        [{"node": "gap", "depth": 1}],
        [{"node": "gap", "lines": 10**9}],
        [{"node": "text", "text": 5}],
        [{"node": "text", "text": "A", "size": 0}],
        [{"node": "table", "header": ["A"], "rows": [["1", "2"]], "widths": [1]}],
        [{"node": "table", "header": [], "rows": [], "widths": []}],
        [{"node": "qr", "payload": ""}],
        [{"node": "qr", "payload": "A", "matrix": ["01", "0"]}],
    ],
)
def test_a_page_that_no_release_has_written_is_a_broken_file(foreign: Any) -> None:
    with refused("E-STO-01"):
        Page.from_json(foreign)


@settings(deadline=None)
@given(pages, st.sampled_from([48, 42, 32]))
def test_no_line_is_wider_than_the_paper(page: Page, columns: int) -> None:
    for block in typeset(page, columns):
        if isinstance(block, TextLine):
            assert len(block.text) * block.size <= columns


@settings(deadline=None)
@given(pages, st.sampled_from([48, 32]))
def test_no_word_is_lost(page: Page, columns: int) -> None:
    def signs(text: str) -> list[str]:
        return sorted("".join(text.split()))

    said = "".join(block.text for block in typeset(page, columns) if isinstance(block, TextLine))
    asides = "".join(node.text for node in page.nodes if isinstance(node, Text) and node.aside)
    colons = ":" * sum(isinstance(node, Field) for node in page.nodes)
    assert signs(said) == signs(words(page) + asides), colons


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("satu dua tiga", 8, ["satu dua", "tiga"]),
        ("satu dua tiga", 7, ["satu", "dua", "tiga"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("no 400.1/012/XI/2026", 10, ["no", "400.1/012/", "XI/2026"]),
        ("a-b/c-d", 4, ["a-b/", "c-d"]),
        ("  rapi   saja ", 20, ["rapi saja"]),
    ],
)
def test_wrapping(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


def lines(page: Page, columns: int) -> list[str]:
    return [block.text for block in typeset(page, columns) if isinstance(block, TextLine)]


def test_the_value_of_a_field_hangs_in_its_column() -> None:
    page = Page((Field("Tempat/tgl. lahir", "TANJUNG KARANG, 17 Agustus 1983"),))
    assert lines(page, 48) == [
        "Tempat/tgl. lahir : TANJUNG KARANG, 17 Agustus",
        "                    1983",
    ]
    assert lines(page, 32) == [
        "Tempat/tgl. : TANJUNG KARANG, 17",
        "lahir         Agustus 1983",
    ]


def test_a_narrow_column_keeps_its_words_whole() -> None:
    table = Table(("Nama", "L/P", "Umur"), (("SITI AMINAH BINTI SALEH", "P", "12"),), (40, 1, 1))
    assert lines(Page((table,)), 32) == ["Nama                    L/P Umur", "SITI AMINAH BINTI SALEH P   12"]
    assert sum(isinstance(block, RuleLine) for block in typeset(Page((table,)), 32)) == 2


def test_a_table_with_more_columns_than_room_still_fits() -> None:
    table = Table(("ABCDEF",) * 8, (("xyz" * 5,) * 8,), (1,) * 8)
    assert max(len(line) for line in lines(Page((table,)), 20)) <= 20


def test_pictures_and_rules_are_blocks_of_their_own() -> None:
    qr = Qr("SEGEL", ("1",))
    assert typeset(Page((Rule(heavy=True), qr, Gap(2))), 48) == [
        RuleLine(heavy=True),
        QrBlock(qr),
        TextLine(""),
        TextLine(""),
    ]


def test_words_leave_out_what_stands_beside_the_seal() -> None:
    page = Page(
        (Text(" A  b "), Text("kode", aside=True), Field("L", "v"), Table(("h",), (("c",),), (1,)), Qr("q", ()))
    )
    assert words(page) == "A b L : v h c"
