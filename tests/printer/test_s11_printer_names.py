"""Threat S11 at the printer: names are not commands, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.model.layout import Field, Gap, Page, Rule, Table, Text
from appliance.model.typeset import RuleLine, TextLine, typeset
from appliance.printer.escpos import render
from appliance.printer.machine import Machine
from appliance.printer.profile import Profile, load_profile
from appliance.printer.signs import printable, printable_page
from tests.printer.pages import letter

HOSTILE = "SITI\x1b@\x1dV\x00\x10\x04\x01\x10\x14\x08\x9b2J\u202eHANIMA\u200b\x7f\ud800"
PROFILES = [load_profile("generic", 80), load_profile("generic", 58), load_profile("epson-tm-t82", 80)]

text = st.text(st.characters(codec=None), max_size=60)
nodes = st.one_of(
    st.builds(
        Text,
        text,
        align=st.sampled_from(["left", "center", "right"]),
        bold=st.booleans(),
        underline=st.booleans(),
        size=st.sampled_from([1, 2]),
    ),
    st.builds(Field, text, text),
    st.builds(
        Table, st.tuples(text, text), st.lists(st.tuples(text, text), max_size=3).map(tuple), st.just((1, 2))
    ),
    st.builds(Rule, st.booleans()),
    st.builds(Gap, st.integers(0, 3)),
)
pages = st.lists(nodes, max_size=8).map(lambda found: Page(tuple(found)))


def printed(job: bytes, profile: Profile) -> Machine:
    machine = Machine(profile)
    machine.take(job)
    return machine


@pytest.mark.parametrize(
    ("raw", "ascii_", "cp437"),
    [
        ("SITI AMINAH", "SITI AMINAH", "SITI AMINAH"),
        ("Jos\u00e9 \u00d1", "Jose N", "Jos\u00e9 \u00d1"),
        ("\u0100\u1e6d", "At", "At"),  # not in the code page: the letter without its mark
        ("e\u0301", "e", "e"),
        ("\ufb03 \u00bd \u2460", "ffi 1/2 1", "ffi \u00bd 1"),
        ("\u201cA\u201d \u2013 B\u2019s \u2022", '"A" - B\'s *', '"A" - B\'s *'),
        ("\u5c71 \U0001f600", "? ?", "? ?"),
        ("a\tb\x85c\u2028d\nf", "a b c d\nf", "a b c d\nf"),
        (HOSTILE, "SITI@V2JHANIMA", "SITI@V2JHANIMA"),
    ],
)
def test_signs_of_the_code_page_and_nothing_else(raw: str, ascii_: str, cp437: str) -> None:
    assert printable(raw, "ascii") == ascii_
    assert printable(raw, "cp437") == cp437


@given(st.text(st.characters(codec=None)), st.sampled_from(["ascii", "cp437", "cp858"]))
def test_no_text_makes_a_control_byte(raw: str, encoding: str) -> None:
    code = printable(raw, encoding).encode(encoding)
    assert all(byte >= 0x20 and byte != 0x7F for byte in code.replace(b"\n", b""))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: f"{profile.code}-{profile.dots}")
def test_a_hostile_name_adds_no_command(profile: Profile) -> None:
    tame = render(letter("SITI@V2JHANIMA"), profile)
    assert render(letter(HOSTILE), profile) == tame
    assert tame.count(b"\x1b@") == tame.count(b"\x1bt") == 1


@settings(deadline=None, max_examples=60)
@given(pages, st.sampled_from(PROFILES), st.booleans())
def test_what_is_set_is_what_the_machine_prints(page: Page, profile: Profile, after_trouble: bool) -> None:
    machine = printed(render(page, profile, after_trouble), profile)
    wanted = []
    for block in typeset(printable_page(page, profile.encoding), profile.columns):
        if isinstance(block, TextLine):
            wanted.append(block.text.encode(profile.encoding).decode("cp437").strip())
        elif isinstance(block, RuleLine):
            wanted.append(("=" if block.heavy else "-") * profile.columns)
    lines = [line.strip() for paper in machine.papers for line in paper.lines]
    assert lines == wanted
    assert machine.complaints == []
